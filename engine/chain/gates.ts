import { type Gate, gates } from '../model/index.ts';
import type { GateClaim } from './chain-request.ts';

/** What is known about earlier firings of a rule. */
export interface FiringHistory {
  /** ISO time of the last firing for the claim's subject; null: none. */
  lastFiredAt: string | null;
  /** Firings of the rule in the claim's UTC day. */
  firesToday: number;
  /** Firings of the rule in the 60 seconds up to the claim. */
  firesInLastMinute: number;
}

export const noFirings: FiringHistory = { lastFiredAt: null, firesToday: 0, firesInLastMinute: 0 };

/**
 * The first gate that refuses, in the order permission, cooldown, daily cap, per-minute window, depth; null when all
 * are open. Cooldown counts per rule and subject, the cap per rule and UTC day (design: meaning of a firing).
 */
export function decideGates(claim: GateClaim, history: FiringHistory): Gate | null {
  const { limits } = claim;
  const since = history.lastFiredAt === null ? null : Date.parse(claim.at) - Date.parse(history.lastFiredAt);
  const closed = new Set<Gate>(claim.refusals);
  // An event out of order lies before the last firing, which says nothing to a rule without a cooldown.
  const isCooling = since !== null && since < limits.cooldownSeconds * 1000;
  if (isCooling && limits.cooldownSeconds > 0) closed.add('cooldown');
  if (limits.maxFiresPerDay !== null && history.firesToday >= limits.maxFiresPerDay) closed.add('daily-cap');
  if (limits.maxPerMinute !== null && history.firesInLastMinute >= limits.maxPerMinute)
    closed.add('rate-limit');
  return gates.find((gate) => closed.has(gate)) ?? null;
}
