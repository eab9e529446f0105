import { failure, type Json, type JsonObject, type Place, type Result, success } from '../model/index.ts';
import { inWords, missingKey } from './issue-words.ts';
import { placeOfPointer } from './json-pointer.ts';
import { createPatternBook, type SchemaFailure } from './schema-assertions.ts';
import { collectNamed, interpret, SchemaError } from './schema-interpreter.ts';

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
 * Prepares a schema for many checks. A schema that cannot be used (a reference that leads nowhere or round in a
 * circle, more steps than a check may take) makes every check report that at the empty place. Patterns run in linear
 * time; one that cannot is not checked.
 */
export function createValidator(schema: JsonObject): (value: Json) => SchemaIssue[] {
  const named = collectNamed(schema);
  const patterns = createPatternBook();
  return (value) => {
    const checked = attempt(() => interpret(schema, named, patterns, value));
    if (checked.ok) return explain(checked.value, schema, value);
    return [{ at: '', message: `the schema cannot be used: ${checked.error}` }];
  };
}

/** Schemas that cannot be used, and those nested deeper than the stack, are told of. */
function attempt<Value>(run: () => Value): Result<Value, string> {
  try {
    return success(run());
  } catch (error) {
    if (error instanceof SchemaError) return failure(error.message);
    if (error instanceof RangeError) return failure('it is nested too deeply');
    throw error;
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
  '$dynamicRef',
  'propertyNames',
  'if',
  'dependentSchemas',
]);

function explain(errors: readonly SchemaFailure[], schema: JsonObject, value: Json): SchemaIssue[] {
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
function decisive(errors: readonly SchemaFailure[]): SchemaFailure[] {
  const kept: SchemaFailure[] = [];
  let next = 0;
  for (const [index, unit] of errors.entries()) {
    if (index < next) continue;
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
    next = end;
  }
  return kept;
}

function isInside(inner: SchemaFailure | undefined, outer: SchemaFailure): boolean {
  return (
    inner?.keywordLocation.startsWith(`${outer.keywordLocation}/`) === true &&
    `${inner.instanceLocation}/`.startsWith(`${outer.instanceLocation}/`)
  );
}

function choose(choice: SchemaFailure, alternatives: SchemaFailure[][]): SchemaFailure[] {
  const isHere = (unit: SchemaFailure) => unit.instanceLocation === choice.instanceLocation;
  const sameKind = (keyword: string) =>
    alternatives.every(
      (units) => units.length > 0 && units.every((unit) => unit.keyword === keyword && isHere(unit)),
    );
  if (/\((?!0 )\d+ matches\)/.test(choice.error) || sameKind('type') || sameKind('required')) return [choice];
  const misfit = (units: SchemaFailure[]) =>
    units.reduce((sum, unit) => sum + (unit.keyword === 'type' && isHere(unit) ? 10 : 1), 0);
  return alternatives.reduce((best, next) => (misfit(next) < misfit(best) ? next : best));
}
