import { subjectOf } from '../../catalog/index.ts';
import type { RunRecord } from '../../model/index.ts';
import { createAudit } from '../database/index.ts';
import { createDeliver, createOutbox } from '../outbox/index.ts';
import { createRecordRows } from '../records/index.ts';
import { createRuleRows } from '../rules/rule-rows.ts';
import type { AdvanceOptions } from './advance.ts';
import type { Backend, NewRun } from './backend.ts';
import { concludeRun } from './conclude.ts';
import type { Dispatcher, DispatcherOptions } from './dispatcher.ts';
import { createExecution } from './execution.ts';
import { createIntake } from './intake.ts';
import { createEffectPace } from './limits.ts';
import { createLiveRules } from './live-rules.ts';
import type { LiveRun } from './live-run.ts';
import { createMeters, type Meters } from './meters.ts';
import { createPauseSwitches } from './pause-switches.ts';
import { anchorSchedule } from './schedules.ts';
import { createSettling } from './settling.ts';
import { createSqliteBackend } from './sqlite-backend.ts';
import { createTimekeeping } from './timekeeping.ts';
import { unreadableCondition } from './unreadable.ts';

/** How long a stop waits for notices that are under way, in ms. */
const graceMs = 10_000;

export interface LiveDispatcher extends Dispatcher {
  /** More than the plain counters: skips by reason, retries, effect times. */
  meters(): Meters;
  /** Notices that were given up. */
  deadNotices(): { noticeId: string; target: string; attempts: number; lastError: string | null }[];
}

/** A dispatcher on SQLite. `backend` replaces the one it keeps its work in. */
export function createDispatcher(
  options: DispatcherOptions,
  backend: Backend = createSqliteBackend(options.database),
): LiveDispatcher {
  const { database, clock, ids, limits, performers, log, sla } = options;
  const catalog = () => options.catalog;
  const records = createRecordRows(database);
  const switches = createPauseSwitches(database);
  const ruleRows = createRuleRows(database);
  const audit = createAudit(database);
  const meters = createMeters();
  const rules = createLiveRules(catalog, log);
  const settling = createSettling(backend, clock);
  const outbox = createOutbox({
    ...options,
    deliver: createDeliver({ ...options, now: () => clock.now() }),
  });
  let isRunning = false;
  // Wall clock at zero of the monotonic one: durations stay right over a restart, give or take the clock's own error.
  const zero = clock.now().getTime() - clock.elapsed();
  const now = () => ({ at: clock.now().toISOString(), elapsedMs: zero + clock.elapsed() });
  const shared = { backend, catalog, clock, records, rules, switches, meters, sla, ids, now, log };

  const advancing = (): AdvanceOptions => ({
    backend,
    catalog: options.catalog,
    records,
    now,
    random: options.random,
    modelQuestionsPerDay: limits.modelQuestionsPerDay,
    isInForce: rules.isInForce,
    raise: (event) => void takeIn(event),
  });

  function conclude(live: LiveRun, record: RunRecord): void {
    const { hasMail } = options;
    const parts = { backend, catalog: options.catalog, outbox, switches, audit, hasMail };
    concludeRun(live, record, now().at, { ...limits, ...parts });
    backend.afterCommit(() => {
      meters.finished(record);
      settling.tell(live.run.id);
    });
  }

  const execution = createExecution({
    ...shared,
    performers,
    runsPerRule: limits.runsPerRule,
    pace: createEffectPace(limits.effectsPerMinute, clock),
    advancing,
    conclude,
    settled: settling.tell,
    timersChanged: () => time.arm(),
  });
  const takeIn = createIntake({ ...shared, open: execution.open, timersChanged: () => time.arm() });
  const time = createTimekeeping({ ...shared, takeIn, wake: execution.enqueue });

  /** A run that a person asks for: it is carried out whatever its rule waits for. */
  function ask(run: Omit<NewRun, 'id' | 'at'>): { runId: string } {
    const id = ids('run_');
    backend.transaction(() => {
      backend.openRun({ ...run, id, at: now().at });
      const unreadable = unreadableCondition(run.rule);
      if (unreadable !== null) execution.hold(id, `the rule cannot be run: ${unreadable}`);
      else backend.afterCommit(() => execution.enqueue({ id, ruleId: run.rule.id }));
    });
    return { runId: id };
  }

  return {
    start() {
      if (isRunning) return;
      isRunning = true;
      switches.refresh();
      rules.fill(ruleRows.all());
      const { at } = now();
      const parked = new Set(
        backend
          .dueTimers('9999', Number.MAX_SAFE_INTEGER)
          .flatMap(({ kind, key }) => (kind === 'run' ? [key] : [])),
      );
      backend.transaction(() => {
        for (const rule of rules.all()) {
          if (backend.readState('schedule', rule.id) === undefined) anchorSchedule(backend, rule, at);
        }
      });
      for (const run of backend.openRuns()) if (!parked.has(run.id)) execution.enqueue(run);
      outbox.start();
      time.start();
      execution.start();
    },
    async stop() {
      isRunning = false;
      time.stop();
      await Promise.all([execution.stop(), outbox.stop(graceMs)]);
    },
    accept: (events) => backend.transaction(() => events.map(takeIn)),
    ruleChanged(rule) {
      if (rule.enabled && !rules.isInForce(rule.id)) {
        backend.transaction(() => anchorSchedule(backend, rule, now().at));
      }
      backend.afterCommit(() => rules.put(rule));
    },
    ruleRemoved(id) {
      backend.afterCommit(() => rules.remove(id));
    },
    pausesChanged() {
      backend.afterCommit(() => {
        switches.refresh();
        execution.release();
      });
    },
    runNow({ rule, event, by }) {
      const subject = subjectOf(options.catalog, event);
      return ask({ rule, event, subject, source: 'manual', by, replayOf: null, replayFrom: null });
    },
    replayRun({ runId, version, from, by }) {
      const original = backend.run(runId);
      if (!original) return { ok: false, error: 'run-not-found' };
      const failed = backend.record(runId)?.counts.failed ?? 0;
      if (from === 'failed' && failed === 0) return { ok: false, error: 'nothing-failed' };
      const current = version === 'as-run' ? null : ruleRows.get(original.rule.id);
      const rule = version === 'as-run' ? original.rule : current?.deletedAt === null ? current.rule : null;
      if (!rule) return { ok: false, error: 'rule-not-found' };
      const { source, event, subject } = original;
      const value = ask({ rule, event, subject, source, by, replayOf: runId, replayFrom: from });
      return { ok: true, value };
    },
    settled: settling.wait,
    metrics: () => ({
      ...meters.counters(),
      noticesDelivered: outbox.delivered(),
      runsOpen: execution.count(),
      eventsWaiting: 0,
      noticesWaiting: outbox.waiting(),
    }),
    meters: () => meters,
    deadNotices: () => outbox.dead(),
  };
}
