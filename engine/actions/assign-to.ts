import { membersOfApp } from '../catalog/index.ts';
import { type JsonObject, type Member, type Result, success } from '../model/index.ts';
import {
  type ActionContext,
  type ActionFailure,
  type ActionModule,
  type ActionPart,
  invalid,
  refused,
} from './action-module.ts';
import { asObject, numberField, textField } from './fields.ts';
import { perform, readState } from './requests.ts';
import { checkBelongs, findPerson, targetId, unknownMember } from './targets.ts';

/** Gives the session to a member of the event's app: in turn, the least busy, or one named person. */
export const assignTo: ActionModule = function* (params, context) {
  const session = targetId(context);
  if (!session.ok) return session;
  const strategy = textField(params, 'strategy') ?? 'round_robin';
  const chosen = yield* choose(strategy, params, context);
  if (!chosen.ok) return chosen;
  const { id: memberId, name: memberName } = chosen.value;
  yield* perform({
    kind: 'session.assign',
    sessionId: session.value,
    app: context.event.app,
    strategy,
    memberId,
    memberName,
  });
  return success({ memberId });
};

function* choose(
  strategy: string,
  params: JsonObject,
  context: ActionContext,
): ActionPart<Result<Member, ActionFailure>> {
  if (strategy === 'pinned') return pinned(textField(params, 'member'), context);
  return yield* fromTheTeam(strategy, context);
}

function pinned(reference: string | null, context: ActionContext): Result<Member, ActionFailure> {
  if (reference === null)
    return invalid('invalid-params', 'a pinned assignment names its member', 'params.member');
  const member = findPerson(context, reference);
  if (!member) return unknownMember(context, reference, 'params.member');
  return checkBelongs(member, context, 'params.member');
}

function* fromTheTeam(strategy: string, context: ActionContext): ActionPart<Result<Member, ActionFailure>> {
  const { app } = context.event;
  const members = membersOfApp(context.catalog, app).filter(({ role }) => role !== 'reader');
  const operators = members.filter(({ role }) => role === 'operator');
  // Managers take work only where an app has no operators.
  const candidates = operators.length > 0 ? operators : members;
  const pick = strategy === 'load_balanced' ? leastBusy : nextInTurn;
  const chosen = yield* pick(candidates, app);
  if (chosen) return success(chosen);
  return refused('no-candidate', `nobody in the app "${app}" can take work`, 'params.strategy');
}

function* nextInTurn(candidates: readonly Member[], app: string): ActionPart<Member | undefined> {
  const state = asObject(yield* readState({ kind: 'round-robin', app }));
  const last = candidates.findIndex(({ id }) => id === textField(state, 'last'));
  return candidates[(last + 1) % Math.max(1, candidates.length)];
}

function* leastBusy(candidates: readonly Member[], app: string): ActionPart<Member | undefined> {
  const members = candidates.map(({ id }) => id);
  const loads = asObject(yield* readState({ kind: 'loads', app, members }));
  const load = (member: Member) => numberField(loads, member.id) ?? 0;
  return candidates.toSorted((a, b) => load(a) - load(b))[0];
}
