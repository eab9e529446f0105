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
} from '../../model/index.ts';
import { withNode } from '../cases/substitute.ts';
import { demandWords, fieldWords, nodeWords } from '../changes/words.ts';
import { type CandidateValues, collectValues } from './candidate-values.ts';
import {
  type Condition,
  conditionTree,
  type Dropped,
  findRejection,
  type Rejection,
} from './condition-tree.ts';

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
  const drops = new Map<Place, Drop>();
  const counts = conditions.map((condition): ConditionCount => {
    const { dropped } = condition;
    const drop = drops.get(dropped.at) ?? { ...dropped, gains: 0 };
    drops.set(dropped.at, drop);
    return { ...countCondition(condition, schema), drop };
  });
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
      if (by.size === 0) sums.missedByNone++;
      for (const count of counts) {
        if (by.has(count.condition)) countRejection(count, event, alone, matchesWith);
      }
      if (counts.some(({ condition: { at } }) => alone.has(at))) sums.missedByOne++;
      for (const drop of drops.values()) {
        if (!alone.has(drop.at)) continue;
        const isGood = () => matchesWith(event, drop.at, (node) => ({ ...node, disabled: true }));
        drop.gains += Number(drop.gains > 0 || isGood());
      }
    },
    addOthers(events) {
      sums.events += events;
    },
    funnel() {
      return {
        rule: rule.id,
        events: sums.events,
        considered: sums.considered,
        matched: sums.matched,
        missed: sums.considered - sums.matched,
        missedByOne: sums.missedByOne,
        missedByNone: sums.missedByNone,
        conditions: counts.map(funnelOf),
      };
    },
  };
}

/** What leaving a node out would let through. */
interface Drop extends Dropped {
  gains: number;
}

interface ConditionCount {
  condition: Condition;
  /** What is compared, where it is a leaf whose value an edit can change. */
  values: { leaf: Leaf; path: Path; candidates: CandidateValues } | null;
  rejected: number;
  rejectedAlone: number;
  sample: string | null;
  drop: Drop;
}

function countCondition(condition: Condition, schema: JsonObject | undefined): Omit<ConditionCount, 'drop'> {
  const blank = { condition, rejected: 0, rejectedAlone: 0, sample: null };
  const { node, needed } = condition;
  const path = isLeaf(node) ? parsePath(node.path) : null;
  if (!isLeaf(node) || !path?.ok) return { ...blank, values: null };
  const { root, segments } = path.value;
  const enumOrder = schema && schemaAt(schema, [root, ...segments])?.enumOrder;
  const candidates = collectValues(node, needed, enumOrder);
  return { ...blank, values: candidates && { leaf: node, path: path.value, candidates } };
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

function funnelOf({
  condition: { at, node, needed },
  values,
  rejected,
  rejectedAlone,
  sample,
  drop,
}: ConditionCount): ConditionFunnel {
  const edits = values
    ? values.candidates.candidates().map(({ leaf, gains }): NearMissEdit => {
        return { kind: 'value', at, text: valueEditWords(values.leaf, leaf), leaf, gains };
      })
    : [];
  // The group around it may have been dropped for the sake of others.
  if (rejectedAlone > 0 && drop.gains > 0) {
    edits.push({
      kind: 'drop',
      at: drop.at,
      text: `drop ${nodeWords(drop.node)}`,
      leaf: null,
      gains: drop.gains,
    });
  }
  return { at, text: nodeWords(node), needed, rejected, rejectedAlone, sample, edits };
}

/** `risk.score: is at least 0.9 → is at least 0.87`. */
function valueEditWords(before: Leaf, after: Leaf): string {
  const [from, to] = [demandWords(before.op, before.value), demandWords(after.op, after.value)];
  return `${fieldWords(after.path)}: ${from} → ${to}`;
}
