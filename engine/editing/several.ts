import { type FilterNode, type Place, type Rule, walkFilter } from '../model/index.ts';
import { type Edit, isFilterNodeId, type NodeId, stepIdOf, stepNodeId } from './edit.ts';
import { inserted, isInside, placeOf, rewrite, without } from './filter-edits.ts';
import { readingOrder } from './walk.ts';

/** The nodes among these that no other of them holds, in reading order. */
export function outermostOf(rule: Rule, nodes: readonly NodeId[]): NodeId[] {
  return readingOrder(rule).filter(
    (node) => nodes.includes(node) && !nodes.some((other) => isInside(node, other)),
  );
}

/** Moves steps side by side to `index`, counted after they were taken out; null where that moves nothing. */
export function moveSteps(rule: Rule, nodes: readonly NodeId[], index: number): Edit | null {
  const ids = new Set(nodes.map(stepIdOf));
  const moved = rule.actions.filter(({ id }) => ids.has(id));
  const actions = rule.actions.filter(({ id }) => !ids.has(id)).toSpliced(index, 0, ...moved);
  if (actions.every((step, position) => step === rule.actions[position])) return null;
  const label = moved.length === 1 ? 'Move action' : 'Move actions';
  return { rule: { ...rule, actions }, label, selectAll: moved.map(({ id }) => stepNodeId(id)) };
}

/**
 * Moves filter nodes side by side into a group, at an index counted before the move. Null where nothing moves, or where
 * one of them would end up inside itself.
 */
export function moveFilters(
  rule: Rule,
  nodes: readonly NodeId[],
  toParent: Place,
  index: number,
): Edit | null {
  const places = outermostOf(rule, nodes.filter(isFilterNodeId));
  if (places.some((at) => at === toParent || isInside(toParent, at))) return null;
  const { filter: emptied, taken, standIns } = takeOut(rule, places);
  const filled = taken.reduce(
    (filter, node, position) => inserted(filter, toParent, index + position, node),
    emptied,
  );
  const moved = { ...rule, filter: standIns.reduce(without, filled) };
  if (JSON.stringify(moved.filter) === JSON.stringify(rule.filter)) return null;
  const label = taken.length === 1 ? 'Move condition' : 'Move conditions';
  return { rule: moved, label, selectAll: placesOf(moved, taken) };
}

/** Puts one group around nodes, wherever they stand: it takes the place of the first. Null where there are none. */
export function wrapTogether(rule: Rule, nodes: readonly NodeId[], kind: 'any' | 'all'): Edit | null {
  const places = outermostOf(rule, nodes.filter(isFilterNodeId));
  const { filter, taken, standIns } = takeOut(rule, places);
  const [first] = places;
  if (first === undefined) return null;
  const group: FilterNode = kind === 'any' ? { any: taken } : { all: taken };
  const wrapped = {
    ...rule,
    filter: standIns.slice(1).reduce(
      without,
      rewrite(filter, first, () => group),
    ),
  };
  return { rule: wrapped, label: `Wrap in ${kind}`, selectAll: placesOf(wrapped, [group]) };
}

/**
 * Has one node follow another in the chain, as a line drawn between them means it: the second moves right behind the
 * first. Null where they cannot follow each other, or already do.
 */
export function connectNodes(rule: Rule, from: NodeId, to: NodeId): Edit | null {
  if (to === 'end') return moveSteps(rule, [from], rule.actions.length);
  const ids = rule.actions.map(({ id }) => stepNodeId(id)).filter((id) => id !== to);
  const before = ['filter', ...ids].indexOf(from);
  return before < 0 || stepIdOf(to) === null ? null : moveSteps(rule, [to], before);
}

/** The filter with something else in the place of some nodes, so that all other places stay what they are. */
function takeOut(
  rule: Rule,
  places: readonly Place[],
): { filter: FilterNode[]; taken: FilterNode[]; standIns: FilterNode[] } {
  const taken: FilterNode[] = [];
  const standIns: FilterNode[] = [];
  let filter = rule.filter;
  for (const { at, node } of walkFilter(rule.filter)) {
    if (!places.includes(at)) continue;
    const standIn: FilterNode = { path: '', op: 'exists', value: true };
    // Objects of their own, to be found again by identity.
    taken.push({ ...node });
    standIns.push(standIn);
    filter = rewrite(filter, at, () => standIn);
  }
  return { filter: [...filter], taken, standIns };
}

/** Where these very objects stand in the filter, in their order; those that do not stand there are left out. */
export function placesOf(rule: Rule, nodes: readonly FilterNode[]): NodeId[] {
  return nodes.map((node) => placeOf(rule, node)).filter((at) => at !== null);
}
