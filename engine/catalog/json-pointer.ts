import { formatPlace, isJsonObject, type Json, type JsonObject, type Place } from '../model/index.ts';

/** The keys of a pointer as a URI fragment: `#/to/0`, escaped as JSON Pointer, then as a URI. */
export function parsePointer(pointer: string): string[] {
  return pointer
    .slice(1)
    .split('/')
    .slice(1)
    .map((part) => decode(part).replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** A fragment of a foreign schema need not be well-formed. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The schema at the end of a pointer's keys. */
export function schemaAtPointer(schema: JsonObject, keys: readonly string[]): Json | undefined {
  return keys.reduce<Json | undefined>(childOf, schema);
}

/** The place inside `value` that a pointer names, and the value there; `missing` adds a key that is not there. */
export function placeOfPointer(
  pointer: string,
  value: Json,
  missing: string | null,
): [Place, Json | undefined] {
  const keys = parsePointer(pointer);
  if (missing !== null) keys.push(missing);
  let current: Json | undefined = value;
  const segments = keys.map((key) => {
    const isIndex = Array.isArray(current);
    current = childOf(current, key);
    return isIndex ? Number(key) : key;
  });
  return [formatPlace(segments), current];
}

/** What a schema holds at a keyword's location, which passes through `$ref` as if it were a key. */
export function schemaAtKeyword(schema: JsonObject, location: string): Json | undefined {
  let current: Json | undefined = schema;
  const keys = parsePointer(location);
  for (const [position, key] of keys.entries()) {
    const next: Json | undefined = childOf(current, key);
    const passes = key === '$ref' && typeof next === 'string' && position < keys.length - 1;
    current = passes ? schemaAtPointer(schema, parsePointer(next)) : next;
  }
  return current;
}

function childOf(value: Json | undefined, key: string): Json | undefined {
  if (Array.isArray(value)) return value[Number(key)];
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
