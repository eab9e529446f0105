import type { StoredRunBody, WorkspaceActivity } from '../../contract/index.ts';

/**
 * What runs, newest first, tell of their rules. With `isCut` there are older ones that were not read: of a rule that
 * is not among these it is then unknown whether it ever ran.
 */
export function activityOf(runs: readonly StoredRunBody[], isCut: boolean): WorkspaceActivity {
  const rules = new Map<string, WorkspaceActivity['rules'][number]>();
  for (const { rule, event, outcome, startedAt, counts } of runs) {
    const known = rules.get(rule.id) ?? { id: rule.id, lastFired: null, runs: 0, failures: 0 };
    const isExecuted = outcome === 'executed';
    rules.set(rule.id, {
      id: rule.id,
      lastFired: known.lastFired ?? (isExecuted ? (startedAt ?? event.firedAt) : null),
      runs: known.runs + 1,
      failures: known.failures + (isExecuted && counts.failed > 0 ? 1 : 0),
    });
  }
  const oldest = runs.at(-1);
  const since = isCut && oldest ? (oldest.startedAt ?? oldest.event.firedAt) : null;
  return { rules: [...rules.values()], since };
}
