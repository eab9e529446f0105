import { deepEqual } from '../language/index.ts';
import { type Json, type JsonObject, success } from '../model/index.ts';
import type { ActionContext, ActionModule, ActionPart } from './action-module.ts';
import { asObject, field, listField, objectField } from './fields.ts';
import { perform, readState } from './requests.ts';
import { targetId } from './targets.ts';

/** Adds tags to the session; those it has stay, and none is there twice. */
export const tagSession: ActionModule = function* (params, context) {
  const session = targetId(context);
  if (!session.ok) return session;
  const before = yield* currentTags(session.value, context);
  const tags = [...before];
  for (const tag of listField(params, 'tags')) if (!holds(tags, tag)) tags.push(tag);
  const added = tags.slice(before.length);
  yield* perform({
    kind: 'session.tag',
    sessionId: session.value,
    app: context.event.app,
    before,
    tags,
    added,
  });
  return success<JsonObject>({ tags, added });
};

function* currentTags(id: string, context: ActionContext): ActionPart<Json[]> {
  const state = asObject(yield* readState({ kind: 'session', id }));
  if (field(state, 'tags') !== undefined) return listField(state, 'tags');
  return listField(objectField(context.event.payload, 'session'), 'tags');
}

function holds(tags: readonly Json[], tag: Json): boolean {
  return tags.some((each) => deepEqual(each, tag));
}
