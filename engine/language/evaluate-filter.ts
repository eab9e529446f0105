import { schemaAt } from '../catalog/index.ts';
import {
  type Event,
  type FilterNode,
  type FilterTrace,
  isAll,
  isAny,
  isAnyItem,
  isEveryItem,
  isLeaf,
  isNot,
  type Json,
  type JsonObject,
  type Leaf,
  type LeafTrace,
  type Place,
} from '../model/index.ts';
import { testOperator } from './operator.ts';
import { parsePath, resolvePath } from './path.ts';

export interface FilterOptions {
  /** Row columns and payload as one JSON Schema (`eventSchema`); it knows which enums are ordered. */
  eventSchema?: JsonObject | undefined;
}

export interface FilterVerdict {
  pass: boolean;
  nodes: FilterTrace[];
}

/** About to look at a node; `isReached` as in its trace. */
export interface FilterVisit {
  at: Place;
  isReached: boolean;
}

/** Item traces kept of one evaluation: lists inside lists, looked at by many conditions, would fill the memory. */
const mostItemTraces = 10_000;

/** What a node is evaluated against: the event, and inside `where` the item with the schema path that led to it. */
interface Scope {
  event: Event;
  options: FilterOptions;
  item?: Json;
  /** Schema segments of the list whose items `where` looks at. */
  itemSegments?: readonly (string | number)[];
  /** Item traces that may still be kept, counted down over the whole evaluation. */
  room: { items: number };
}

/**
 * Evaluates a whole filter, every leaf of it, so that each can be shown. `reached` tells which nodes a
 * short-circuiting evaluation would have come to; the verdict is the same. Disabled nodes leave no trace.
 */
export function evaluateFilter(
  filter: readonly FilterNode[],
  event: Event,
  options: FilterOptions = {},
): FilterVerdict {
  const evaluation = traceFilter(filter, event, options, true);
  for (;;) {
    const next = evaluation.next();
    if (next.done) return next.value;
  }
}

/** The same one node at a time: yields before each, parents first. `isReached` false: nothing in it is reached. */
export function* traceFilter(
  filter: readonly FilterNode[],
  event: Event,
  options: FilterOptions,
  isReached: boolean,
): Generator<FilterVisit, FilterVerdict, void> {
  const children = filter.map((node, index) => ({ node, at: `filter[${index}]` }));
  const nodes = yield* traceChildren(
    children,
    { event, options, room: { items: mostItemTraces } },
    isReached,
    false,
  );
  return { pass: nodes.every((node) => node.pass), nodes };
}

/** Whether a node takes part: not disabled, and not wrapped around something that is. */
export function isActiveNode(node: FilterNode): boolean {
  if (node.disabled) return false;
  if (isNot(node)) return isActiveNode(node.not);
  if (isAnyItem(node) || isEveryItem(node)) return isActiveNode(node.where);
  return true;
}

function* traceChildren(
  children: readonly { node: FilterNode; at: Place }[],
  scope: Scope,
  isReached: boolean,
  stopsOn: boolean,
): Generator<FilterVisit, FilterTrace[], void> {
  const traces: FilterTrace[] = [];
  let isOpen = isReached;
  for (const { node, at } of children) {
    if (!isActiveNode(node)) continue;
    const trace = yield* traceNode(node, at, scope, isOpen);
    traces.push(trace);
    if (trace.pass === stopsOn) isOpen = false;
  }
  return traces;
}

function* traceNode(
  node: FilterNode,
  at: Place,
  scope: Scope,
  reached: boolean,
): Generator<FilterVisit, FilterTrace, void> {
  yield { at, isReached: reached };
  if (isLeaf(node)) return traceLeaf(node, at, scope, reached);
  if (isAny(node)) {
    const children = node.any.map((child, index) => ({ node: child, at: `${at}.any[${index}]` }));
    const any = yield* traceChildren(children, scope, reached, true);
    return { any, pass: any.some((child) => child.pass), reached, at };
  }
  if (isAll(node)) {
    const children = node.all.map((child, index) => ({ node: child, at: `${at}.all[${index}]` }));
    const all = yield* traceChildren(children, scope, reached, false);
    return { all, pass: all.every((child) => child.pass), reached, at };
  }
  if (isNot(node)) {
    const not = yield* traceNode(node.not, `${at}.not`, scope, reached);
    return { not, pass: !not.pass, reached, at };
  }
  const where = `${at}.where`;
  if (isAnyItem(node)) {
    const items = yield* traceItems(node.anyItem, node.where, where, scope, reached, true);
    return { anyItem: node.anyItem, items, pass: items?.some((item) => item.pass) ?? false, reached, at };
  }
  const items = yield* traceItems(node.everyItem, node.where, where, scope, reached, false);
  return { everyItem: node.everyItem, items, pass: items?.every((item) => item.pass) ?? false, reached, at };
}

/**
 * One trace of `where` for each item; null when the path holds no list. When there is no more room only the item that
 * decides is kept, so that the verdict can still be read from the traces.
 */
function* traceItems(
  pathText: string,
  where: FilterNode,
  at: Place,
  scope: Scope,
  reached: boolean,
  stopsOn: boolean,
): Generator<FilterVisit, FilterTrace[] | null, void> {
  const list = look(pathText, scope);
  if (!Array.isArray(list.value)) return null;
  const traces: FilterTrace[] = [];
  let isOpen = reached;
  let isDecided = false;
  for (const item of list.value) {
    const trace = yield* traceNode(where, at, { ...scope, item, itemSegments: list.segments }, isOpen);
    const decides = trace.pass === stopsOn && !isDecided;
    if (scope.room.items > 0 || decides) traces.push(trace);
    scope.room.items--;
    if (trace.pass === stopsOn) {
      isOpen = false;
      isDecided = true;
    }
    if (isDecided && scope.room.items <= 0) break;
  }
  return traces;
}

function traceLeaf(leaf: Leaf, at: Place, scope: Scope, reached: boolean): LeafTrace {
  const { path, op, value: expected } = leaf;
  const { isPath, present, value: actual, segments } = look(path, scope);
  const ordering = op === 'gt' || op === 'gte' || op === 'lt' || op === 'lte';
  const { eventSchema } = scope.options;
  const enumOrder = ordering && eventSchema ? schemaAt(eventSchema, segments)?.enumOrder : undefined;
  // What is not a path is never compared: a rule that cannot be read must not fire because something is missing.
  const pass = isPath && testOperator(op, { present, value: actual }, expected, { enumOrder });
  return { path, op, expected, actual, present, pass, reached, at };
}

/** The value at a path, and the segments at which the event's schema describes it. */
function look(text: string, scope: Scope) {
  const path = parsePath(text);
  if (!path.ok) return { isPath: false, present: false, value: null, segments: [] };
  const { root, segments } = path.value;
  const isPath = root !== 'item' || scope.item !== undefined;
  const from = root === 'item' ? [...(scope.itemSegments ?? []), '0'] : [root];
  return { isPath, ...resolvePath(path.value, scope.event, scope.item), segments: [...from, ...segments] };
}
