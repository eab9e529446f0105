import { isJsonObject, type Json, type JsonObject, nearestNames } from '../model/index.ts';
import { parsePointer, schemaAtKeyword } from './json-pointer.ts';
import type { SchemaFailure } from './schema-assertions.ts';

/** The key that a `required` failure misses; null for other failures. */
export function missingKey(unit: SchemaFailure): string | null {
  return unit.keyword === 'required' ? unit.error.replace(/^[^"]*"(.*)"\.$/s, '$1') : null;
}

/** What is wrong, and what was expected, in the words of the schema. */
export function inWords(unit: SchemaFailure, schema: JsonObject, actual: Json | undefined): string {
  if (unit.keyword === 'false') return unexpected(unit, schema);
  if (unit.keyword === 'required') return `"${missingKey(unit)}" is required`;
  const limit = schemaAtKeyword(schema, unit.keywordLocation);
  // Behind a reference to a name the keyword is not found; the check knew it.
  if (limit === undefined) return ownWords(unit);
  const got = describeValue(actual);
  switch (unit.keyword) {
    case 'type':
      return `expected ${typeWords(limit)}, got ${got}`;
    case 'enum':
      return `expected one of ${asList(limit).map(plain).join(', ')}; got ${got}`;
    case 'const':
      return `expected ${plain(limit)}, got ${got}`;
    case 'format':
      return `expected ${formatWord(limit)}, got ${got}`;
    case 'pattern':
      return `expected text that matches ${plain(limit)}, got ${got}`;
    case 'minLength':
      return limit === 1 ? 'must not be empty' : `must have at least ${limit} characters`;
    case 'maxLength':
      return `must have at most ${limit} characters`;
    case 'minItems':
      return limit === 1 ? 'needs at least one item' : `needs at least ${limit} items`;
    case 'maxItems':
      return `takes at most ${limit} items`;
    case 'uniqueItems':
      return 'has an item twice';
    case 'minimum':
      return `must be at least ${limit}, got ${got}`;
    case 'maximum':
      return `must be at most ${limit}, got ${got}`;
    case 'exclusiveMinimum':
      return `must be more than ${limit}, got ${got}`;
    case 'exclusiveMaximum':
      return `must be less than ${limit}, got ${got}`;
    case 'anyOf':
    case 'oneOf':
      return describeChoice(unit, limit, got);
    case 'not':
      return `must not be ${got}`;
    default:
      return ownWords(unit);
  }
}

function ownWords({ error }: SchemaFailure): string {
  return error.replace(/^Instance /, 'it ').replace(/\.$/, '');
}

function describeChoice(unit: SchemaFailure, limit: Json, got: string): string {
  if (/\((?!0 )\d+ matches\)/.test(unit.error))
    return 'fits more than one alternative; exactly one is needed';
  const options = asList(limit).filter(isJsonObject);
  const needs = options.map(({ required }) =>
    Array.isArray(required) ? required.map(plain).join(' and ') : null,
  );
  if (needs.length > 0 && needs.every((need) => need !== null)) return `needs ${needs.join(', or ')}`;
  const types = options.map(({ type }) => type).filter((type) => type !== undefined);
  if (types.length === 0) return ownWords(unit);
  return `expected ${types.map(typeWords).join(' or ')}, got ${got}`;
}

function unexpected(unit: SchemaFailure, schema: JsonObject): string {
  const key = parsePointer(unit.instanceLocation).at(-1);
  const owner = schemaAtKeyword(schema, unit.keywordLocation.replace(/\/[^/]*$/, ''));
  const known = isJsonObject(owner) && isJsonObject(owner.properties) ? Object.keys(owner.properties) : [];
  if (key === undefined || known.length === 0) return 'nothing is allowed here';
  const [nearest] = nearestNames(key, known, 1);
  return `unknown key "${key}"${nearest === undefined ? '' : `; did you mean "${nearest}"?`}`;
}

function typeWords(type: Json): string {
  const words: Record<string, string> = { array: 'list', integer: 'whole number', boolean: 'true or false' };
  return asList(type)
    .map((name) => words[String(name)] ?? String(name))
    .join(' or ');
}

function formatWord(format: Json): string {
  const words: Record<string, string> = {
    email: 'an e-mail address',
    uri: 'a web address',
    'date-time': 'a time such as 2026-01-05T09:00:00Z',
    date: 'a date such as 2026-01-05',
  };
  return words[String(format)] ?? `the format ${plain(format)}`;
}

function asList(value: Json): Json[] {
  return Array.isArray(value) ? value : [value];
}

function plain(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function describeValue(value: Json | undefined): string {
  if (Array.isArray(value)) return 'list';
  if (isJsonObject(value)) return 'object';
  if (typeof value !== 'string') return String(value);
  return JSON.stringify(value.length > 40 ? `${value.slice(0, 37)}…` : value);
}
