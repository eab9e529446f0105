import { builtInPacks, createCatalog, findEventType } from '../../../engine/catalog/index.ts';
import { type Event, type Rule, readRuleValue } from '../../../engine/model/index.ts';

export const catalog = createCatalog(builtInPacks());

export function sampleEvent(type: string, change: Partial<Event> = {}): Event {
  const sample = findEventType(catalog, type)?.samples[0];
  if (!sample) throw new Error(`no sample of ${type}`);
  return { ...sample.event, ...change };
}

/** An enabled rule on opened Cards sessions, with these changes. */
export function ruleWith(changes: Record<string, unknown>): Rule {
  const read = readRuleValue({
    id: 'r_test',
    name: 'Test',
    enabled: true,
    scope: { apps: ['cards'] },
    trigger: { kind: 'event', eventType: 'session.opened' },
    createdBy: 'm_omar_d',
    ...changes,
  });
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}
