import { isJsonObject, type Json, type JsonObject } from '../model/index.ts';
import { parsePointer, schemaAtPointer } from './json-pointer.ts';
import { findAssertionFailures, type PatternBook, type SchemaFailure } from './schema-assertions.ts';

/** The most places of a schema that are held against values in one check; some schemas grow exponentially. */
const mostSteps = 500_000;
/** Schemas that lead into each other without a value between them end here; values nest at most 64 deep. */
const deepest = 400;

/** A check that was given up: the schema leads nowhere, in a circle, or takes too long. */
export class SchemaError extends Error {}

export interface Interpretation {
  failures: SchemaFailure[];
  /** Keys and positions that some keyword looked at, for `unevaluatedProperties` and `unevaluatedItems`. */
  evaluated: ReadonlySet<string>;
}

interface Walk {
  /** Schemas by `$id`, and by `$anchor` as `#name`. */
  named: ReadonlyMap<string, JsonObject>;
  patterns: PatternBook;
  steps: number;
}

/** One schema held against one value. */
interface Spot {
  value: Json;
  /** JSON Pointers as URI fragments: where in the value, and by which keywords the schema was come to. */
  at: string;
  place: string;
  /** The schema resource that local references start from. */
  base: JsonObject;
  depth: number;
}

/**
 * Holds a value against a schema (2020-12, and `definitions`, list-valued `items` and `dependencies` of before) by
 * walking both; nothing is compiled to code. Failures come in order, those of a group before those inside it. Throws
 * `SchemaError` for schemas that cannot be used.
 */
export function interpret(
  root: JsonObject,
  named: ReadonlyMap<string, JsonObject>,
  patterns: PatternBook,
  value: Json,
): SchemaFailure[] {
  const walk: Walk = { named, patterns, steps: 0 };
  return check(walk, root, { value, at: '#', place: '#', base: root, depth: 0 }).failures;
}

/** Every schema inside a schema that has a name of its own. */
export function collectNamed(root: JsonObject): Map<string, JsonObject> {
  const named = new Map<string, JsonObject>();
  const stack: Json[] = [root];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (Array.isArray(next)) for (const item of next) stack.push(item);
    if (!isJsonObject(next)) continue;
    for (const name of [next.$id, asAnchor(next.$anchor), asAnchor(next.$dynamicAnchor)]) {
      if (typeof name === 'string' && !named.has(name)) named.set(name, next);
    }
    for (const value of Object.values(next)) stack.push(value);
  }
  return named;
}

function asAnchor(name: Json | undefined): string | null {
  return typeof name === 'string' ? `#${name}` : null;
}

function check(walk: Walk, schema: Json, spot: Spot): Interpretation {
  const evaluated = new Set<string>();
  if (++walk.steps > mostSteps) throw new SchemaError('it takes too many steps');
  if (schema === false) {
    const error = 'False boolean schema.';
    const failure = { keyword: 'false', keywordLocation: spot.place, instanceLocation: spot.at, error };
    return { failures: [failure], evaluated };
  }
  if (!isJsonObject(schema)) return { failures: [], evaluated };
  if (spot.depth > deepest) throw new SchemaError('its references lead round in a circle');
  const base = typeof schema.$id === 'string' ? schema : spot.base;
  const here: Spot = { ...spot, base, depth: spot.depth + 1 };
  const failures: SchemaFailure[] = [];
  const state = { walk, schema, here, failures, evaluated };
  checkReferences(state);
  failures.push(...findAssertionFailures(schema, here, walk.patterns));
  walk.steps += walk.patterns.takeCost();
  checkChoices(state);
  if (Array.isArray(spot.value)) checkItems(state, spot.value);
  else if (isJsonObject(spot.value)) checkProperties(state, spot.value);
  return { failures, evaluated };
}

interface State {
  walk: Walk;
  schema: JsonObject;
  here: Spot;
  failures: SchemaFailure[];
  evaluated: Set<string>;
}

function fail({ here, failures }: State, keyword: string, error: string): void {
  failures.push({ keyword, keywordLocation: `${here.place}/${keyword}`, instanceLocation: here.at, error });
}

