import { mayTouchApp, packOfActionType, packOfApp, subjectOf } from '../catalog/index.ts';
import {
  failure,
  type Member,
  nearestNames,
  type Pack,
  type Place,
  type Result,
  success,
} from '../model/index.ts';
import { type ActionContext, type ActionFailure, invalid, refused } from './action-module.ts';

/** The workspace whose people and things parameters point to: the one of the event's app. */
export function workspaceOf(context: ActionContext): Pack | undefined {
  return (
    packOfApp(context.catalog, context.event.app) ??
    packOfActionType(context.catalog, context.actionType.type)
  );
}

/** A member by id, name or address. */
export function findPerson(context: ActionContext, reference: string): Member | undefined {
  return workspaceOf(context)?.directory.members.find(
    ({ id, name, email }) => id === reference || name === reference || email === reference,
  );
}

/** Whether a member may be given work of the event's app: a target outside it is refused as a permission. */
export function checkBelongs(
  member: Member,
  context: ActionContext,
  at: Place,
): Result<Member, ActionFailure> {
  const { app } = context.event;
  if (!member.active) return refused('permission', `${member.name} is no longer active`, at);
  if (mayTouchApp(member, app)) return success(member);
  return refused('permission', `${member.name} does not belong to the app "${app}"`, at);
}

export function unknownMember(context: ActionContext, reference: string, at: Place) {
  const known = workspaceOf(context)?.directory.members.map(({ id }) => id) ?? [];
  return invalid('unknown-member', withNearest(`there is no member "${reference}"`, reference, known), at);
}

/** "there is no x; did you mean y?" */
export function withNearest(message: string, name: string, known: Iterable<string>): string {
  const near = nearestNames(name, known);
  return near.length === 0
    ? message
    : `${message}; did you mean ${near.map((each) => `"${each}"`).join(', ')}?`;
}

/** The subject of the event, as the id of what an action changes. */
export function targetId(context: ActionContext): Result<string, ActionFailure> {
  const subject = subjectOf(context.catalog, context.event);
  if (subject !== '') return success(subject);
  const message = `the event ${context.event.id} has no subject to act on`;
  return failure({ kind: 'failed', code: 'no-subject', message, at: '', retryable: false });
}
