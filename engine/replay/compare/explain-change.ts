import { type DecisiveNode, decisiveNodes } from '../../analysis/index.ts';
import { type Catalog, eventSchema, findEventType } from '../../catalog/index.ts';
import { deepEqual, evaluateFilter, operatorWords } from '../../language/index.ts';
import {
  type Event,
  type FilterNode,
  type FilterTrace,
  type Gate,
  isLeaf,
  type Json,
  type JsonObject,
  type Leaf,
  type LeafTrace,
  type Place,
  type Rule,
  walkFilter,
} from '../../model/index.ts';
import { show } from '../expectations/subset-differences.ts';
import type { Match, Miss } from './side-replay.ts';

/** What made the difference. */
export interface ChangeCause {
  /** The same for every event that the same edit changed. */
  cause: string;
  /** The cause with the values of this event. */
  why: string;
}

/** Conditions named at most; more say no more. */
const mostConditions = 3;

function same(cause: string): ChangeCause {
  return { cause, why: cause };
}

/** Why one side misses what the rule `other` of the other side matches; `isBefore`: it is the earlier side. */
export function explainMiss(
  miss: Miss,
  other: Rule,
  isBefore: boolean,
  event: Event,
  catalog: Catalog,
): ChangeCause {
  switch (miss.by) {
    case 'absent':
      return same(isBefore ? 'the rule is new' : 'the rule is gone');
    case 'disabled':
      return same(isBefore ? 'the rule is enabled now' : 'the rule is disabled now');
    case 'trigger': {
      const [from, to] = isBefore ? [miss.rule, other] : [other, miss.rule];
      return same(`trigger: ${triggerOf(from)} → ${triggerOf(to)}`);
    }
    case 'scope':
      return same(`scope.apps: ${show(event.app)} was ${isBefore ? 'added' : 'removed'}`);
    case 'conditions':
      return explainFilter(miss.rule, other, isBefore, event, catalog);
  }
}

function triggerOf({ trigger }: Rule): string {
  return trigger.kind === 'event' ? trigger.eventType : show({ ...trigger.schedule });
}

/** The filter of `own` fails where that of `other` holds. */
function explainFilter(
  own: Rule,
  other: Rule,
  isBefore: boolean,
  event: Event,
  catalog: Catalog,
): ChangeCause {
  const known = findEventType(catalog, event.type);
  const schema = known && eventSchema(known);
  const { nodes } = evaluateFilter(own.filter, event, { eventSchema: schema });
  const decisive = decisiveNodes(nodes);
  const [ownNodes, otherNodes] = [activeNodes(own), activeNodes(other)];
  const changed = decisive.filter(({ trace }) => !isUnchanged(trace.at, ownNodes, otherNodes));
  const told =
    changed.length > 0
      ? changed.map(({ trace }) => describeChanged(trace, otherNodes, isBefore))
      : describeMissing(decisive, otherNodes, ownNodes, { event, schema }, isBefore);
  const causes = told.slice(0, mostConditions);
  const more = told.length - causes.length;
  const tail = more > 0 ? [`and ${more} more`] : [];
  return {
    cause: [...causes.map(({ cause }) => cause), ...tail].join('; '),
    why: [...causes.map(({ why }) => why), ...tail].join('; '),
  };
}

function activeNodes({ filter }: Rule): Map<Place, FilterNode> {
  return new Map([...walkFilter(filter)].flatMap(({ node, at }) => (node.disabled ? [] : [[at, node]])));
}

/** Whether the other side has the same condition, wherever it stands. */
function isUnchanged(
  at: Place,
  own: ReadonlyMap<Place, FilterNode>,
  other: ReadonlyMap<Place, FilterNode>,
): boolean {
  const node = meaningOf(own.get(at));
  return [...other.values()].some((each) => deepEqual(meaningOf(each), node));
}

function meaningOf(node: FilterNode | undefined): Json {
  if (!node) return null;
  if (isLeaf(node)) return { path: node.path, op: node.op, value: node.value };
  const { id: _id, note: _note, ...rest } = node;
  return JSON.stringify(rest);
}

