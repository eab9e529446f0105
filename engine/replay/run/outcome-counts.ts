import { type Gate, gates, type Rule } from '../../model/index.ts';
import type { ReplayRow } from './replay-row.ts';

/** What became of the matches of one rule. */
export interface RuleOutcomes {
  rule: string;
  name: string;
  matched: number;
  executed: number;
  skipped: Record<Gate, number>;
  invalid: number;
}

/** The last line of a replay's machine output. */
export interface ReplaySummary {
  events: number;
  rules: number;
  considered: number;
  matched: number;
  executed: number;
  skipped: Record<Gate, number>;
  /** Executed matches with a step that is invalid. */
  invalid: number;
  badLines: number;
  elapsedMs: number;
  eventsPerSecond: number;
}

export interface OutcomeCounts {
  add(row: ReplayRow): void;
  /** In the order of the rules. */
  byRule(): RuleOutcomes[];
  total(): Pick<ReplaySummary, 'rules' | 'matched' | 'executed' | 'skipped' | 'invalid'>;
}

export function noSkips(): Record<Gate, number> {
  return { permission: 0, cooldown: 0, 'daily-cap': 0, 'rate-limit': 0, depth: 0 };
}

export function createOutcomeCounts(rules: readonly Rule[]): OutcomeCounts {
  const counts = new Map(
    rules.map(({ id, name }): [string, RuleOutcomes] => [
      id,
      { rule: id, name, matched: 0, executed: 0, skipped: noSkips(), invalid: 0 },
    ]),
  );
  return {
    add({ rule, reason, isInvalid }) {
      const count = counts.get(rule);
      if (!count) return;
      count.matched++;
      if (reason === null) count.executed++;
      else count.skipped[reason]++;
      if (isInvalid) count.invalid++;
    },
    byRule: () => [...counts.values()].map((count) => ({ ...count, skipped: { ...count.skipped } })),
    total() {
      const total = { rules: rules.length, matched: 0, executed: 0, skipped: noSkips(), invalid: 0 };
      for (const { matched, executed, skipped, invalid } of counts.values()) {
        total.matched += matched;
        total.executed += executed;
        total.invalid += invalid;
        for (const gate of gates) total.skipped[gate] += skipped[gate];
      }
      return total;
    },
  };
}
