import type { Retry } from '../model/index.ts';

/** What a step that says nothing of retrying gets (design, the rule model). */
export const defaultRetry: Retry = {
  maxAttempts: 4,
  initialDelayMs: 1000,
  factor: 2,
  maxDelayMs: 60_000,
  jitter: 'full',
};

/**
 * Milliseconds to wait after the failed attempt number `attempt` (from 1): exponential, bounded, drawn from 0 to its
 * bound under full jitter, and never less than what the other side asked for.
 */
export function retryDelay(retry: Retry, attempt: number, random: number, retryAfterMs = 0): number {
  const bound = Math.min(retry.maxDelayMs, retry.initialDelayMs * retry.factor ** (attempt - 1));
  const delay = retry.jitter === 'full' ? Math.floor(random * (bound + 1)) : Math.floor(bound);
  return Math.max(delay, retryAfterMs);
}
