import { subjectOf } from '../../catalog/index.ts';
import type { EffectResult } from '../../effects/index.ts';
import { scheduleEventType } from '../../language/index.ts';
import { createRuleSet, type RuleSet } from '../../matching/index.ts';
import type { Event, Rule, RunRecord } from '../../model/index.ts';
import { createAudit } from '../database/index.ts';
import { createDeliver, createOutbox } from '../outbox/index.ts';
import { createRecordRows, observeEvent, slaEvent, slaKeys, slaTimers } from '../records/index.ts';
import { createRuleRows } from '../rules/rule-rows.ts';
import { type Advance, type AdvanceOptions, advance, type EffectRequest, settleEffect } from './advance.ts';
import type { Backend, NewRun, Timer } from './backend.ts';
import { concludeRun } from './conclude.ts';
import type { AcceptedEvent, Dispatcher, DispatcherOptions, StoredRun } from './dispatcher.ts';
import { createEffectPace } from './limits.ts';
import { type LiveRun, resumeRun, startRun } from './live-run.ts';
import { createMeters, type Meters } from './meters.ts';
import { createPauseSwitches } from './pause-switches.ts';
import { createRunQueue } from './run-queue.ts';
import { anchorSchedule, dueEvents, untilNextTick } from './schedules.ts';
import { createSqliteBackend } from './sqlite-backend.ts';
import { unreadableCondition } from './unreadable.ts';

/** Runs that are carried out in one transaction, and effects under way at once. */
const batchSize = 128;
const mostUnderWay = 64;
/** How long a stop waits for effects that are under way, and a database that failed is left alone, in ms. */
const graceMs = 10_000;
const pauseAfterFailure = 1_000;

/** A run to go on with: from its journal, or from where it stands; `result` is what its effect came to. */
interface Work {
  id: string;
  ruleId: string;
  live?: LiveRun;
  result?: { request: EffectRequest; result: EffectResult };
}

