import { type Event, isJsonObject, type Json } from '../../model/index.ts';
import { type Answer, refuse } from '../requests/refusal.ts';

/** What stands where something was taken out. */
export const redacted = '[redacted]';

/** A path into an event, as keys; `*` is every item of a list. */
export type RedactionPath = readonly string[];

/** Paths such as `payload.session.customer.email` or `payload.findings.*.text`, repeated or separated by commas. */
export function redactionPaths(wanted: string | readonly string[] | undefined): Answer<RedactionPath[]> {
  const texts = (typeof wanted === 'string' ? [wanted] : (wanted ?? []))
    .flatMap((text) => text.split(','))
    .map((text) => text.trim())
    .filter((text) => text !== '');
  for (const text of texts) {
    if (text === 'actor.id' || text === 'streamId' || /^payload(\.[^.\s]+)+$/.test(text)) continue;
    const message = `"${text}" is not a path that can be taken out; it starts with payload., or is actor.id or streamId`;
    return refuse('UNPROCESSABLE_CONTENT', message, { errors: [{ at: 'redact', message }] });
  }
  return { ok: true, value: texts.map((text) => text.split('.')) };
}

/** The event without what is at the paths; what a path does not lead to stays as it is. */
export function redactEvent(event: Event, paths: readonly RedactionPath[]): Event {
  let { payload, actor, streamId } = event;
  for (const [root, ...rest] of paths) {
    if (root === 'actor') actor = { ...actor, id: redacted };
    else if (root === 'streamId') streamId = redacted;
    else {
      const without = replaceAt(payload, rest);
      if (isJsonObject(without)) payload = without;
    }
  }
  return { ...event, payload, actor, streamId };
}

function replaceAt(value: Json, [key, ...rest]: readonly string[]): Json {
  if (key === undefined) return redacted;
  if (Array.isArray(value)) {
    return value.map((item, index) => (key === '*' || key === String(index) ? replaceAt(item, rest) : item));
  }
  if (!isJsonObject(value) || !Object.hasOwn(value, key)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, name === key ? replaceAt(inner, rest) : inner]),
  );
}
