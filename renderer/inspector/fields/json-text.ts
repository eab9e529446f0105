import { schemaTypes } from '../../../engine/language/index.ts';
import type { Json, JsonObject } from '../../../engine/model/index.ts';

/** A value as text in a field: text as it is, everything else as JSON. */
export function jsonText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The value that text in a field stands for, by what the schema allows: "12" is a number only where one may be. */
export function readScalar(text: string, schema: JsonObject): Json {
  const types = schemaTypes(schema);
  const known = Array.isArray(schema.enum)
    ? schema.enum.find((choice) => jsonText(choice) === text)
    : undefined;
  if (known !== undefined) return known;
  if (types.has('string')) return text;
  if (types.has('null') && text === 'null') return null;
  if (types.has('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  if (types.has('number') && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text);
  return text;
}
