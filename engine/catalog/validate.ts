import { type OutputUnit, Validator } from '@cfworker/json-schema';
import {
  failure,
  isJsonObject,
  type Json,
  type JsonObject,
  nearestNames,
  type Place,
  type Result,
  success,
} from '../model/index.ts';
import { parsePointer, placeOfPointer, schemaAtKeyword } from './json-pointer.ts';

/** One way in which a value does not fit a schema, in words, with the place inside the value. */
export interface SchemaIssue {
  at: Place;
  message: string;
}

/** Checks a value against a JSON Schema (2020-12) by interpreting it; nothing is compiled. Empty: it fits. */
export function validateAgainst(schema: JsonObject, value: Json): SchemaIssue[] {
  return createValidator(schema)(value);
}

/**
 * Prepares a schema for many checks. A schema that cannot be used (a reference that leads nowhere, or round in a
 * circle) makes every check report that at the empty place.
 */
export function createValidator(schema: JsonObject): (value: Json) => SchemaIssue[] {
  // The library writes marks into the schema it is given, so it gets a copy.
  const prepared = attempt(() => new Validator(JSON.parse(JSON.stringify(schema)), '2020-12', false));
  return (value) => {
    const checked = prepared.ok ? attempt(() => prepared.value.validate(value)) : prepared;
    if (checked.ok) return explain(checked.value.errors, schema, value);
    return [{ at: '', message: `the schema cannot be used: ${checked.error}` }];
  };
}

