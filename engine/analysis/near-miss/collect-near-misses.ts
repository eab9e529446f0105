import { type Catalog, eventSchema, findEventType, schemaAt } from '../../catalog/index.ts';
import { type Path, parsePath, resolvePath, scheduleEventType } from '../../language/index.ts';
import { compileFilter, isHeld } from '../../matching/index.ts';
import {
  type Event,
  type FilterNode,
  isLeaf,
  type JsonObject,
  type Leaf,
  type Place,
  type Rule,
  walkFilter,
} from '../../model/index.ts';
import { withNode } from '../cases/substitute.ts';
import { demandWords, fieldWords, nodeWords } from '../changes/words.ts';
import { type CandidateValues, collectValues } from './candidate-values.ts';
import { type Condition, conditionTree, findRejection, type Rejection } from './condition-tree.ts';

/** A change of one condition, with the number of events it would have let through; it takes away none. */
export interface NearMissEdit {
  /** Another value (with it perhaps another operator), or leaving a node out. */
  kind: 'value' | 'drop';
  /** The node that is changed: for `drop` it may be a group around the condition. */
  at: Place;
  text: string;
  /** What stands there then; null: it is disabled. */
  leaf: Leaf | null;
  gains: number;
}

export interface ConditionFunnel {
  at: Place;
  /** The condition as it reads in a sentence. */
  text: string;
  /** Whether it has to hold or, inside a `not`, to fail. */
  needed: boolean;
  /** Events it was in the way of, and those of which it alone decided: with the other verdict they would have matched. */
  rejected: number;
  rejectedAlone: number;
  /** The first event that it alone rejected. */
  sample: string | null;
  /** The smallest first, leaving it out last; each was tried on an event it would have let through. */
  edits: NearMissEdit[];
}

/** How the events of a recording narrow down to the matches of one rule. */
export interface NearMissFunnel {
  rule: string;
  events: number;
  /** Of the type the rule waits for, and of an app in its scope. */
  considered: number;
  matched: number;
  missed: number;
  /** Missed by some single condition alone, and by no condition at all but a group without any. */
  missedByOne: number;
  missedByNone: number;
  conditions: ConditionFunnel[];
}

export interface NearMissCollector {
  add(event: Event): void;
  /** Counts events that are known not to be considered. */
  addOthers(events: number): void;
  funnel(): NearMissFunnel;
}

/** Different outcomes of all conditions whose rejections are kept. */
const mostRejections = 4096;

/**
 * Counts why events did not match a rule, condition by condition, and which smallest edit of each would have let how
 * many of them through. Takes the same memory for any number of events.
 */
export function collectNearMisses(rule: Rule, catalog: Catalog): NearMissCollector {
  const { trigger, scope } = rule;
  const type = trigger.kind === 'event' ? trigger.eventType : scheduleEventType;
  const known = findEventType(catalog, type);
  const schema = known && eventSchema(known);
  const filter = compileFilter(rule.filter, { eventSchema: schema });
  const { root, conditions } = conditionTree(rule.filter);
  const counts = conditions.map((condition) => countCondition(condition, schema));
  const drops = new Map<Place, Drop>(conditions.map(({ droppedAt: at }) => [at, { at, gains: 0 }]));
  const apps = new Set(scope.apps);
  const masks = new Int32Array(filter.maskWords);
  const rejections = new Map<string, Rejection>();
  const sums = { events: 0, considered: 0, matched: 0, missedByOne: 0, missedByNone: 0 };

  const rejectionOf = (): Rejection => {
    const key = masks.join();
    const found = rejections.get(key) ?? findRejection(root, ({ index }) => isHeld(masks, 0, index));
    if (rejections.size >= mostRejections) rejections.clear();
    rejections.set(key, found);
    return found;
  };
  const matchesWith = (event: Event, at: Place, change: (node: FilterNode) => FilterNode) =>
    compileFilter(withNode(rule.filter, at, change), { eventSchema: schema }).test(event);

  return {
    add(event) {
      sums.events++;
      const isTriggered = trigger.kind === 'event' || event.streamId === rule.id;
      if (event.type !== type || !isTriggered || !apps.has(event.app)) return;
      sums.considered++;
      if (filter.fill(event, masks, 0)) {
        sums.matched++;
        return;
      }
      const { by, alone } = rejectionOf();
      if (by.length === 0) sums.missedByNone++;
      if (by.some(({ at }) => alone.has(at))) sums.missedByOne++;
      for (const { index } of by) {
        const count = counts[index];
        if (count) countRejection(count, event, alone, matchesWith);
      }
      for (const at of alone) {
        const drop = drops.get(at);
        if (!drop) continue;
        if (drop.gains > 0 || matchesWith(event, at, (node) => ({ ...node, disabled: true }))) drop.gains++;
      }
    },
    addOthers(events) {
      sums.events += events;
    },
    funnel() {
      const nodes = new Map([...walkFilter(rule.filter)].map(({ node, at }) => [at, node]));
      return {
        rule: rule.id,
        events: sums.events,
        considered: sums.considered,
        matched: sums.matched,
        missed: sums.considered - sums.matched,
        missedByOne: sums.missedByOne,
        missedByNone: sums.missedByNone,
        conditions: counts.map((count) => funnelOf(count, drops, nodes)),
      };
    },
  };
}

