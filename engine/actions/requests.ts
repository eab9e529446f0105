import type { Effect, Json, JsonObject } from '../model/index.ts';
import type { ActionPart, StateQuery } from './action-module.ts';
import { asObject } from './fields.ts';

/** Asks for a change to the world; returns what it gave back. */
export function* perform(effect: Effect): ActionPart<JsonObject> {
  return asObject(yield { kind: 'perform-effect', effect });
}

export function* readState(query: StateQuery): ActionPart<Json> {
  return yield { kind: 'read-state', query };
}

export function* note(text: string): ActionPart<void> {
  yield { kind: 'note', text };
}
