import { isJsonObject, type Json } from '../../model/index.ts';

const ownShape = ['automation', 'event', 'message', 'trigger'];

/**
 * The body for the host that an address turned out to have. An address kept as a secret hides Slack from the action,
 * which then shapes the body for everybody; Slack takes nothing but `{ text }`.
 */
export function shapeForHost(body: Json, host: string): Json {
  if (host !== 'hooks.slack.com' || !isJsonObject(body)) return body;
  if (Object.keys(body).sort().join() !== ownShape.join()) return body;
  const { automation, event, message } = body;
  if (message !== null && message !== undefined) {
    return { text: typeof message === 'string' ? message : JSON.stringify(message) };
  }
  return { text: `${nameOf(automation, 'name')}: ${nameOf(event, 'type')}` };
}

function nameOf(value: Json | undefined, key: string): string {
  const name = isJsonObject(value) ? value[key] : undefined;
  return typeof name === 'string' ? name : '';
}
