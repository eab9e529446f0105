import { isJsonObject, type Json, type JsonObject } from '../model/index.ts';
import { resolveReference } from './schema-reference.ts';

/**
 * A value shaped by a schema, the same one every time: its first example, const, first enum value or default where
 * it has one, else the plainest value of its type with all its properties. After `mostParts` values inside it, which
 * only schemas that refer to themselves come to, the rest is left out or null.
 */
export function sampleValue(schema: JsonObject, mostParts = 2_000): Json {
  return sample(schema, schema, 0, { left: mostParts });
}

/** Deeper than this, optional properties are left out; twice as deep, everything is null. */
const roomy = 6;

interface Room {
  left: number;
}

function sample(root: JsonObject, unresolved: JsonObject, depth: number, room: Room): Json {
  if (depth > 2 * roomy || room.left <= 0) return null;
  room.left--;
  const schema = combine(root, unresolved, 0);
  if (Array.isArray(schema.examples) && schema.examples[0] !== undefined) return schema.examples[0];
  if (schema.const !== undefined) return schema.const;
  if (Array.isArray(schema.enum) && schema.enum[0] !== undefined) return schema.enum[0];
  if (schema.default !== undefined) return schema.default;
  switch (typeOf(schema)) {
    case 'object':
      return sampleObject(root, schema, depth, room);
    case 'array':
      return sampleList(root, schema, depth, room);
    case 'string':
      return sampleText(schema);
    case 'integer':
    case 'number':
      return sampleNumber(schema);
    case 'boolean':
      return true;
    default:
      return null;
  }
}

/** The schema with its reference resolved, allOf merged in, and the first branch of a choice taken. */
function combine(root: JsonObject, unresolved: JsonObject, depth: number): JsonObject {
  const { allOf, anyOf, oneOf, ...own } = resolveReference(root, unresolved);
  const parts = [
    ...(Array.isArray(allOf) ? allOf : []),
    ...(Array.isArray(anyOf) ? anyOf.slice(0, 1) : []),
    ...(Array.isArray(oneOf) ? oneOf.slice(0, 1) : []),
  ].filter(isJsonObject);
  // A choice that leads back to itself must end.
  if (parts.length === 0 || depth > roomy) return own;
  const merged: JsonObject = { ...own };
  for (const part of parts) {
    const { properties, ...rest } = combine(root, part, depth + 1);
    for (const [key, value] of Object.entries(rest)) {
      if (!Object.hasOwn(merged, key)) merged[key] = value;
    }
    if (properties !== undefined) {
      merged.properties = { ...asObject(properties), ...asObject(merged.properties) };
    }
  }
  return merged;
}

function typeOf(schema: JsonObject): Json | undefined {
  if (Array.isArray(schema.type)) return schema.type.find((type) => type !== 'null') ?? 'null';
  if (schema.type !== undefined) return schema.type;
  if (schema.properties !== undefined) return 'object';
  return schema.items === undefined ? undefined : 'array';
}

function sampleObject(root: JsonObject, schema: JsonObject, depth: number, room: Room): JsonObject {
  const required = Array.isArray(schema.required) ? schema.required : [];
  const value: JsonObject = {};
  for (const [key, property] of Object.entries(asObject(schema.properties))) {
    if ((depth > roomy || room.left <= 0) && !required.includes(key)) continue;
    value[key] = sample(root, asObject(property), depth + 1, room);
  }
  return value;
}

function sampleList(root: JsonObject, schema: JsonObject, depth: number, room: Room): Json[] {
  const first = Array.isArray(schema.prefixItems) ? schema.prefixItems : [];
  const items = first.map((item) => sample(root, asObject(item), depth + 1, room));
  const wanted = typeof schema.minItems === 'number' ? Math.max(1, schema.minItems) : 1;
  if (isJsonObject(schema.items)) {
    while (items.length < Math.min(wanted, 100)) items.push(sample(root, schema.items, depth + 1, room));
  }
  return items;
}

function sampleText(schema: JsonObject): string {
  const formats: Record<string, string> = {
    email: 'someone@example.com',
    uri: 'https://example.com/',
    url: 'https://example.com/',
    'date-time': '2026-01-05T09:00:00.000Z',
    date: '2026-01-05',
    time: '09:00:00Z',
    uuid: '00000000-0000-4000-8000-000000000000',
  };
  const text = typeof schema.format === 'string' ? (formats[schema.format] ?? 'text') : 'text';
  return typeof schema.minLength === 'number' ? text.padEnd(Math.min(schema.minLength, 1000), '.') : text;
}

function sampleNumber(schema: JsonObject): number {
  if (typeof schema.minimum === 'number') return schema.minimum;
  if (typeof schema.exclusiveMinimum === 'number') return schema.exclusiveMinimum + 1;
  return typeof schema.maximum === 'number' ? Math.min(1, schema.maximum) : 1;
}

function asObject(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}