/** A condition that decides and is not the same on the other side: there is another on that path there, or none. */
function describeChanged(
  trace: FilterTrace,
  other: ReadonlyMap<Place, FilterNode>,
  isBefore: boolean,
): ChangeCause {
  if (!('op' in trace)) return describeGroup(trace);
  const onPath = [...other].flatMap(([at, node]) =>
    isLeaf(node) && node.path === trace.path ? [{ at, node }] : [],
  );
  const found = onPath.find(({ at }) => at === trace.at) ?? onPath[0];
  const own = demand(trace.op, trace.expected);
  if (!found)
    return withActual(`${trace.at}: ${trace.path} ${own} was ${isBefore ? 'removed' : 'added'}`, trace);
  const there = demand(found.node.op, found.node.value);
  const [at, from, to] = isBefore ? [found.at, own, there] : [trace.at, there, own];
  return withActual(`${at}: ${trace.path} ${from} → ${to}`, trace);
}

/**
 * All conditions in the way stand in both sets as they are. One that only the other side has, and that holds there, let
 * the event through; where there is none, they decide by where they stand.
 */
function describeMissing(
  decisive: readonly DecisiveNode[],
  there: ReadonlyMap<Place, FilterNode>,
  own: ReadonlyMap<Place, FilterNode>,
  { event, schema }: { event: Event; schema: JsonObject | undefined },
  isBefore: boolean,
): ChangeCause[] {
  const missing = [...there].flatMap(([at, node]) => {
    if (!isLeaf(node) || at.includes('.where') || isUnchanged(at, there, own)) return [];
    const [trace] = evaluateFilter([node], event, { eventSchema: schema }).nodes;
    const isMet = trace !== undefined && 'op' in trace && trace.pass;
    return isMet ? [{ ...trace, at }] : [];
  });
  if (missing.length === 0) return decisive.map(({ trace }) => describeMoved(trace));
  const what = isBefore ? 'added' : 'removed';
  return missing.map((trace) =>
    withActual(`${trace.at}: ${trace.path} ${demand(trace.op, trace.expected)} was ${what}`, trace),
  );
}

function describeMoved(trace: FilterTrace): ChangeCause {
  if (!('op' in trace)) return describeGroup(trace);
  const text = `${trace.at}: ${trace.path} ${demand(trace.op, trace.expected)} counts otherwise where it stands`;
  return withActual(text, trace);
}

function describeGroup(trace: FilterTrace): ChangeCause {
  const verdict = trace.pass ? 'holds' : 'does not hold';
  if ('anyItem' in trace) return same(`${trace.at}: some item of ${trace.anyItem} ${verdict} on one side`);
  if ('everyItem' in trace)
    return same(`${trace.at}: every item of ${trace.everyItem} ${verdict} on one side`);
  return same(`${trace.at}: a group without conditions ${verdict} on one side`);
}

function demand(op: Leaf['op'], value: Json): string {
  return `${operatorWords[op]} ${show(value)}`;
}

function withActual(cause: string, { present, actual }: LeafTrace): ChangeCause {
  return { cause, why: `${cause}, actual ${present ? show(actual) : 'nothing there'}` };
}

/** Both sides match; a gate of one of them made the difference. */
export function explainGates(before: Match, after: Match): ChangeCause {
  const gates = [before.result.reason, after.result.reason].filter((gate) => gate !== null);
  return same([...new Set(gates)].map((gate) => gateWords(gate, before.rule, after.rule)).join('; '));
}

function gateWords(gate: Gate, before: Rule, after: Rule): string {
  switch (gate) {
    case 'permission':
      return `createdBy: ${before.createdBy} → ${after.createdBy}`;
    case 'cooldown':
      return limitWords('cooldownSeconds', before, after);
    case 'daily-cap':
      return limitWords('maxFiresPerDay', before, after);
    case 'rate-limit':
      return limitWords('maxPerMinute', before, after);
    case 'depth':
      return 'depth';
  }
}

function limitWords(limit: keyof Rule['limits'], { limits: before }: Rule, { limits: after }: Rule): string {
  if (before[limit] !== after[limit])
    return `limits.${limit}: ${before[limit] ?? 'none'} → ${after[limit] ?? 'none'}`;
  return `limits.${limit}: counts other firings before this one`;
}
