import { type Catalog, eventSchema, findEventType, schemaAt } from '../catalog/index.ts';
import { isActiveNode, type Path, parsePath } from '../language/index.ts';
import {
  type FilterNode,
  isAll,
  isAny,
  isAnyItem,
  isLeaf,
  isNot,
  type JsonObject,
  type Leaf,
  type Place,
} from '../model/index.ts';
import type { ReadableLeaf } from './compile-leaf.ts';
import { costOf, itemsCost } from './cost.ts';
import { type PlainPath, plainPath } from './plain-path.ts';

/**
 * A filter made ready to be compiled: without what is disabled, every path parsed, every ordered enum looked up.
 * `cost` is what a test takes, in rough units of one comparison.
 */
export type Plan = Condition | Group | { kind: 'not'; child: Plan; cost: number };

export interface Group {
  kind: 'all' | 'any';
  children: readonly Plan[];
  cost: number;
}

/** What has one verdict for an event, and no parts with verdicts of their own. */
export type Condition =
  | ({ kind: 'leaf'; at: Place; cost: number } & ReadableLeaf)
  | { kind: 'items'; at: Place; cost: number; path: Path; where: Plan; isSome: boolean }
  /** Its path cannot be read: it holds of no event, because nobody can have meant that it should. */
  | { kind: 'unreadable'; at: Place; cost: number };

/**
 * Paths by their text; null what is none. Many rules look at few paths, and what they share stays near the processor.
 */
export type KnownPaths = Map<string, KnownPath | null>;

interface KnownPath {
  path: Path;
  plain: PlainPath | null;
}

interface Scope {
  /** Row columns and payload as one JSON Schema; it knows which enums are ordered. */
  schema: JsonObject | undefined;
  paths: KnownPaths;
  /** Inside `where`: the segments at which the schema describes the item. */
  itemSegments: readonly string[] | null;
}

/** The schema that conditions on events of a type are compared by; undefined where the catalog lacks the type. */
export function schemaOfType(catalog: Catalog, type: string): JsonObject | undefined {
  const known = findEventType(catalog, type);
  return known && eventSchema(known);
}

export function planFilter(
  filter: readonly FilterNode[],
  schema: JsonObject | undefined,
  paths: KnownPaths = new Map(),
): Group {
  return planGroup('all', filter, 'filter', { schema, paths, itemSegments: null });
}

/** The conditions in document order. */
export function conditionsOf(plan: Plan): Condition[] {
  switch (plan.kind) {
    case 'leaf':
    case 'items':
    case 'unreadable':
      return [plan];
    case 'not':
      return conditionsOf(plan.child);
    case 'all':
    case 'any':
      return plan.children.flatMap(conditionsOf);
  }
}

function planNode(node: FilterNode, at: Place, scope: Scope): Plan {
  if (isLeaf(node)) return planLeaf(node, at, scope);
  if (isAny(node)) return planGroup('any', node.any, `${at}.any`, scope);
  if (isAll(node)) return planGroup('all', node.all, `${at}.all`, scope);
  if (isNot(node)) {
    const child = planNode(node.not, `${at}.not`, scope);
    return { kind: 'not', child, cost: child.cost };
  }
  const isSome = isAnyItem(node);
  const list = locate(isSome ? node.anyItem : node.everyItem, scope);
  if (!list) return { kind: 'unreadable', at, cost: 0 };
  const itemSegments = [...list.segments, '0'];
  const where = planNode(node.where, `${at}.where`, { ...scope, itemSegments });
  return { kind: 'items', at, cost: itemsCost * (1 + where.cost), path: list.path, where, isSome };
}

function planGroup(kind: Group['kind'], nodes: readonly FilterNode[], at: Place, scope: Scope): Group {
  const children = nodes.flatMap((node, index) =>
    isActiveNode(node) ? [planNode(node, `${at}[${index}]`, scope)] : [],
  );
  return { kind, children, cost: children.reduce((sum, { cost }) => sum + cost, 0) };
}

function planLeaf(leaf: Leaf, at: Place, scope: Scope): Condition {
  const found = locate(leaf.path, scope);
  if (!found) return { kind: 'unreadable', at, cost: 0 };
  const enumOrder = scope.schema && schemaAt(scope.schema, found.segments)?.enumOrder;
  return { kind: 'leaf', at, cost: costOf(leaf), path: found.path, plain: found.plain, leaf, enumOrder };
}

/** A path, and the segments at which the event's schema describes its value; null where it cannot be read here. */
function locate(text: string, scope: Scope): (KnownPath & { segments: readonly string[] }) | null {
  const known = lookUp(text, scope.paths);
  if (!known) return null;
  const { root, segments } = known.path;
  if (root !== 'item') return { ...known, segments: [root, ...segments] };
  return scope.itemSegments && { ...known, segments: [...scope.itemSegments, ...segments] };
}

function lookUp(text: string, paths: KnownPaths): KnownPath | null {
  const known = paths.get(text);
  if (known !== undefined) return known;
  const parsed = parsePath(text);
  const path = parsed.ok ? { path: parsed.value, plain: plainPath(parsed.value) } : null;
  paths.set(text, path);
  return path;
}
