import { format as formats } from '@cfworker/json-schema';
import { isJsonObject, type Json, type JsonObject } from '../model/index.ts';
import { compileSchemaPattern } from './pattern.ts';

/** One keyword that a value does not satisfy, at JSON Pointers as URI fragments. */
export interface SchemaFailure {
  keyword: string;
  keywordLocation: string;
  instanceLocation: string;
  error: string;
}

/** Patterns compiled once, to linear-time expressions, with what trying them has cost. */
export interface PatternBook {
  /** Whether text has a match. A pattern that cannot be run in linear time is not checked: everything matches. */
  test(pattern: string, text: string): boolean;
  /** Steps spent on matching since this was last asked. */
  takeCost(): number;
}

// A pattern looks at each character about so often, compared with the other steps of a check.
const stepsPerCharacter = 8;

export function createPatternBook(): PatternBook {
  const compiled = new Map<string, ((text: string) => boolean) | null>();
  let cost = 0;
  return {
    test(pattern, text) {
      let match = compiled.get(pattern);
      if (match === undefined) {
        const result = compileSchemaPattern(pattern);
        match = result.ok ? result.value : null;
        compiled.set(pattern, match);
      }
      if (match === null) return true;
      cost += text.length * stepsPerCharacter;
      return match(text);
    },
    takeCost() {
      const spent = cost;
      cost = 0;
      return spent;
    },
  };
}

/** Longer text is not held against a format: what formats describe is short, and their expressions may backtrack. */
const longestFormatted = 2_000;

/** What a schema says about a value itself, not about what is inside it. */
export function findAssertionFailures(
  schema: JsonObject,
  { value, at, place }: { value: Json; at: string; place: string },
  patterns: PatternBook,
): SchemaFailure[] {
  const failures: SchemaFailure[] = [];
  const fail = (keyword: string, error: string) => {
    failures.push({ keyword, keywordLocation: `${place}/${keyword}`, instanceLocation: at, error });
  };
  if (schema.type !== undefined && !hasType(value, schema.type)) {
    fail('type', `Instance is not of type ${JSON.stringify(schema.type)}.`);
  }
  if (schema.const !== undefined && !isSame(value, schema.const)) {
    fail('const', `Instance does not match ${JSON.stringify(schema.const)}.`);
  }
  if (Array.isArray(schema.enum) && !schema.enum.some((each) => isSame(value, each))) {
    fail('enum', `Instance does not match any of ${JSON.stringify(schema.enum)}.`);
  }
  if (typeof value === 'number') checkNumber(schema, value, fail);
  else if (typeof value === 'string') checkText(schema, value, fail, patterns);
  else if (Array.isArray(value)) checkList(schema, value, fail);
  else if (isJsonObject(value)) checkObject(schema, value, fail);
  return failures;
}

type Fail = (keyword: string, error: string) => void;

function hasType(value: Json, type: Json): boolean {
  if (Array.isArray(type)) return type.some((each) => hasType(value, each));
  switch (type) {
    case 'integer':
      return Number.isInteger(value);
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isJsonObject(value);
    default:
      return typeof value === type;
  }
}

function checkNumber(schema: JsonObject, value: number, fail: Fail): void {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  if (typeof minimum === 'number' && value < minimum) fail('minimum', `${value} is less than ${minimum}.`);
  if (typeof maximum === 'number' && value > maximum) fail('maximum', `${value} is greater than ${maximum}.`);
  if (typeof exclusiveMinimum === 'number' && value <= exclusiveMinimum) {
    fail('exclusiveMinimum', `${value} is not greater than ${exclusiveMinimum}.`);
  }
  if (typeof exclusiveMaximum === 'number' && value >= exclusiveMaximum) {
    fail('exclusiveMaximum', `${value} is not less than ${exclusiveMaximum}.`);
  }
  if (typeof multipleOf === 'number' && multipleOf > 0) {
    const ratio = value / multipleOf;
    // 0.3 is a multiple of 0.1, whatever binary fractions say.
    if (Math.abs(ratio - Math.round(ratio)) > 1e-9 * Math.max(1, Math.abs(ratio))) {
      fail('multipleOf', `${value} is not a multiple of ${multipleOf}.`);
    }
  }
}

function checkText(schema: JsonObject, value: string, fail: Fail, patterns: PatternBook): void {
  const { minLength, maxLength, pattern, format } = schema;
  if (typeof minLength === 'number' || typeof maxLength === 'number') {
    let length = 0;
    for (const _character of value) length++;
    if (typeof minLength === 'number' && length < minLength) fail('minLength', 'String is too short.');
    if (typeof maxLength === 'number' && length > maxLength) fail('maxLength', 'String is too long.');
  }
  if (typeof pattern === 'string' && !patterns.test(pattern, value)) {
    fail('pattern', 'String does not match pattern.');
  }
  if (typeof format === 'string' && !hasFormat(value, format)) {
    fail('format', `String does not match format "${format}".`);
  }
}

function hasFormat(value: string, format: string): boolean {
  if (value.length > longestFormatted) return true;
  // The library's own expression for "url" can take exponential time.
  const name = format === 'url' ? 'uri' : format;
  const test = Object.hasOwn(formats, name) ? formats[name] : undefined;
  return test?.(value) ?? true;
}

function checkList(schema: JsonObject, value: readonly Json[], fail: Fail): void {
  const { minItems, maxItems, uniqueItems } = schema;
  if (typeof minItems === 'number' && value.length < minItems) fail('minItems', 'Array has too few items.');
  if (typeof maxItems === 'number' && value.length > maxItems) fail('maxItems', 'Array has too many items.');
  if (uniqueItems === true && new Set(value.map(canonicalText)).size < value.length) {
    fail('uniqueItems', 'Array has an item twice.');
  }
}

function checkObject(schema: JsonObject, value: JsonObject, fail: Fail): void {
  const { required, minProperties, maxProperties } = schema;
  if (Array.isArray(required)) {
    for (const key of required) {
      if (typeof key === 'string' && !Object.hasOwn(value, key)) {
        fail('required', `Instance does not have required property "${key}".`);
      }
    }
  }
  const count = Object.keys(value).length;
  if (typeof minProperties === 'number' && count < minProperties) {
    fail('minProperties', `Instance does not have at least ${minProperties} properties.`);
  }
  if (typeof maxProperties === 'number' && count > maxProperties) {
    fail('maxProperties', `Instance has more than ${maxProperties} properties.`);
  }
}

function isSame(left: Json, right: Json): boolean {
  if (typeof left !== 'object' || typeof right !== 'object') return left === right;
  return left === right || canonicalText(left) === canonicalText(right);
}

/** The same text for the same value, whatever the order of keys. */
function canonicalText(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const entries = Object.entries(value).map(
    ([key, inner]) => `${JSON.stringify(key)}:${canonicalText(inner)}`,
  );
  return `{${entries.sort().join(',')}}`;
}
