import type { OutcomeChange } from './compare-rule-sets.ts';
import type { ReplayedOutcome } from './side-replay.ts';

/** Changes of one rule, from one outcome to another, for one reason. */
export interface ChangeGroup {
  rule: string;
  before: ReplayedOutcome | null;
  after: ReplayedOutcome | null;
  cause: string;
  events: number;
  /** The first such change, with the line of the recording it stands on, where there is one. */
  sample: OutcomeChange & { line: number | null };
}

export interface ChangeGroups {
  add(change: OutcomeChange, line: number | null): void;
  /** The largest first; of groups as large, the one that came first. */
  groups(): ChangeGroup[];
  /** Changes that came when there was no more room for groups. */
  ungrouped(): number;
}

/** Groups kept at most, so that a recording of any length takes the same memory. */
const mostGroups = 10_000;

/** Sums up changes by rule and reason, as they come. */
export function groupChanges(): ChangeGroups {
  const groups = new Map<string, ChangeGroup>();
  let ungrouped = 0;
  return {
    add(change, line) {
      const { rule, before, after, cause } = change;
      const key = JSON.stringify([rule, before, after, cause]);
      const group = groups.get(key);
      if (group) group.events++;
      else if (groups.size >= mostGroups) ungrouped++;
      else groups.set(key, { rule, before, after, cause, events: 1, sample: { ...change, line } });
    },
    groups: () =>
      [...groups.values()].map((group) => ({ ...group })).sort((one, other) => other.events - one.events),
    ungrouped: () => ungrouped,
  };
}