/** Holds a subschema against the same value; what it looked at counts as looked at when it fits. */
function inPlace(state: State, schema: Json, path: string): SchemaFailure[] {
  const { walk, here, evaluated } = state;
  const found = check(walk, schema, { ...here, place: `${here.place}/${path}` });
  if (found.failures.length === 0) for (const key of found.evaluated) evaluated.add(key);
  return found.failures;
}

function inChild(state: State, schema: Json, path: string, key: string, value: Json): SchemaFailure[] {
  const { walk, here, evaluated } = state;
  evaluated.add(key);
  const spot = { ...here, value, at: `${here.at}/${pointerPart(key)}`, place: `${here.place}/${path}` };
  return check(walk, schema, spot).failures;
}

function group(state: State, keyword: string, error: string, inner: readonly SchemaFailure[]): void {
  if (inner.length === 0) return;
  fail(state, keyword, error);
  for (const each of inner) state.failures.push(each);
}

function checkReferences(state: State): void {
  const { schema, walk, here } = state;
  for (const keyword of ['$ref', '$dynamicRef', '$recursiveRef']) {
    const reference = schema[keyword];
    if (typeof reference !== 'string') continue;
    const target = follow(walk, here.base, reference);
    const base = reference.startsWith('#') ? here.base : target.base;
    const inner = inPlace({ ...state, here: { ...here, base } }, target.schema, keyword);
    group(state, keyword, 'A subschema had errors.', inner);
  }
}

function follow(walk: Walk, base: JsonObject, reference: string): { schema: Json; base: JsonObject } {
  const [name = '', fragment = ''] = reference.split('#');
  const resource = name === '' ? base : walk.named.get(name);
  if (resource !== undefined) {
    if (fragment === '') return { schema: resource, base: resource };
    const schema = fragment.startsWith('/')
      ? schemaAtPointer(resource, parsePointer(`#${fragment}`))
      : walk.named.get(`#${fragment}`);
    if (schema !== undefined) return { schema, base: resource };
  }
  throw new SchemaError(`its reference "${reference}" leads nowhere`);
}

function checkChoices(state: State): void {
  const { schema } = state;
  const lists = (keyword: string) => {
    const list = schema[keyword];
    return Array.isArray(list)
      ? list.map((branch, index) => inPlace(state, branch, `${keyword}/${index}`))
      : null;
  };
  if (
    schema.not !== undefined &&
    inPlace({ ...state, evaluated: new Set() }, schema.not, 'not').length === 0
  ) {
    fail(state, 'not', 'Instance matched "not" schema.');
  }
  const any = lists('anyOf');
  if (any && !any.some((inner) => inner.length === 0)) {
    fail(state, 'anyOf', 'Instance does not match any subschemas.');
    state.failures.push(...any.flat());
  }
  group(state, 'allOf', 'Instance does not match every subschema.', lists('allOf')?.flat() ?? []);
  const one = lists('oneOf');
  const matches = one?.filter((inner) => inner.length === 0).length ?? 1;
  if (one && matches !== 1) {
    fail(state, 'oneOf', `Instance does not match exactly one subschema (${matches} matches).`);
    state.failures.push(...one.flat());
  }
  checkCondition(state);
}

function checkCondition(state: State): void {
  const { schema } = state;
  if (schema.if === undefined) return;
  const word = inPlace(state, schema.if, 'if').length === 0 ? 'then' : 'else';
  const branch = schema[word];
  if (branch === undefined) return;
  group(state, 'if', `Instance does not match "${word}" schema.`, inPlace(state, branch, word));
}

function checkItems(state: State, items: readonly Json[]): void {
  const { schema, evaluated } = state;
  const first = Array.isArray(schema.prefixItems)
    ? schema.prefixItems
    : Array.isArray(schema.items)
      ? schema.items
      : [];
  const restWord = Array.isArray(schema.items) ? 'additionalItems' : 'items';
  const firstWord = Array.isArray(schema.prefixItems) ? 'prefixItems' : 'items';
  const rest = schema[restWord];
  for (const [index, item] of items.entries()) {
    const own = first[index];
    const word = own === undefined ? restWord : firstWord;
    const inner = own ?? rest;
    if (inner === undefined) continue;
    const path = own === undefined ? word : `${word}/${index}`;
    group(state, word, 'Items did not match schema.', inChild(state, inner, path, String(index), item));
  }
  checkContains(state, items);
  const left = schema.unevaluatedItems;
  if (left === undefined) return;
  for (const [index, item] of items.entries()) {
    const key = String(index);
    if (evaluated.has(key)) continue;
    const inner = inChild(state, left, 'unevaluatedItems', key, item);
    group(state, 'unevaluatedItems', 'Items did not match unevaluated items schema.', inner);
  }
}

