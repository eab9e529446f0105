import type { Gate, RuleLimits } from '../model/index.ts';
import type { GateClaim } from './chain-request.ts';
import { decideGates, type FiringHistory } from './gates.ts';

const dayMs = 86_400_000;
const minuteMs = 60_000;
/**
 * How late an event may come, out of order, and still find the firings that hold it back, in milliseconds. Firings
 * that are over by more than this are forgotten, so that a log over many events stays small.
 */
const lateness = 10 * minuteMs;
/** Days whose firings are counted; more than a year of them, so that only a recording of many years forgets any. */
const mostDays = 1000;

/** The firings of many rules, against which gates are claimed in order of time. */
export interface FiringLog {
  /** Decides all gates together; where none refuses, the firing is counted, and otherwise nothing is. */
  claim(claim: GateClaim): Gate | null;
}

/** Firings of one rule, as far as its limits ask for them; times are milliseconds since the epoch. */
interface RuleFirings {
  /** The latest claim, by its own time. */
  clock: number;
  lastBySubject: Map<string, number>;
  /** How many subjects there may be before those that are over are looked for. */
  roomForSubjects: number;
  countByDay: Map<number, number>;
  /** Those of the latest minutes, earliest first. */
  recent: number[];
}

const fewestSubjects = 1024;

/**
 * An empty log. It counts claims that were let through, whatever became of the run: one whose actions failed counts,
 * a skipped one does not (design: meaning of a firing).
 */
export function createFiringLog(): FiringLog {
  const rules = new Map<string, RuleFirings>();
  return {
    claim(claim) {
      const at = Date.parse(claim.at);
      const firings = rules.get(claim.ruleId) ?? {
        clock: at,
        lastBySubject: new Map(),
        roomForSubjects: fewestSubjects,
        countByDay: new Map(),
        recent: [],
      };
      rules.set(claim.ruleId, firings);
      firings.clock = Math.max(firings.clock, at);
      forget(firings, claim.limits);
      const refusedBy = decideGates(claim, historyOf(firings, claim, at));
      if (refusedBy === null) count(firings, claim, at);
      return refusedBy;
    },
  };
}

function historyOf(firings: RuleFirings, { subject, limits }: GateClaim, at: number): FiringHistory {
  const last = firings.lastBySubject.get(subject);
  const isOver = last === undefined || isForgotten(last, firings.clock, limits);
  return {
    lastFiredAt: isOver ? null : new Date(last).toISOString(),
    firesToday: firings.countByDay.get(dayOf(at)) ?? 0,
    firesInLastMinute: countBetween(firings.recent, Math.max(at - minuteMs, oldest(firings)), at),
  };
}

/** Whether a firing holds nothing back any more. What is forgotten must not depend on when the log is tidied. */
function isForgotten(last: number, clock: number, { cooldownSeconds }: RuleLimits): boolean {
  return last + cooldownSeconds * 1000 + lateness <= clock;
}

function count(firings: RuleFirings, { subject, limits }: GateClaim, at: number): void {
  const { lastBySubject, countByDay, recent } = firings;
  if (limits.cooldownSeconds > 0) lastBySubject.set(subject, Math.max(at, lastBySubject.get(subject) ?? at));
  if (limits.maxFiresPerDay !== null) countByDay.set(dayOf(at), (countByDay.get(dayOf(at)) ?? 0) + 1);
  if (limits.maxPerMinute !== null) recent.splice(countUpTo(recent, at), 0, at);
}

function forget(firings: RuleFirings, limits: RuleLimits): void {
  const { clock, lastBySubject, countByDay, recent } = firings;
  if (lastBySubject.size > firings.roomForSubjects) {
    for (const [subject, last] of lastBySubject) {
      if (isForgotten(last, clock, limits)) lastBySubject.delete(subject);
    }
    // Looked for again when there are twice as many, so that it costs little for each firing.
    firings.roomForSubjects = Math.max(fewestSubjects, lastBySubject.size * 2);
  }
  while (countByDay.size > mostDays) countByDay.delete(Math.min(...countByDay.keys()));
  const old = countUpTo(recent, oldest(firings));
  // Cut off when half of them are old, so that it costs little for each firing.
  if (old * 2 > recent.length) firings.recent = recent.slice(old);
}

/** Firings up to this time are too old for any window of a minute, however late an event comes. */
function oldest({ clock }: RuleFirings): number {
  return clock - minuteMs - lateness;
}

/** How many of these times, earliest first, are after `after` and not after `last`. */
function countBetween(times: readonly number[], after: number, last: number): number {
  return Math.max(0, countUpTo(times, last) - countUpTo(times, after));
}

function countUpTo(times: readonly number[], last: number): number {
  let from = 0;
  let to = times.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (Number(times[middle]) <= last) from = middle + 1;
    else to = middle;
  }
  return from;
}

function dayOf(time: number): number {
  return Math.floor(time / dayMs);
}
