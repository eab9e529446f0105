import { type Json, type JsonObject, type Member, type Result, success } from '../model/index.ts';
import type { ActionContext, ActionFailure, ActionModule } from './action-module.ts';
import { field, objectField, requiredText, textField } from './fields.ts';
import { note, perform } from './requests.ts';
import { checkBelongs, directoryOf, findPerson, targetId } from './targets.ts';

/** Hands the session to a team; the audit entry keeps who acted, why, and what the AI agent knew. */
export const escalateToHuman: ActionModule = function* (params, context) {
  const session = targetId(context);
  if (!session.ok) return session;
  const team = requiredText(params, 'team');
  const teams = directoryOf(context).teams;
  const known = teams.find(({ id }) => id === team);
  // A team or person that the catalog does not list may well exist in the workspace; it is recorded as written.
  if (!known) yield* note(`the team "${team}" is not in the catalog`);
  const reference = textField(params, 'pinTo');
  const pin = findPin(reference, context);
  if (!pin.ok) return pin;
  if (reference !== null && !pin.value) {
    yield* note(`the member "${reference}" is not in the catalog`);
  }
  const reason = textField(params, 'reason');
  const memberId = pin.value?.id ?? reference;
  yield* perform({
    kind: 'human.escalate',
    sessionId: session.value,
    app: context.event.app,
    team,
    teamTitle: known?.title ?? team,
    pinTo: memberId,
    pinName: pin.value?.name ?? reference,
    reason,
    audit: { actor: { ...context.event.actor }, reason, aiContext: aiContextOf(context) },
  });
  return success<JsonObject>(memberId === null ? { team } : { team, memberId });
};

function findPin(reference: string | null, context: ActionContext): Result<Member | null, ActionFailure> {
  const member = reference === null ? undefined : findPerson(context, reference);
  return member ? checkBelongs(member, context, 'params.pinTo') : success(null);
}

function aiContextOf(context: ActionContext): Json {
  return field(objectField(context.event.payload, 'session'), 'aiContext') ?? null;
}