function checkContains(state: State, items: readonly Json[]): void {
  const { contains, minContains, maxContains } = state.schema;
  if (contains === undefined) return;
  let count = 0;
  for (const [index, item] of items.entries()) {
    const seen = new Set<string>();
    const inner = inChild({ ...state, evaluated: seen }, contains, 'contains', String(index), item);
    if (inner.length > 0) continue;
    count++;
    state.evaluated.add(String(index));
  }
  const least = typeof minContains === 'number' ? minContains : 1;
  if (count < least) fail(state, 'contains', `Array must contain at least ${least} items matching schema.`);
  if (typeof maxContains === 'number' && count > maxContains) {
    fail(state, 'maxContains', `Array may contain at most ${maxContains} items matching schema.`);
  }
}

function checkProperties(state: State, value: JsonObject): void {
  const { schema, walk, evaluated } = state;
  checkNamesAndDependencies(state, value);
  const looked = new Set<string>();
  const { properties, patternProperties, additionalProperties, unevaluatedProperties } = schema;
  if (isJsonObject(properties)) {
    for (const [key, inner] of Object.entries(properties)) {
      const own = Object.hasOwn(value, key) ? value[key] : undefined;
      if (own === undefined) continue;
      looked.add(key);
      const found = inChild(state, inner, `properties/${pointerPart(key)}`, key, own);
      group(state, 'properties', `Property "${key}" does not match schema.`, found);
    }
  }
  if (isJsonObject(patternProperties)) {
    for (const [pattern, inner] of Object.entries(patternProperties)) {
      for (const [key, own] of Object.entries(value)) {
        if (!walk.patterns.test(pattern, key)) continue;
        looked.add(key);
        const found = inChild(state, inner, `patternProperties/${pointerPart(pattern)}`, key, own);
        group(state, 'patternProperties', `Property "${key}" does not match associated schema.`, found);
      }
    }
    walk.steps += walk.patterns.takeCost();
  }
  if (additionalProperties !== undefined) {
    for (const [key, own] of Object.entries(value)) {
      if (looked.has(key)) continue;
      const found = inChild(state, additionalProperties, 'additionalProperties', key, own);
      const error = `Property "${key}" does not match additional properties schema.`;
      group(state, 'additionalProperties', error, found);
    }
  }
  if (unevaluatedProperties === undefined) return;
  for (const [key, own] of Object.entries(value)) {
    if (evaluated.has(key)) continue;
    const found = inChild(state, unevaluatedProperties, 'unevaluatedProperties', key, own);
    const error = `Property "${key}" does not match unevaluated properties schema.`;
    group(state, 'unevaluatedProperties', error, found);
  }
}

function checkNamesAndDependencies(state: State, value: JsonObject): void {
  const { schema, walk, here } = state;
  if (schema.propertyNames !== undefined) {
    for (const key of Object.keys(value)) {
      const spot = { ...here, value: key, place: `${here.place}/propertyNames` };
      const inner = check(walk, schema.propertyNames, spot).failures;
      group(state, 'propertyNames', `Property name "${key}" does not match schema.`, inner);
    }
  }
  for (const word of ['dependentRequired', 'dependentSchemas', 'dependencies']) {
    const dependencies = schema[word];
    if (!isJsonObject(dependencies)) continue;
    for (const [key, needs] of Object.entries(dependencies)) {
      if (!Object.hasOwn(value, key)) continue;
      if (Array.isArray(needs)) {
        for (const other of needs) {
          if (typeof other === 'string' && !Object.hasOwn(value, other)) {
            fail(state, word, `Instance has "${key}" but does not have "${other}".`);
          }
        }
      } else {
        const inner = inPlace(state, needs, `${word}/${pointerPart(key)}`);
        group(state, word, `Instance has "${key}" but does not match dependant schema.`, inner);
      }
    }
  }
}

/** As JSON Pointer, then as a URI fragment, but for characters that read the same: half a surrogate pair has no code. */
function pointerPart(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1').replaceAll('%', '%25');
}
