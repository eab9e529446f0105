import { isJsonObject, type Json, type JsonObject } from '../model/index.ts';

// Parameters and answers are JSON whose shape a schema has promised; these read it without believing it.

export function textField(object: JsonObject, key: string): string | null {
  const value = field(object, key);
  return typeof value === 'string' ? value : null;
}

/** Text that a schema requires: empty where what came keeps no promise. */
export function requiredText(object: JsonObject, key: string): string {
  return textField(object, key) ?? '';
}

export function numberField(object: JsonObject, key: string): number | null {
  const value = field(object, key);
  return typeof value === 'number' ? value : null;
}

export function listField(object: JsonObject, key: string): Json[] {
  const value = field(object, key);
  return Array.isArray(value) ? value : [];
}

export function objectField(object: JsonObject, key: string): JsonObject {
  return asObject(field(object, key));
}

export function field(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

export function asObject(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

/** A value as a text shows it: text as it is, everything else as JSON. */
export function asText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