type Outcome = Advance | { kind: 'held' } | { kind: 'stopped' };

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
  const { database, clock, ids, limits, performers, log } = options;
  const records = createRecordRows(database);
  const switches = createPauseSwitches(database);
  const ruleRows = createRuleRows(database);
  const audit = createAudit(database);
  const meters = createMeters();
  const queue = createRunQueue(limits.runsPerRule);
  const pace = createEffectPace(limits.effectsPerMinute, clock);
  const outbox = createOutbox({
    ...options,
    deliver: createDeliver({ ...options, now: () => clock.now() }),
  });

  let set: RuleSet = createRuleSet(options.catalog);
  const rules = new Map<string, Rule>();
  const stoppedRuns = new Map<string, { id: string; ruleId: string }>();
  const ready: Work[] = [];
  const underWay = new Set<Promise<void>>();
  const waiters = new Map<string, Set<() => void>>();
  const abort = new AbortController();
  let isRunning = false;
  let isPumping = false;
  let cancelTimer = () => {};
  // Wall clock at zero of the monotonic one: durations stay right over a restart, give or take the clock's own error.
  const zero = clock.now().getTime() - clock.elapsed();
  const now = () => ({ at: clock.now().toISOString(), elapsedMs: zero + clock.elapsed() });

  const advancing = (): AdvanceOptions => ({
    backend,
    catalog: options.catalog,
    records,
    now,
    random: options.random,
    modelQuestionsPerDay: limits.modelQuestionsPerDay,
    raise: (event) => void takeIn(event),
  });

  function conclude(live: LiveRun, record: RunRecord): void {
    const { at } = now();
    concludeRun(live, record, at, {
      ...limits,
      backend,
      catalog: options.catalog,
      outbox,
      switches,
      audit,
      hasMail: options.hasMail,
    });
    backend.afterCommit(() => {
      meters.finished(record);
      settle(live.run.id);
    });
  }

  function settle(runId: string): void {
    for (const tell of waiters.get(runId) ?? []) tell();
    waiters.delete(runId);
  }

  function hold(id: string, reason: string): void {
    backend.holdRun(id, reason, now().at);
    backend.afterCommit(() => {
      log(`the run ${id} is held: ${reason}`);
      settle(id);
    });
  }

  // --- events in

  /** Takes an event in with all that it sets off; part of the caller's transaction. */
  function takeIn(event: Event): AcceptedEvent {
    const { at } = now();
    const subject = subjectOf(options.catalog, event);
    const taken = backend.takeEvent(event, subject, at);
    if (taken !== 'new') {
      backend.afterCommit(() => meters.count('eventsDuplicate'));
      return { id: event.id, status: 'duplicate', ...(taken === 'differs' ? { differs: true } : {}) };
    }
    const record = observeEvent(records, event, at);
    if (record?.kind === 'ticket' && options.sla) {
      for (const key of slaKeys(record.id)) backend.clearTimer('sla', key);
      for (const timer of slaTimers(options.sla, record)) backend.setTimer({ kind: 'sla', ...timer });
      backend.afterCommit(armTimer);
    }
    for (const rule of set.match(event)) {
      if (!switches.stops(rule, event.app)) openMatch(rule, event, subject, at);
    }
    backend.afterCommit(() => meters.count('eventsAccepted'));
    return { id: event.id, status: 'accepted' };
  }

  function openMatch(rule: Rule, event: Event, subject: string, at: string): void {
    const source = event.type === scheduleEventType ? 'cron' : 'event';
    const run: NewRun = {
      id: ids('run_'),
      rule,
      event,
      subject,
      source,
      by: null,
      replayOf: null,
      replayFrom: null,
      at,
    };
    backend.openRun(run);
    const live = startRun(run, options.catalog, backend);
    const outcome = advance(live, advancing(), true);
    backend.afterCommit(() => meters.count('matches'));
    if (outcome.kind === 'finished') conclude(live, outcome.record);
    else backend.afterCommit(() => enqueue({ id: run.id, ruleId: rule.id }));
  }

  function openAsked(run: NewRun): void {
    backend.openRun(run);
    const unreadable = unreadableCondition(run.rule);
    if (unreadable !== null) hold(run.id, `the rule cannot be run: ${unreadable}`);
    else backend.afterCommit(() => enqueue({ id: run.id, ruleId: run.rule.id }));
  }

  function enqueue(run: { id: string; ruleId: string }): void {
    queue.add(run);
    schedulePump();
  }

  // --- runs

  function schedulePump(afterMs = 0): void {
    if (!isRunning || isPumping) return;
    isPumping = true;
    clock.after(afterMs, () => {
      isPumping = false;
      pump();
    });
  }

  function pump(): void {
    if (!isRunning) return;
    const batch = ready.splice(0, batchSize);
    while (batch.length < batchSize && underWay.size + batch.length < mostUnderWay + batchSize / 2) {
      const taken = queue.take();
      if (!taken) break;
      batch.push(taken);
    }
    if (batch.length === 0) return;
    const outcomes = process(batch);
    for (const [work, outcome] of outcomes ?? []) follow(work, outcome);
    if (outcomes && (ready.length > 0 || queue.size > 0)) schedulePump();
  }

  /** Null: the database does not take anything at the moment, and the work waits. */
  function process(batch: readonly Work[]): [Work, Outcome][] | null {
    try {
      return backend.transaction(() => batch.map((work): [Work, Outcome] => [work, carryOn(work)]));
    } catch (error) {
      // What was undone has to begin again from the journals, one by one, so that one run cannot stop the others.
      const again = batch.map(({ live: _undone, ...work }) => work);
      const [only] = again;
      if (again.length > 1) {
        const outcomes: [Work, Outcome][] = [];
        for (const work of again) outcomes.push(...(process([work]) ?? []));
        return outcomes;
      }
      if (only && !isStorageError(error)) {
        try {
          backend.transaction(() => hold(only.id, `it cannot be carried on: ${messageOf(error)}`));
          return [[only, { kind: 'held' }]];
        } catch (holding) {
          log(`a run could not be held: ${messageOf(holding)}`);
        }
      }
      log(`the database does not take runs at the moment: ${messageOf(error)}`);
      ready.push(...again);
      schedulePump(pauseAfterFailure);
      return null;
    }
  }

  function carryOn(work: Work): Outcome {
    const live = work.live ?? load(work.id);
    if (!live) return { kind: 'held' };
    work.live = live;
    const { result } = work;
    if (result && !live.next.done && live.next.value.kind === 'perform-effect') {
      if (live.next.value.key === result.request.key)
        settleEffect(live, live.next.value, result.result, advancing());
    } else if (live.run.by === null && switches.stops(live.run.rule, live.run.event.app)) {
      return { kind: 'stopped' };
    }
    const outcome = advance(live, advancing());
    if (outcome.kind === 'finished') conclude(live, outcome.record);
    if (outcome.kind === 'sleeping') {
      backend.setTimer({ kind: 'run', key: work.id, dueAt: outcome.until, data: { ruleId: work.ruleId } });
    }
    return outcome;
  }

  function load(id: string): LiveRun | null {
    const run = backend.run(id);
    if (!run) {
      hold(id, 'its event is no longer stored');
      return null;
    }
    const resumed = resumeRun(run, options.catalog, backend);
    if (resumed.ok) return resumed.value;
    hold(id, resumed.error);
    return null;
  }

  /** What comes of a run after its transaction is committed. */
  function follow(work: Work, outcome: Outcome): void {
    switch (outcome.kind) {
      case 'effect':
        if (isStopped(work)) leave(work, true);
        else startEffect(work, outcome.request);
        return;
      case 'sleeping':
        meters.count('retries');
        leave(work, false);
        armTimer();
        return;
      case 'stopped':
        leave(work, true);
        return;
      case 'admitted':
      case 'finished':
      case 'held':
        leave(work, false);
    }
  }

  function isStopped({ live }: Work): boolean {
    return live !== undefined && live.run.by === null && switches.stops(live.run.rule, live.run.event.app);
  }

  function leave({ id, ruleId }: Work, untilResumed: boolean): void {
    queue.end(ruleId);
    if (untilResumed) stoppedRuns.set(id, { id, ruleId });
  }

  function startEffect(work: Work, request: EffectRequest): void {
    if (!isRunning) return;
    const wait = pace.claim(request.effect.kind);
    if (wait > 0) {
      clock.after(wait, () => startEffect(work, request));
      return;
    }
    const started = clock.elapsed();
    const effect: Promise<void> = performers
      .perform(request.effect, { key: request.key, signal: abort.signal })
      .then((result) => {
        meters.effect(request.effect.kind, result.ok, clock.elapsed() - started);
        // Cut off by the stop: nobody knows what came of it, so that it is tried again under the same key.
        if (abort.signal.aborted) return;
        const settled: Work = { ...work, result: { request, result } };
        if (isRunning) {
          ready.push(settled);
          schedulePump();
        } else process([settled]);
      })
      .catch((error) => log(`an effect broke: ${messageOf(error)}`))
      .finally(() => underWay.delete(effect));
    underWay.add(effect);
  }

  // --- time

  function armTimer(): void {
    if (!isRunning) return;
    cancelTimer();
    const current = clock.now();
    const next = backend.nextTimer();
    const timer = next === null ? Number.POSITIVE_INFINITY : Date.parse(next) - current.getTime();
    cancelTimer = clock.after(Math.max(0, Math.min(timer, untilNextTick(current))), onTime);
  }

  function onTime(): void {
    if (!isRunning) return;
    try {
      backend.transaction(() => {
        const { at } = now();
        for (const timer of backend.dueTimers(at, 500)) {
          backend.clearTimer(timer.kind, timer.key);
          fire(timer, at);
        }
        for (const rule of rules.values()) {
          const isPaused = (app: string) => switches.stops(rule, app);
          for (const event of dueEvents(backend, rule, at, options.catalog, isPaused)) takeIn(event);
        }
      });
      armTimer();
    } catch (error) {
      log(`timers could not be looked at: ${messageOf(error)}`);
      cancelTimer = clock.after(pauseAfterFailure, onTime);
    }
  }

  function fire({ kind, key, data }: Timer, at: string): void {
    const fields = typeof data === 'object' && data !== null && !Array.isArray(data) ? data : {};
    const { ruleId, ticketId, dueAt, percent } = fields;
    if (kind === 'run' && typeof ruleId === 'string') {
      backend.afterCommit(() => enqueue({ id: key, ruleId }));
      return;
    }
    const isSla = typeof ticketId === 'string' && typeof dueAt === 'string' && typeof percent === 'number';
    if (!isSla || !options.sla) return;
    const ticket = records.get('ticket', ticketId);
    if (!ticket?.isOpen) return;
    const tenant = options.catalog.apps.get(ticket.app)?.pack.workspace.tenant ?? '';
    takeIn(slaEvent(options.sla, ticket, { ticketId, dueAt, percent }, at, tenant));
  }

  // --- rules

  function compile(rule: Rule): void {
    set.remove(rule.id);
    rules.delete(rule.id);
    if (!rule.enabled) return;
    const unreadable = unreadableCondition(rule);
    if (unreadable !== null) {
      log(`the rule ${rule.id} is enabled but cannot be run: ${unreadable}`);
      return;
    }
    rules.set(rule.id, rule);
    set.add(rule);
  }

  return {
    start() {
      if (isRunning) return;
      isRunning = true;
      set = createRuleSet(options.catalog);
      switches.refresh();
      for (const rule of ruleRows.all()) compile(rule);
      const { at } = now();
      const parked = new Set(
        backend
          .dueTimers('9999', Number.MAX_SAFE_INTEGER)
          .flatMap(({ kind, key }) => (kind === 'run' ? [key] : [])),
      );
      backend.transaction(() => {
        for (const rule of rules.values()) {
          if (backend.readState('schedule', rule.id) === undefined) anchorSchedule(backend, rule, at);
        }
      });
      for (const run of backend.openRuns()) if (!parked.has(run.id)) queue.add(run);
      outbox.start();
      onTime();
      schedulePump();
    },
    async stop() {
      isRunning = false;
      cancelTimer();
      const cancel = clock.after(graceMs, () => abort.abort());
      await Promise.all([...underWay, outbox.stop(graceMs)]);
      cancel();
    },
    accept: (events) => backend.transaction(() => events.map(takeIn)),
    ruleChanged(rule) {
      if (rule.enabled && !rules.has(rule.id)) {
        backend.transaction(() => anchorSchedule(backend, rule, now().at));
      }
      backend.afterCommit(() => compile(rule));
    },
    ruleRemoved(id) {
      backend.afterCommit(() => {
        set.remove(id);
        rules.delete(id);
      });
    },
    pausesChanged() {
      backend.afterCommit(() => {
        switches.refresh();
        for (const run of stoppedRuns.values()) queue.add(run);
        stoppedRuns.clear();
        schedulePump();
      });
    },
    runNow({ rule, event, by }) {
      const id = ids('run_');
      const subject = subjectOf(options.catalog, event);
      const at = now().at;
      backend.transaction(() =>
        openAsked({ id, rule, event, subject, source: 'manual', by, replayOf: null, replayFrom: null, at }),
      );
      return { runId: id };
    },
    replayRun({ runId, version, from, by }) {
      const original = backend.run(runId);
      if (!original) return { ok: false, error: 'run-not-found' };
      const failed = backend.record(runId)?.counts.failed ?? 0;
      if (from === 'failed' && failed === 0) return { ok: false, error: 'nothing-failed' };
      const current = version === 'as-run' ? original.rule : (ruleRows.get(original.rule.id) ?? null);
      const rule =
        current && 'deletedAt' in current ? (current.deletedAt === null ? current.rule : null) : current;
      if (!rule) return { ok: false, error: 'rule-not-found' };
      const id = ids('run_');
      const { source, event, subject } = original;
      const at = now().at;
      backend.transaction(() =>
        openAsked({ id, rule, event, subject, source, by, replayOf: runId, replayFrom: from, at }),
      );
      return { ok: true, value: { runId: id } };
    },
    settled(runId, withinMs) {
      if (backend.isSettled(runId)) return Promise.resolve(storedRun(backend, runId));
      return new Promise((resolve) => {
        const tellers = waiters.get(runId) ?? new Set();
        waiters.set(runId, tellers);
        const cancel = clock.after(withinMs, () => {
          tellers.delete(tell);
          resolve(null);
        });
        function tell() {
          cancel();
          resolve(storedRun(backend, runId));
        }
        tellers.add(tell);
      });
    },
    metrics: () => ({
      ...meters.counters(),
      noticesDelivered: outbox.delivered(),
      runsOpen: queue.size + ready.length + underWay.size + stoppedRuns.size,
      eventsWaiting: 0,
      noticesWaiting: outbox.waiting(),
    }),
    meters: () => meters,
    deadNotices: () => outbox.dead(),
  };
}

function storedRun(backend: Backend, id: string): StoredRun | null {
  const run = backend.run(id);
  const record = backend.record(id);
  if (!run || !record) return null;
  const { event, source, replayOf } = run;
  return { id, record, event, source, scope: run.rule.scope.apps, replayOf };
}

function isStorageError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
