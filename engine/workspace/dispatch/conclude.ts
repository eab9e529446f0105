import type { Catalog } from '../../catalog/index.ts';
import { findMember } from '../../catalog/index.ts';
import type { RunRecord } from '../../model/index.ts';
import type { AuditEntry } from '../database/index.ts';
import { type Outbox, runNotice } from '../outbox/index.ts';
import { calledOff } from './advance.ts';
import type { Backend } from './backend.ts';
import type { LiveRun } from './live-run.ts';
import type { PauseSwitches } from './pause-switches.ts';

export interface ConcludeOptions {
  backend: Backend;
  catalog: Catalog;
  outbox: Pick<Outbox, 'put'>;
  switches: Pick<PauseSwitches, 'pauseRule' | 'refresh'>;
  audit: (entry: AuditEntry) => void;
  failuresUntilPause: number;
  hasMail: boolean;
}

/**
 * Ends a run: its record, its one notice, its audit entries and the count of failures in a row, all in the caller's
 * transaction. A run that was no match (asked for by a person) has a record and no notice.
 */
export function concludeRun(live: LiveRun, record: RunRecord, at: string, options: ConcludeOptions): void {
  const { run } = live;
  options.backend.finishRun(run.id, record, at);
  if (record.outcome === 'not-considered') return;
  options.outbox.put(runNotice(run.id, record, run.event, run.subject, at));
  if (record.outcome !== 'executed') return;
  auditSteps(live, record, at, options);
  countFailures(live, record, at, options);
}

function auditSteps(
  { run, reuse }: LiveRun,
  record: RunRecord,
  at: string,
  { audit }: ConcludeOptions,
): void {
  for (const step of record.steps) {
    if (step.status === 'not-reached' || step.status === 'disabled' || reuse.has(step.id)) continue;
    const effects = step.effects.map(({ kind }) => kind);
    audit({
      at,
      kind: 'action',
      what: step.status === 'succeeded' ? 'action.performed' : 'action.failed',
      actor: run.by ?? run.rule.createdBy,
      app: run.event.app,
      ruleId: run.rule.id,
      ruleVersion: run.rule.version,
      runId: run.id,
      actionType: step.type,
      detail: { step: step.id, target: run.subject, effects, error: step.error?.code ?? null },
    });
  }
}

/** A rule that fails so many runs in a row is stopped, and whoever made it is told. */
function countFailures({ run }: LiveRun, record: RunRecord, at: string, options: ConcludeOptions): void {
  const { backend, catalog, outbox, switches, audit, failuresUntilPause, hasMail } = options;
  const { rule } = run;
  if (record.steps.some(({ error }) => error?.code === calledOff)) return;
  const before = Number(backend.readState('failures', rule.id) ?? 0);
  const failures = record.counts.failed > 0 ? before + 1 : 0;
  const isPaused = failures >= failuresUntilPause;
  const counted = isPaused ? 0 : failures;
  if (counted !== before) backend.writeState('failures', rule.id, counted);
  if (!isPaused) return;
  const why = `${failures} runs in a row failed`;
  if (!switches.pauseRule(rule.id, at, why)) return;
  audit({ at, kind: 'change', what: 'rules.paused', actor: 'system', ruleId: rule.id, detail: { why } });
  const owner = findMember(catalog, rule.createdBy);
  const text = `The rule "${rule.name}" was paused: ${why}. The last of them is ${run.id}. Resume it when it is mended.`;
  const body = {
    event: 'rule.paused',
    rule_id: rule.id,
    run_id: run.id,
    reason: why,
    at,
    subject: `Rule paused: ${rule.name.replace(/[\p{Cc}]+/gu, ' ')}`,
    text,
  };
  const id = `notice_paused_${run.id}`;
  const targets = hasMail && owner ? [`mail:${owner.email}`] : [];
  outbox.put({ id, kind: 'rule.paused', runId: run.id, app: run.event.app, body, at }, targets);
  backend.afterCommit(() => switches.refresh());
}
