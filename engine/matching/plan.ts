import { type Catalog, eventSchema, findEventType, schemaAt } from '../catalog/index.ts';
import { isActiveNode, type Path, parsePath } from '../language/index.ts';
import {
  type Event,
  type FilterNode,
  isAll,
  isAny,
  isAnyItem,
  isLeaf,
  isNot,
  type Json,
  type JsonObject,
  type Leaf,
  type Place,
} from '../model/index.ts';
import { compileOperator, never } from './compile-operator.ts';
import { costOf, itemsCost } from './cost.ts';
import { compileReader } from './read-value.ts';

/** Whether something holds of an event, and inside `where` of a list item. */
export type Test = (event: Event, item: Json) => boolean;

/** A leaf, or a condition on the items of a list: what has one verdict for an event and no parts of its own. */
export interface Condition {
  kind: 'condition';
  at: Place;
  test: Test;
  /** What a test takes, in rough units of one comparison. */
  cost: number;
  /** What is compared, where it is a leaf whose path can be read. */
  compares: { path: Path; leaf: Leaf; enumOrder: readonly Json[] | undefined } | null;
}

/** A filter without what is disabled, each condition compiled, its groups still to be joined. */
export type Plan =
  | Condition
  | { kind: 'all' | 'any'; children: Plan[]; cost: number }
  | { kind: 'not'; child: Plan; cost: number };

export interface FilterOptions {
  /** Row columns and payload as one JSON Schema (`eventSchema`); it knows which enums are ordered. */
  eventSchema?: JsonObject | undefined;
}

interface Scope {
  schema: JsonObject | undefined;
  /** Inside `where`: the segments at which the schema describes the item. */
  itemSegments: readonly string[] | null;
}

/** The schema that conditions on events of a type are compared by; undefined where the catalog lacks the type. */
export function schemaOfType(catalog: Catalog, type: string): JsonObject | undefined {
  const known = findEventType(catalog, type);
  return known && eventSchema(known);
}

export function planFilter(filter: readonly FilterNode[], options: FilterOptions): Plan {
  const scope = { schema: options.eventSchema, itemSegments: null };
  return group(
    'all',
    filter.map((node, index) => ({ node, at: `filter[${index}]` })),
    scope,
  );
}

function planNode(node: FilterNode, at: Place, scope: Scope): Plan {
  if (isLeaf(node)) return planLeaf(node, at, scope);
  if (isAny(node)) return group('any', inside(node.any, `${at}.any`), scope);
  if (isAll(node)) return group('all', inside(node.all, `${at}.all`), scope);
  if (isNot(node)) {
    const child = planNode(node.not, `${at}.not`, scope);
    return { kind: 'not', child, cost: child.cost };
  }
  const isSome = isAnyItem(node);
  const { path, segments } = locate(isSome ? node.anyItem : node.everyItem, scope);
  if (!path) return { kind: 'condition', at, test: never, cost: 0, compares: null };
  const where = planNode(node.where, `${at}.where`, { ...scope, itemSegments: [...segments, '0'] });
  const test = testItems(path, joinTests(where), isSome);
  return { kind: 'condition', at, test, cost: itemsCost * where.cost, compares: null };
}

function inside(nodes: readonly FilterNode[], at: Place) {
  return nodes.map((node, index) => ({ node, at: `${at}[${index}]` }));
}

function group(kind: 'all' | 'any', nodes: readonly { node: FilterNode; at: Place }[], scope: Scope): Plan {
  const children = nodes
    .filter(({ node }) => isActiveNode(node))
    .map(({ node, at }) => planNode(node, at, scope));
  return { kind, children, cost: children.reduce((sum, { cost }) => sum + cost, 0) };
}

function planLeaf(leaf: Leaf, at: Place, scope: Scope): Condition {
  const { path, segments } = locate(leaf.path, scope);
  // What is not a path is never compared: a rule that cannot be read must not fire because something is missing.
  if (!path) return { kind: 'condition', at, test: never, cost: 0, compares: null };
  const enumOrder = scope.schema && schemaAt(scope.schema, segments)?.enumOrder;
  const holds = compileOperator(leaf.op, leaf.value, enumOrder);
  const read = compileReader(path);
  const test: Test = holds === never ? never : (event, item) => holds(read(event, item));
  return { kind: 'condition', at, test, cost: costOf(leaf), compares: { path, leaf, enumOrder } };
}

function locate(text: string, scope: Scope): { path: Path | null; segments: readonly string[] } {
  const parsed = parsePath(text);
  if (!parsed.ok) return { path: null, segments: [] };
  const { root, segments } = parsed.value;
  if (root !== 'item') return { path: parsed.value, segments: [root, ...segments] };
  if (!scope.itemSegments) return { path: null, segments: [] };
  return { path: parsed.value, segments: [...scope.itemSegments, ...segments] };
}

function testItems(path: Path, where: Test, isSome: boolean): Test {
  const read = compileReader(path);
  if (isSome) {
    return (event, item) => {
      const list = read(event, item);
      if (!Array.isArray(list)) return false;
      for (const each of list) if (where(event, each)) return true;
      return false;
    };
  }
  return (event, item) => {
    const list = read(event, item);
    if (!Array.isArray(list)) return false;
    for (const each of list) if (!where(event, each)) return false;
    return true;
  };
}

/** A plan as one function that stops where it is decided; in a group the cheapest part comes first. */
export function joinTests(plan: Plan): Test {
  switch (plan.kind) {
    case 'condition':
      return plan.test;
    case 'not': {
      const test = joinTests(plan.child);
      return (event, item) => !test(event, item);
    }
    case 'all':
      return joinAll(cheapestFirst(plan.children).map(joinTests));
    case 'any':
      return joinAny(cheapestFirst(plan.children).map(joinTests));
  }
}

function cheapestFirst(plans: readonly Plan[]): Plan[] {
  return plans.toSorted((one, other) => one.cost - other.cost);
}

/** Holds where every test holds. Small groups have functions of their own: a loop costs as much as a test. */
export function joinAll(tests: readonly Test[]): Test {
  const [a, b, c, d, ...others] = tests;
  if (!a) return () => true;
  if (!b) return a;
  if (!c) return (event, item) => a(event, item) && b(event, item);
  if (!d) return (event, item) => a(event, item) && b(event, item) && c(event, item);
  const four: Test = (event, item) => a(event, item) && b(event, item) && c(event, item) && d(event, item);
  if (others.length === 0) return four;
  const rest = joinAll(others);
  return (event, item) => four(event, item) && rest(event, item);
}

function joinAny(tests: readonly Test[]): Test {
  const [a, b, c, d, ...others] = tests;
  if (!a) return never;
  if (!b) return a;
  if (!c) return (event, item) => a(event, item) || b(event, item);
  if (!d) return (event, item) => a(event, item) || b(event, item) || c(event, item);
  const four: Test = (event, item) => a(event, item) || b(event, item) || c(event, item) || d(event, item);
  if (others.length === 0) return four;
  const rest = joinAny(others);
  return (event, item) => four(event, item) || rest(event, item);
}
