import { type EventType, isJsonObject, type Json, type JsonObject } from '../model/index.ts';

/** The row columns a filter path may start with, beside `payload`. */
export const rowColumns = [
  'eventType',
  'actorKind',
  'actorId',
  'streamId',
  'streamVersion',
  'tenantId',
  'app',
  'firedAt',
] as const;
export type RowColumn = (typeof rowColumns)[number];

/** One JSON Schema for what a filter path can reach in an event: the row columns, and the payload. */
export function eventSchema(eventType: EventType): JsonObject {
  const { $defs, ...payload } = eventType.payloadSchema;
  return {
    type: 'object',
    title: eventType.title,
    description: eventType.description,
    properties: {
      eventType: { type: 'string', title: 'Event type', const: eventType.type },
      actorKind: { type: 'string', title: 'Actor kind', enum: ['user', 'agent', 'system'] },
      actorId: { type: 'string', title: 'Actor' },
      streamId: { type: 'string', title: 'Stream' },
      streamVersion: { type: 'integer', title: 'Stream version', minimum: 0 },
      tenantId: { type: 'string', title: 'Tenant' },
      app: { type: 'string', title: 'App' },
      firedAt: { type: 'string', title: 'Fired at', format: 'date-time' },
      payload: moveReferences(payload),
    },
    required: [...rowColumns, 'payload'],
    additionalProperties: false,
    ...($defs === undefined ? {} : { $defs }),
  };
}

/** `$defs` move to the root with their references as they are; other local references follow the payload. */
function moveReferences(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(moveReferences);
  if (!isJsonObject(schema)) return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => {
      const moves = key === '$ref' && typeof value === 'string' && /^#(?!\/\$defs\/)/.test(value);
      return [key, moves ? value.replace('#', '#/properties/payload') : moveReferences(value)];
    }),
  );
}
