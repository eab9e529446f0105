import { z } from 'zod';
import { type Event, type Json, type JsonObject, success } from '../model/index.ts';
import { type ActionContext, type ActionModule, invalid } from './action-module.ts';
import { asText, field, numberField, requiredText } from './fields.ts';

const httpAddress = z.url({ protocol: /^https?$/ });

import { perform } from './requests.ts';

/** Posts JSON to an address: a body of its own, Slack's `{ text }`, or the shape all others get. */
export const webhook: ActionModule = function* (params, context) {
  const url = requiredText(params, 'url');
  const isReference = /^secret:[\w.-]+$/.test(url);
  if (!isReference && !httpAddress.safeParse(url, { jitless: true }).success) {
    return invalid('invalid-url', `expected a web address, got ${JSON.stringify(url)}`, 'params.url');
  }
  const answer = yield* perform({
    kind: 'http.post',
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json' },
    body: bodyFor(url, params, context),
  });
  return success({ status: numberField(answer, 'status') ?? 0 });
};

function bodyFor(url: string, params: JsonObject, context: ActionContext): Json {
  const own = field(params, 'body');
  if (own !== undefined && own !== null) return own;
  const { rule, trigger, event } = context;
  const message = field(params, 'message') ?? null;
  if (hostOf(url) === 'hooks.slack.com') {
    return { text: message === null ? `${rule.name}: ${event.type}` : asText(message) };
  }
  return {
    automation: { id: rule.id, name: rule.name, version: rule.version },
    trigger: { ...trigger },
    event: eventForReceivers(event),
    message,
  };
}

function eventForReceivers(event: Event): JsonObject {
  const { id, type, app, firedAt, actor, streamId, payload } = event;
  return { id, type, app, firedAt, actor: { ...actor }, streamId, payload };
}

/** The host of a web address in lower case, whatever stands before an `@` or after a colon. */
export function hostOf(url: string): string | null {
  const authority = /^https?:[\\/]*([^\\/?#]*)/i.exec(url)?.[1];
  if (authority === undefined) return null;
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  return host.replace(/:\d*$/, '').toLowerCase();
}
