import type { Gate } from '../model/index.ts';
import type { GateClaim } from './chain-request.ts';
import { decideGates, type FiringHistory } from './gates.ts';

const dayMs = 86_400_000;
const minuteMs = 60_000;

/** The firings of many rules, against which gates are claimed in order of time. */
export interface FiringLog {
  /** Decides all gates together; where none refuses, the firing is counted, and otherwise nothing is. */
  claim(claim: GateClaim): Gate | null;
}

/** Firings of one rule; times are milliseconds since the epoch. */
interface RuleFirings {
  lastBySubject: Map<string, number>;
  countByDay: Map<number, number>;
  /** Those of the latest minute, oldest first. */
  recent: number[];
}

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
        lastBySubject: new Map(),
        countByDay: new Map(),
        recent: [],
      };
      rules.set(claim.ruleId, firings);
      const refusedBy = decideGates(claim, historyOf(firings, claim.subject, at));
      if (refusedBy === null) count(firings, claim.subject, at);
      return refusedBy;
    },
  };
}

function historyOf(firings: RuleFirings, subject: string, at: number): FiringHistory {
  const last = firings.lastBySubject.get(subject);
  return {
    lastFiredAt: last === undefined ? null : new Date(last).toISOString(),
    firesToday: firings.countByDay.get(dayOf(at)) ?? 0,
    firesInLastMinute: firings.recent.filter((time) => time > at - minuteMs && time <= at).length,
  };
}

function count(firings: RuleFirings, subject: string, at: number): void {
  firings.lastBySubject.set(subject, Math.max(at, firings.lastBySubject.get(subject) ?? at));
  firings.countByDay.set(dayOf(at), (firings.countByDay.get(dayOf(at)) ?? 0) + 1);
  firings.recent = firings.recent.filter((time) => time > at - minuteMs);
  firings.recent.push(at);
}

function dayOf(time: number): number {
  return Math.floor(time / dayMs);
}
