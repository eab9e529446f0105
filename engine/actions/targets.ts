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

type Listed = Pick<Pack['directory'], 'members' | 'teams' | 'templates' | 'savedSearches'>;

const nobodyAndNothing: Listed = { members: [], teams: [], templates: [], savedSearches: [] };

/** The people and things that parameters point to: of the workspace of the event's app, or else of the action's. */
export function directoryOf({ catalog, event, actionType }: ActionContext): Listed {
  const workspace = packOfApp(catalog, event.app) ?? packOfActionType(catalog, actionType.type);
  return workspace?.directory ?? nobodyAndNothing;
}

/** A member by id, name or address. */
export function findPerson(context: ActionContext, reference: string): Member | undefined {
  return directoryOf(context).members.find(
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
  const known = directoryOf(context).members.map(({ id }) => id);
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
