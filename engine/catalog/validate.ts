import { type OutputUnit, Validator } from '@cfworker/json-schema';
import { failure, type Json, type JsonObject, type Place, type Result, success } from '../model/index.ts';
import { inWords, missingKey } from './issue-words.ts';
import { placeOfPointer } from './json-pointer.ts';

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
