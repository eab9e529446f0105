import { describe, expect, it } from 'vitest';
import { eventSchema, findEventType } from '../../../engine/catalog/index.ts';
import { triggerSchema } from '../../../engine/language/index.ts';
import { catalog } from '../drivers/setting.ts';

describe('the schema of what a trigger lets through', () => {
  it('is that of its event type', () => {
    const known = findEventType(catalog, 'session.opened') ?? expect.unreachable();
    expect(triggerSchema(catalog, { kind: 'event', eventType: 'session.opened' })).toEqual(
      eventSchema(known),
    );
  });

  it('is null for an event type that nobody knows', () => {
    expect(triggerSchema(catalog, { kind: 'event', eventType: 'made.up' })).toBeNull();
  });

  it('has an empty payload on a schedule, whatever the catalog knows', () => {
    const schema = triggerSchema(catalog, { kind: 'schedule', schedule: { kind: 'every', minutes: 5 } });
    expect(schema).toMatchObject({
      properties: {
        eventType: { const: 'schedule' },
        payload: { type: 'object', properties: {}, additionalProperties: false },
      },
    });
  });
});
