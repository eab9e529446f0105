import type { Catalog } from '../../catalog/index.ts';
import { dryRunSteps } from '../../drivers/index.ts';
import type { Event, Rule } from '../../model/index.ts';
import { type ChangeCause, explainGates, explainMiss } from './explain-change.ts';
import { type ComparedRules, mayActOtherwise, pairRules, type RulePair } from './pair-rules.ts';
import {
  eventTypeOf,
  type Meeting,
  type ReplayedOutcome,
  replaySide,
  type SideReplay,
} from './side-replay.ts';
import { describeStepChanges } from './step-changes.ts';

/** An outcome that differs; null where a side has no match: its filter misses, or it has no such rule. */
export interface OutcomeChange extends ChangeCause {
  event: string;
  rule: string;
  before: ReplayedOutcome | null;
  after: ReplayedOutcome | null;
}

/** Two rule sets that meet the same events. */
export interface RuleSetComparison {
  /** Rules that may come to anything else; the others are never looked at. */
  pairs: readonly RulePair[];
  /**
   * What differs for the next event, in running order. Events are met in the recording's order, each at the time it was
   * fired; each side has firings of its own, so that its limits count what it fired itself.
   */
  meet(event: Event): OutcomeChange[];
  /** The same for an event that the schedule of a rule made, on one side or on both. */
  meetFiring(event: Event, dueOn: DueOn): OutcomeChange[];
}

/** The sides on which a schedule is due. */
export interface DueOn {
  before: boolean;
  after: boolean;
}

const onBoth: DueOn = { before: true, after: true };

interface ReplayedPair extends RulePair {
  old: SideReplay;
  now: SideReplay;
}

/** Compares what two rule sets come to, event by event, in memory that does not grow with their number. */
export function compareRuleSets(rules: ComparedRules, catalog: Catalog): RuleSetComparison {
  const pairs = pairRules(rules);
  const byType = new Map<string, ReplayedPair[]>();
  for (const pair of pairs) {
    const replayed = { ...pair, old: replaySide(pair.before, catalog), now: replaySide(pair.after, catalog) };
    for (const type of typesOf(pair)) byType.set(type, [...(byType.get(type) ?? []), replayed]);
  }
  const meetFiring = (event: Event, dueOn: DueOn) =>
    (byType.get(event.type) ?? []).flatMap((pair) => meetPair(pair, event, dueOn, catalog) ?? []);
  return { pairs, meet: (event) => meetFiring(event, onBoth), meetFiring };
}

function typesOf({ before, after }: RulePair): Set<string> {
  const rules = [before, after].flatMap((side) => (side.kind === 'active' ? [side.rule] : []));
  return new Set(rules.map(eventTypeOf));
}

function meetPair(pair: ReplayedPair, event: Event, dueOn: DueOn, catalog: Catalog): OutcomeChange | null {
  const [before, after] = [pair.old.meet(event, dueOn.before), pair.now.meet(event, dueOn.after)];
  const cause = findCause(before, after, event, catalog);
  if (!cause) return null;
  const [old, now] = [before, after].map((side) => (side.kind === 'match' ? side.result : null));
  return { event: event.id, rule: pair.id, before: old ?? null, after: now ?? null, ...cause };
}

/** Null where both sides come to the same. */
function findCause(before: Meeting, after: Meeting, event: Event, catalog: Catalog): ChangeCause | null {
  if (before.kind === 'miss') {
    return after.kind === 'miss' ? null : explainMiss(before, after.rule, true, event, catalog);
  }
  if (after.kind === 'miss') return explainMiss(after, before.rule, false, event, catalog);
  if (before.result.reason !== after.result.reason) return explainGates(before, after);
  // What is held back does nothing, whatever its steps are.
  if (before.result.reason !== null || !mayActOtherwise(before.rule, after.rule)) return null;
  // A version number in a text is no difference in what is done.
  const now: Rule = { ...after.rule, version: before.rule.version };
  return describeStepChanges(
    dryRunSteps({ rule: before.rule, event, catalog }),
    dryRunSteps({ rule: now, event, catalog }),
  );
}
