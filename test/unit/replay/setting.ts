import { builtInPacks, createCatalog } from '../../../engine/catalog/index.ts';
import { type Event, type Rule, readEventValue, readRuleValue } from '../../../engine/model/index.ts';

export const catalog = createCatalog(builtInPacks());

/** An enabled rule on opened Cards sessions that tags them, with these changes. */
export function ruleWith(changes: Record<string, unknown> = {}): Rule {
  const read = readRuleValue({
    id: 'r_test',
    name: 'Test',
    enabled: true,
    scope: { apps: ['cards'] },
    trigger: { kind: 'event', eventType: 'session.opened' },
    actions: [{ id: 's1', type: 'tag_session', params: { tags: ['seen'] } }],
    createdBy: 'm_omar_d',
    version: 1,
    ...changes,
  });
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

/** A session opened so many minutes after nine, on the channel web about fraud unless `session` says otherwise. */
export function opened(
  id: string,
  session: Record<string, unknown> = {},
  { minute = 0, ...row }: Record<string, unknown> = {},
): Event {
  const firedAt = new Date(Date.UTC(2026, 2, 2, 9, Number(minute))).toISOString();
  const customer = { id: 'c_1', name: 'Lena', vip: false };
  const whole = { id: 's_1', channel: 'web', language: 'en', topic: 'fraud', tags: [], customer, ...session };
  // As text, so that what is undefined is missing.
  const payload: unknown = JSON.parse(JSON.stringify({ session: whole }));
  const read = readEventValue({ id, type: 'session.opened', app: 'cards', payload, ...row }, { firedAt });
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}
