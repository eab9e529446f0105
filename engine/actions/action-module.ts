import type { Catalog } from '../catalog/index.ts';
import type { Variables } from '../language/index.ts';
import type {
  ActionType,
  Effect,
  Event,
  Json,
  JsonObject,
  Member,
  Place,
  Result,
  Rule,
} from '../model/index.ts';

/** What a module may know: data only. */
export interface ActionContext {
  catalog: Catalog;
  actionType: ActionType;
  rule: Pick<Rule, 'id' | 'name' | 'version' | 'createdBy'>;
  /** Null where the creator is not in the catalog. */
  creator: Member | null;
  event: Event;
  trigger: Variables['trigger'];
  /** The parameters as written, before placeholders were filled. */
  written: JsonObject;
}

/** Something of the workspace that a module must know before it can say what to do. */
export type StateQuery =
  /** Who was given work last in this app: `{ last: memberId | null }`. */
  | { kind: 'round-robin'; app: string }
  /** Open work by member: `{ [memberId]: count }`. */
  | { kind: 'loads'; app: string; members: string[] }
  /** The session or ticket as it is now: its changed fields, or null where nothing newer than the event is known. */
  | { kind: 'session' | 'ticket'; id: string }
  /** Ids of the hits that this rule has already mailed: a list of text. */
  | { kind: 'sent-hits'; savedSearch: string };

export type ActionRequest =
  | { kind: 'read-state'; query: StateQuery }
  /** Answered with what the effect gave back; a module never sees one fail, its step has then ended. */
  | { kind: 'perform-effect'; effect: Effect }
  /** Something a person should know about the run. Answered with null. */
  | { kind: 'note'; text: string };

export type ActionAnswer = Json;

/**
 * Why a step did not do what it was asked. `invalid`: the parameters cannot be used, so nothing was tried;
 * `failed`: the world, or a permission, said no. `at` is a place in the step: `params.to[0]`.
 */
export interface ActionFailure {
  kind: 'invalid' | 'failed';
  code: string;
  message: string;
  at: Place;
  retryable: boolean;
  /** Milliseconds to wait at least before the next attempt. */
  retryAfterMs?: number;
}

/** What one action type asks for, in order. Given rendered parameters that fit the type's schema. */
export type ActionModule = (
  params: JsonObject,
  context: ActionContext,
) => Generator<ActionRequest, Result<JsonObject, ActionFailure>, ActionAnswer>;

export type ActionRun = ReturnType<ActionModule>;
/** A part of a module that ends in a value or a failure. */
export type ActionPart<Value> = Generator<ActionRequest, Value, ActionAnswer>;

export function invalid(code: string, message: string, at: Place): { ok: false; error: ActionFailure } {
  return { ok: false, error: { kind: 'invalid', code, message, at, retryable: false } };
}

export function refused(code: string, message: string, at: Place): { ok: false; error: ActionFailure } {
  return { ok: false, error: { kind: 'failed', code, message, at, retryable: false } };
}
