import { type Catalog, eventSchema, findEventType } from '../catalog/index.ts';
import type { JsonObject, Trigger } from '../model/index.ts';

/** What a schedule puts into its synthetic event: nothing happened but the clock, so the payload is empty. */
const schedulePayload: JsonObject = { type: 'object', properties: {}, additionalProperties: false };

/** The type of the event that a scheduled rule fires on. */
export const scheduleEventType = 'schedule';

/** The schema of the events a trigger lets through; null when the catalog does not know their type. */
export function triggerSchema(catalog: Catalog, trigger: Trigger): JsonObject | null {
  if (trigger.kind === 'event') {
    const known = findEventType(catalog, trigger.eventType);
    return known ? eventSchema(known) : null;
  }
  return eventSchema({
    type: scheduleEventType,
    version: 1,
    title: 'Schedule',
    description: 'The clock came round.',
    subjectPath: null,
    payloadSchema: schedulePayload,
    samples: [],
  });
}
