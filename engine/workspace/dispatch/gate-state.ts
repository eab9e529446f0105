import { decideGates, type GateClaim } from '../../chain/index.ts';
import type { Gate, Json } from '../../model/index.ts';
import type { Backend } from './backend.ts';

const minuteMs = 60_000;

/**
 * Claims all gates of a rule together; part of the transaction it is called in. Cooldown counts per rule and subject,
 * the cap per rule and UTC day, the window per rule over the 60 seconds up to the claim (design: meaning of a firing).
 */
export function claimGates(backend: Backend, claim: GateClaim): Gate | null {
  const { ruleId, subject, limits, at } = claim;
  const cooldownKey = JSON.stringify([ruleId, subject]);
  const dayKey = JSON.stringify([ruleId, at.slice(0, 10)]);
  const last = limits.cooldownSeconds > 0 ? backend.readState('cooldown', cooldownKey) : undefined;
  const today = limits.maxFiresPerDay === null ? 0 : Number(backend.readState('daily', dayKey) ?? 0);
  const recent = limits.maxPerMinute === null ? [] : recentOf(backend.readState('minute', ruleId), at);
  const refusedBy = decideGates(claim, {
    lastFiredAt: typeof last === 'string' ? last : null,
    firesToday: today,
    firesInLastMinute: recent.length,
  });
  if (refusedBy !== null) return refusedBy;
  if (limits.cooldownSeconds > 0) backend.writeState('cooldown', cooldownKey, at);
  if (limits.maxFiresPerDay !== null) backend.writeState('daily', dayKey, today + 1);
  if (limits.maxPerMinute !== null) backend.writeState('minute', ruleId, [...recent, at]);
  return null;
}

function recentOf(state: Json | undefined, at: string): string[] {
  const oldest = Date.parse(at) - minuteMs;
  const times = Array.isArray(state) ? state : [];
  return times.filter((time) => typeof time === 'string').filter((time) => Date.parse(time) > oldest);
}