/** The library throws for schemas that contradict themselves; here that is a value. */
function attempt<Value>(run: () => Value): Result<Value, string> {
  try {
    return success(run());
  } catch (error) {
    return failure(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
  }
}

// Keywords that only say that something inside failed, which is listed after them.
const wrappers = new Set([
  'properties',
  'patternProperties',
  'additionalProperties',
  'unevaluatedProperties',
  'items',
  'prefixItems',
  'additionalItems',
  'unevaluatedItems',
  'allOf',
  '$ref',
  '$recursiveRef',
  'if',
  'dependentSchemas',
]);

function explain(errors: readonly OutputUnit[], schema: JsonObject, value: Json): SchemaIssue[] {
  const issues: (SchemaIssue & { keyword: string })[] = [];
  for (const unit of decisive(errors)) {
    const { keyword } = unit;
    if (wrappers.has(keyword)) continue;
    const [place, actual] = placeOfPointer(unit.instanceLocation, value, missingKey(unit));
    issues.push({ keyword, at: place, message: inWords(unit, schema, actual) });
  }
  const listed = new Set(
    issues.filter(({ keyword }) => keyword === 'enum' || keyword === 'const').map(({ at }) => at),
  );
  const seen = new Set<string>();
  return issues
    .filter(({ keyword, at }) => keyword !== 'type' || !listed.has(at))
    .map(({ at, message }) => ({ at, message }))
    .filter(({ at, message }) => !seen.has(`${at}\n${message}`) && seen.add(`${at}\n${message}`));
}

/** Of a choice that failed as a whole, keeps the alternative that fits best, as that is what was meant. */
function decisive(errors: readonly OutputUnit[]): OutputUnit[] {
  const kept: OutputUnit[] = [];
  for (let index = 0; index < errors.length; index++) {
    const unit = errors[index];
    if (!unit) break;
    if (unit.keyword !== 'anyOf' && unit.keyword !== 'oneOf') {
      kept.push(unit);
      continue;
    }
    let end = index + 1;
    while (isInside(errors[end], unit)) end++;
    const alternatives = Map.groupBy(errors.slice(index + 1, end), (inner) =>
      inner.keywordLocation.slice(unit.keywordLocation.length + 1).replace(/\/.*$/s, ''),
    );
    kept.push(...choose(unit, [...alternatives.values()].map(decisive)));
    index = end - 1;
  }
  return kept;
}

function isInside(inner: OutputUnit | undefined, outer: OutputUnit): boolean {
  return (
    inner?.keywordLocation.startsWith(`${outer.keywordLocation}/`) === true &&
    `${inner.instanceLocation}/`.startsWith(`${outer.instanceLocation}/`)
  );
}

function choose(choice: OutputUnit, alternatives: OutputUnit[][]): OutputUnit[] {
  const isHere = (unit: OutputUnit) => unit.instanceLocation === choice.instanceLocation;
  const sameKind = (keyword: string) =>
    alternatives.every(
      (units) => units.length > 0 && units.every((unit) => unit.keyword === keyword && isHere(unit)),
    );
  if (/\((?!0 )\d+ matches\)/.test(choice.error) || sameKind('type') || sameKind('required')) return [choice];
  const misfit = (units: OutputUnit[]) =>
    units.reduce((sum, unit) => sum + (unit.keyword === 'type' && isHere(unit) ? 10 : 1), 0);
  return alternatives.toSorted((a, b) => misfit(a) - misfit(b))[0] ?? [choice];
}

function missingKey(unit: OutputUnit): string | null {
  return unit.keyword === 'required' ? (/"(.*)"\.$/s.exec(unit.error)?.[1] ?? null) : null;
}

function inWords(unit: OutputUnit, schema: JsonObject, actual: Json | undefined): string {
  const limit = schemaAtKeyword(schema, unit.keywordLocation);
  const got = describeValue(actual);
  switch (unit.keyword) {
    case 'type':
      return `expected ${typeWords(limit)}, got ${got}`;
    case 'required':
      return `"${missingKey(unit)}" is required`;
    case 'enum':
      return `expected one of ${Array.isArray(limit) ? limit.map(plain).join(', ') : ''}; got ${got}`;
    case 'const':
      return `expected ${limit === undefined ? 'another value' : plain(limit)}, got ${got}`;
    case 'false':
      return unexpected(unit, schema);
    case 'format':
      return `expected ${formatWord(limit)}, got ${got}`;
    case 'pattern':
      return `expected text that matches ${plain(limit ?? '')}, got ${got}`;
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
      return unit.error.replace(/^Instance /, 'it ').replace(/\.$/, '');
  }
}

function describeChoice(unit: OutputUnit, limit: Json | undefined, got: string): string {
  if (/\((?!0 )\d+ matches\)/.test(unit.error))
    return 'fits more than one alternative; exactly one is needed';
  const options = (Array.isArray(limit) ? limit : []).filter(isJsonObject);
  const needs = options.map(({ required }) =>
    Array.isArray(required) ? required.map(plain).join(' and ') : null,
  );
  if (needs.length > 0 && needs.every((need) => need !== null)) return `needs ${needs.join(', or ')}`;
  return `expected ${options.map((option) => typeWords(option.type)).join(' or ')}, got ${got}`;
}

function unexpected(unit: OutputUnit, schema: JsonObject): string {
  const key = parsePointer(unit.instanceLocation).at(-1) ?? '';
  const owner = schemaAtKeyword(schema, unit.keywordLocation.replace(/\/[^/]*$/, ''));
  const known = isJsonObject(owner) && isJsonObject(owner.properties) ? Object.keys(owner.properties) : [];
  if (known.length === 0) return 'nothing is allowed here';
  const [nearest] = nearestNames(key, known, 1);
  return `unknown key "${key}"${nearest === undefined ? '' : `; did you mean "${nearest}"?`}`;
}

function typeWords(type: Json | undefined): string {
  const types = Array.isArray(type) ? type : [type ?? 'another value'];
  const words: Record<string, string> = { array: 'list', integer: 'whole number', boolean: 'true or false' };
  return types.map((name) => words[String(name)] ?? String(name)).join(' or ');
}

function formatWord(format: Json | undefined): string {
  const words: Record<string, string> = {
    email: 'an e-mail address',
    uri: 'a web address',
    'date-time': 'a time such as 2026-01-05T09:00:00Z',
    date: 'a date such as 2026-01-05',
  };
  return words[String(format)] ?? `the format ${plain(format ?? '')}`;
}

function plain(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function describeValue(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'list';
  if (isJsonObject(value)) return 'object';
  if (typeof value !== 'string') return String(value);
  return JSON.stringify(value.length > 40 ? `${value.slice(0, 37)}…` : value);
}
