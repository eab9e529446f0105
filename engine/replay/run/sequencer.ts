import { type Catalog, subjectOf } from '../../catalog/index.ts';
import { createFiringLog, creatorStanding } from '../../chain/index.ts';
import { scheduleEventType } from '../../language/index.ts';
import { compileFilter } from '../../matching/index.ts';
import type { Gate, Rule } from '../../model/index.ts';
import { type BatchResult, matchFlags } from '../match/batch-matcher.ts';
import { createStepsCheck } from '../match/steps-check.ts';
import type { ReplayRow } from './replay-row.ts';
import { createScheduleClock, type Firing } from './schedule-clock.ts';

/** The part of a replay that depends on order: gates and schedules, claimed one after the other. */
export interface Sequencer {
  /**
   * The rows of a batch, in event order, then rule order, the firings of the clock between them. `firstLine` is the
   * number of the batch's first line, `start` its place in bytes.
   */
  rows(batch: BatchResult, firstLine: number, start: number): Generator<ReplayRow, void, void>;
  /** Firings of the clock so far: each is considered. */
  firings(): number;
  /** The clock of the schedules, for a replay that is taken up again; null where there are none, or no event yet. */
  clock(): number | null;
  /** Counts a row of an earlier part of the same replay, so that the gates know of it. */
  remember(row: ReplayRow): void;
}

interface Gated {
  rule: Rule;
  /** Without limits all gates but those of permission and depth are always open. */
  hasLimits: boolean;
}

/** `rules` in the order in which they run. `clock` and `firings` are those of an interrupted replay. */
export function createSequencer(
  rules: readonly Rule[],
  catalog: Catalog,
  from: { clock: number | null; firings: number } = { clock: null, firings: 0 },
): Sequencer {
  const log = createFiringLog();
  const gated = rules.map((rule): Gated => ({ rule, hasLimits: hasLimits(rule) }));
  const byId = new Map(gated.map((each) => [each.rule.id, each]));
  const clock = createScheduleClock(rules, catalog, from.clock);
  const meetings = new Map(rules.filter(isScheduled).map((rule) => [rule.id, createMeeting(rule, catalog)]));
  let firings = from.firings;

  const claim = ({ rule, hasLimits }: Gated, row: ReplayRow, refusals: Gate[]): Gate | null => {
    if (!hasLimits) return refusals[0] ?? null;
    const { subject, app, at } = row;
    const { id: ruleId, limits } = rule;
    return log.claim({
      kind: 'claim-gates',
      ruleId,
      subject,
      app,
      at: new Date(at).toISOString(),
      limits,
      refusals,
    });
  };
  const decide = (each: Gated, row: ReplayRow, flags: number): ReplayRow => {
    row.reason = claim(each, row, refusalsOf(flags));
    row.outcome = row.reason === null ? 'would-execute' : 'would-skip';
    row.isInvalid = row.reason === null && (flags & matchFlags.invalid) !== 0;
    return row;
  };

  function* fire(to: number): Generator<ReplayRow, void, void> {
    for (const firing of clock.advance(to)) {
      firings++;
      const each = gated[firing.position];
      const flags = meetings.get(firing.rule.id)?.(firing) ?? null;
      if (!each || flags === null) continue;
      yield decide(each, rowOfFiring(firing, catalog), flags);
    }
  }

  return {
    *rows({ matches, ticks }, firstLine, start) {
      let nextTick = 0;
      let event = -1;
      for (const [index, rule] of matches.rules.entries()) {
        const position = matches.events[index] ?? 0;
        const line = matches.lines[position] ?? 0;
        if (position !== event) {
          for (let tick = ticks[nextTick]; tick && tick.line <= line; tick = ticks[++nextTick])
            yield* fire(tick.at);
          event = position;
        }
        const each = gated[rule];
        if (!each) continue;
        const row: ReplayRow = {
          event: matches.eventIds[position] ?? '',
          rule: each.rule.id,
          outcome: 'would-execute',
          reason: null,
          isInvalid: false,
          type: matches.types[position] ?? '',
          app: matches.apps[position] ?? '',
          subject: matches.subjects[position] ?? '',
          at: matches.times[position] ?? 0,
          line: firstLine + line,
          start: start + (matches.starts[position] ?? 0),
        };
        yield decide(each, row, matches.flags[index] ?? 0);
      }
      for (let tick = ticks[nextTick]; tick; tick = ticks[++nextTick]) yield* fire(tick.at);
    },
    firings: () => firings,
    clock: clock.time,
    remember(row) {
      const each = byId.get(row.rule);
      if (!each?.hasLimits) return;
      const refusals: Gate[] = row.reason === 'permission' || row.reason === 'depth' ? [row.reason] : [];
      claim(each, row, refusals);
    },
  };
}

function hasLimits({ limits }: Rule): boolean {
  return limits.cooldownSeconds > 0 || limits.maxFiresPerDay !== null || limits.maxPerMinute !== null;
}

function refusalsOf(flags: number): Gate[] {
  const refusals: Gate[] = [];
  if (flags & matchFlags.permission) refusals.push('permission');
  if (flags & matchFlags.depth) refusals.push('depth');
  return refusals;
}

function isScheduled({ trigger }: Rule): boolean {
  return trigger.kind === 'schedule';
}

/** What comes of a scheduled rule meeting its event: null where its filter does not hold, flags where it does. */
function createMeeting(rule: Rule, catalog: Catalog): (firing: Firing) => number | null {
  const filter = compileFilter(rule.filter, { eventType: scheduleEventType, catalog });
  const hasInvalidStep = createStepsCheck(rule, catalog);
  const { mayRun } = creatorStanding(catalog, rule, '');
  return ({ event }) => {
    if (!filter.test(event)) return null;
    if (!mayRun) return matchFlags.permission;
    return hasInvalidStep(event) ? matchFlags.invalid : 0;
  };
}

function rowOfFiring({ rule, event }: Firing, catalog: Catalog): ReplayRow {
  return {
    event: event.id,
    rule: rule.id,
    outcome: 'would-execute',
    reason: null,
    isInvalid: false,
    type: event.type,
    app: event.app,
    subject: subjectOf(catalog, event),
    at: Date.parse(event.firedAt),
    line: null,
    start: null,
  };
}
