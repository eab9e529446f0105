import type { EffectFailure } from '../chain/index.ts';
import type { Effect, JsonObject, Result } from '../model/index.ts';

/** What a performer must know beside the effect itself. */
export interface EffectCall {
  /** The same each time this effect of this run is tried: passed on to whoever can do things once only. */
  key: string;
  /** Aborted when nobody waits for the outcome any longer. */
  signal?: AbortSignal;
}

/** Something that an effect made happen, as whoever carried it out reports it. */
export interface RaisedEvent {
  type: string;
  payload: JsonObject;
}

export interface PerformedEffect {
  /** Of the same shape as the prediction of a dry run. */
  output: JsonObject;
  raised: RaisedEvent[];
}

export type EffectResult = Result<PerformedEffect, EffectFailure>;

/** Does one kind of effect. Failures are values; nothing it returns contains a secret. */
export type Performer = (effect: Effect, call: EffectCall) => Promise<EffectResult>;

export function performed(
  output: JsonObject,
  raised: RaisedEvent[] = [],
): { ok: true; value: PerformedEffect } {
  return { ok: true, value: { output, raised } };
}

/** A failure that stays the same however often it is tried. */
export function refusedEffect(code: string, message: string): { ok: false; error: EffectFailure } {
  return { ok: false, error: { code, message, retryable: false } };
}

export function failedEffect(error: EffectFailure): { ok: false; error: EffectFailure } {
  return { ok: false, error };
}
