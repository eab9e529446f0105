import type { Gate, Json } from '../model/index.ts';
import type { ChainAnswer, ChainRequest, EffectFailure, GateClaim } from './chain-request.ts';

/** A part of a run that ends in a value. */
export type ChainPart<Value> = Generator<ChainRequest, Value, ChainAnswer>;

type Answer<Kind extends ChainAnswer['kind']> = Extract<ChainAnswer, { kind: Kind }>;

// A driver that answers another question than it was asked is a bug, not a failure of the run.
function mismatch(asked: ChainRequest, answer: ChainAnswer): never {
  throw new Error(`a "${asked.kind}" request was answered with "${answer.kind}"`);
}

export function* askNow(): ChainPart<Answer<'now'>> {
  const request: ChainRequest = { kind: 'now' };
  const answer = yield request;
  return answer.kind === 'now' ? answer : mismatch(request, answer);
}

export function* askRandom(): ChainPart<number> {
  const request: ChainRequest = { kind: 'random' };
  const answer = yield request;
  return answer.kind === 'random' ? answer.value : mismatch(request, answer);
}

export function* claimGates(claim: GateClaim): ChainPart<Gate | null> {
  const answer = yield claim;
  return answer.kind === 'gates' ? answer.refusedBy : mismatch(claim, answer);
}

export function* askState(request: Extract<ChainRequest, { kind: 'read-state' }>): ChainPart<Json> {
  const answer = yield request;
  return answer.kind === 'state' ? answer.value : mismatch(request, answer);
}

export function* askEffect(
  request: Extract<ChainRequest, { kind: 'perform-effect' }>,
): ChainPart<Answer<'effect-done'> | { kind: 'effect-failed'; failure: EffectFailure }> {
  const answer = yield request;
  if (answer.kind === 'effect-done' || answer.kind === 'effect-failed') return answer;
  return mismatch(request, answer);
}

/** For requests that are only told: visits and sleeping. */
export function* tell(request: Extract<ChainRequest, { kind: 'visit' | 'sleep-until' }>): ChainPart<void> {
  const answer = yield request;
  return answer.kind === 'done' ? undefined : mismatch(request, answer);
}
