import type { Catalog } from '../../catalog/index.ts';
import { dialectPlace, importDialectValue } from '../../dialects/index.ts';
import {
  isJsonObject,
  type Json,
  type JsonObject,
  type Place,
  type Rule,
  readRuleValue,
} from '../../model/index.ts';
import { type Answer, refuseBody } from '../requests/refusal.ts';

/** A rule as somebody posted it, in whichever shape. */
export interface PostedRule {
  /** Its id is the one that was given, or one that must be replaced when `hasId` is false. */
  rule: Rule;
  hasId: boolean;
  /** What was decided for the person, in words. */
  notes: string[];
  /** Where in the body something of the rule came from. */
  placeOf: (at: Place) => Place;
}

export interface ReadPostedOptions {
  catalog: Catalog;
  /** Whose rule it is when it does not say. */
  createdBy: string;
  /** The app that a rule in a dialect is for, where the workspace has several. */
  app?: string | undefined;
}

/** Keys that answers have and rules have not: what GET and POST returned can be sent back. */
const answerKeys = ['notes', 'problems'];

/** Reads the native shape or the helpdesk dialect; what is wrong is named at its place in the body as it was sent. */
export function readPostedRule(body: unknown, options: ReadPostedOptions): Answer<PostedRule> {
  if (!isJsonObject(body)) {
    return refuseBody([{ code: 'invalid', message: 'a rule is an object', at: '' }]);
  }
  return isHelpdeskShape(body) ? readHelpdesk(body, options) : readNative(body, options);
}

/** In the dialect the trigger is a name, conditions are a list, and actions have names instead of types. */
export function isHelpdeskShape(body: JsonObject): boolean {
  if (typeof body.trigger === 'string' || 'conditions' in body || 'cooldown_s' in body) return true;
  const [first] = Array.isArray(body.actions) ? body.actions : [];
  return isJsonObject(first) && 'name' in first && !('type' in first);
}

function readNative(body: JsonObject, { createdBy }: ReadPostedOptions): Answer<PostedRule> {
  const own = Object.fromEntries(Object.entries(body).filter(([key]) => !answerKeys.includes(key)));
  const read = readRuleValue(own, { createdBy });
  if (!read.ok) return refuseBody(read.error);
  return { ok: true, value: { rule: read.value, hasId: 'id' in body, notes: [], placeOf: (at) => at } };
}

function readHelpdesk(body: Json, { catalog, createdBy, app }: ReadPostedOptions): Answer<PostedRule> {
  const options = { catalog, createdBy, ...(app === undefined ? {} : { app }) };
  const read = importDialectValue(body, 'helpdesk', options);
  if (!read.ok) return refuseBody(read.error);
  const [rule] = read.value.rules;
  if (!rule) throw new Error('one source gives one rule');
  const placeOf = (at: Place) => dialectPlace('helpdesk', at);
  return { ok: true, value: { rule, hasId: false, notes: read.value.notes, placeOf } };
}
