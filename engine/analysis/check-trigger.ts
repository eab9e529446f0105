import type { Catalog } from '../catalog/index.ts';
import type { Problem, Rule } from '../model/index.ts';
import { unknownName } from './unknown-name.ts';

/** `unknown-event-type`: such a rule matches only events of exactly this name, unchecked. */
export function checkTrigger({ trigger }: Rule, catalog: Catalog): Problem[] {
  if (trigger.kind === 'schedule' || catalog.eventTypes.has(trigger.eventType)) return [];
  const what = { code: 'unknown-event-type', word: 'event type' };
  return [unknownName(what, trigger.eventType, catalog.eventTypes.keys(), 'trigger.eventType')];
}