interface Drop {
  at: Place;
  gains: number;
}

interface ConditionCount {
  condition: Condition;
  /** What is compared, where it is a leaf whose value an edit can change. */
  values: { path: Path; candidates: CandidateValues } | null;
  rejected: number;
  rejectedAlone: number;
  sample: string | null;
}

function countCondition(condition: Condition, schema: JsonObject | undefined): ConditionCount {
  const blank = { condition, rejected: 0, rejectedAlone: 0, sample: null };
  const { node, needed } = condition;
  const path = isLeaf(node) ? parsePath(node.path) : null;
  if (!isLeaf(node) || !path?.ok) return { ...blank, values: null };
  const { root, segments } = path.value;
  const enumOrder = schema && schemaAt(schema, [root, ...segments])?.enumOrder;
  const candidates = collectValues(node, needed, enumOrder);
  return { ...blank, values: candidates && { path: path.value, candidates } };
}

function countRejection(
  count: ConditionCount,
  event: Event,
  alone: ReadonlySet<Place>,
  matchesWith: (event: Event, at: Place, change: (node: FilterNode) => FilterNode) => boolean,
): void {
  const { at } = count.condition;
  count.rejected++;
  if (!alone.has(at)) return;
  count.rejectedAlone++;
  count.sample ??= event.id;
  if (!count.values) return;
  const { present, value } = resolvePath(count.values.path, event);
  if (present) count.values.candidates.add(value, (edited) => matchesWith(event, at, () => edited));
}

function funnelOf(
  { condition, values, rejected, rejectedAlone, sample }: ConditionCount,
  drops: ReadonlyMap<Place, Drop>,
  nodes: ReadonlyMap<Place, FilterNode>,
): ConditionFunnel {
  const { at, node, needed, droppedAt } = condition;
  const edits = (values?.candidates.candidates() ?? []).map(
    ({ leaf, gains }): NearMissEdit => ({ kind: 'value', at, text: valueEditWords(node, leaf), leaf, gains }),
  );
  const gains = drops.get(droppedAt)?.gains ?? 0;
  const dropped = nodes.get(droppedAt);
  if (gains > 0 && rejectedAlone > 0 && dropped) {
    edits.push({ kind: 'drop', at: droppedAt, text: `drop ${nodeWords(dropped)}`, leaf: null, gains });
  }
  return { at, text: nodeWords(node), needed, rejected, rejectedAlone, sample, edits };
}

/** `risk.score: is at least 0.9 → is at least 0.87`. */
function valueEditWords(node: FilterNode, edited: Leaf): string {
  const now = demandWords(edited.op, edited.value);
  return isLeaf(node) ? `${fieldWords(edited.path)}: ${demandWords(node.op, node.value)} → ${now}` : now;
}
