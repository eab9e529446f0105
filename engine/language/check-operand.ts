import { compilePattern } from '../catalog/index.ts';
import {
  describeOperandProblem,
  isJsonObject,
  type Json,
  type JsonObject,
  type Leaf,
  nearestNames,
  type Place,
  type Problem,
} from '../model/index.ts';
import { deepEqual } from './deep-equal.ts';
import { operatorWords } from './operator-words.ts';
import { describeType, describeTypes, jsonType, type SchemaType, schemaTypes } from './schema-types.ts';

/**
 * Problems of a leaf's operator and operand, given what is known about the value it looks at (null: nothing):
 * `operator-never-holds`, `value-type`, `value-not-in-enum`, `invalid-pattern`, `empty-list`.
 */
export function checkOperand(leaf: Leaf, at: Place, schema: JsonObject | null): Problem[] {
  const known = schema ?? {};
  const types = schemaTypes(known);
  const place = `${at}.value`;
  const { op, value } = leaf;
  switch (op) {
    case 'exists': {
      const problem = describeOperandProblem(leaf);
      return problem === null ? [] : [wrongType(place, `${problem}: "exists" asks for presence`, true)];
    }
    case 'eq':
    case 'neq':
      return checkComparable(value, known, place);
    case 'in':
    case 'nin':
      return checkList(leaf, known, place);
    case 'contains':
      return checkContains(leaf, known, at);
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte': {
      if (known['x-ordered'] === true) return checkComparable(value, known, place);
      const usable = (['number', 'string'] as const).filter((type) => types.has(type));
      if (usable.length === 0) return [neverHolds(leaf, at, types)];
      if (usable.some((type) => type === jsonType(value))) return [];
      return [
        wrongType(place, `expected ${usable.map(describeType).join(' or ')}, got ${describeValue(value)}`),
      ];
    }
    case 'starts_with':
    case 'ends_with':
    case 'matches': {
      if (!types.has('string')) return [neverHolds(leaf, at, types)];
      if (typeof value !== 'string') return [wrongType(place, `expected text, got ${describeValue(value)}`)];
      const pattern = op === 'matches' ? compilePattern(value) : null;
      if (!pattern || pattern.ok) return [];
      return [{ severity: 'error', code: 'invalid-pattern', message: pattern.error, at: place }];
    }
  }
}

function checkList(leaf: Leaf, schema: JsonObject, at: Place): Problem[] {
  const { value, op } = leaf;
  if (!Array.isArray(value)) {
    const problem = describeOperandProblem(leaf);
    return [wrongType(at, `${problem}: "${op}" compares with each of several values`, [value])];
  }
  if (value.length > 0)
    return value.flatMap((item, index) => checkComparable(item, schema, `${at}[${index}]`));
  const message = `"${operatorWords[op]}" an empty list ${op === 'in' ? 'never' : 'always'} holds`;
  return [{ severity: 'warning', code: 'empty-list', message, at, fix: 'list the values' }];
}

function checkContains(leaf: Leaf, schema: JsonObject, at: Place): Problem[] {
  const types = schemaTypes(schema);
  const place = `${at}.value`;
  if (types.has('array')) {
    const items = isJsonObject(schema.items) ? schema.items : {};
    const isText = types.has('string') && typeof leaf.value === 'string';
    return isText ? [] : checkComparable(leaf.value, items, place);
  }
  if (!types.has('string')) return [neverHolds(leaf, at, types)];
  if (typeof leaf.value === 'string') return [];
  return [wrongType(place, `expected text, got ${describeValue(leaf.value)}`)];
}

/** Whether an operand can equal a value of the schema at all. */
function checkComparable(value: Json, schema: JsonObject, at: Place): Problem[] {
  const allowed =
    schema.const !== undefined ? [schema.const] : Array.isArray(schema.enum) ? schema.enum : null;
  if (allowed && !allowed.some((known) => deepEqual(known, value))) {
    const words = allowed.map((known) => JSON.stringify(known)).join(', ');
    const message = `expected one of ${words}; got ${describeValue(value)}`;
    const texts = allowed.filter((known) => typeof known === 'string');
    const nearest = typeof value === 'string' ? nearestNames(value, texts, 1)[0] : undefined;
    const mend =
      nearest === undefined ? {} : { fix: `did you mean ${JSON.stringify(nearest)}?`, replacement: nearest };
    return [{ severity: 'error', code: 'value-not-in-enum', message, at, ...mend }];
  }
  const types = schemaTypes(schema);
  if (types.has(jsonType(value))) return [];
  const mended = coerced(value, types);
  return [wrongType(at, `expected ${describeTypes(types)}, got ${describeValue(value)}`, mended)];
}

/** What was probably meant by a value of the wrong type: `"5"` for 5, `"true"` for true. */
function coerced(value: Json, types: ReadonlySet<string>): Json | undefined {
  if (
    typeof value === 'string' &&
    types.has('number') &&
    value.trim() !== '' &&
    Number.isFinite(Number(value))
  ) {
    return Number(value);
  }
  if (types.has('boolean') && (value === 'true' || value === 'false')) return value === 'true';
  if (types.has('string') && (typeof value === 'number' || typeof value === 'boolean')) return String(value);
  return undefined;
}

function wrongType(at: Place, message: string, replacement?: Json): Problem {
  const mend = replacement === undefined ? {} : { fix: `use ${JSON.stringify(replacement)}`, replacement };
  return { severity: 'error', code: 'value-type', message, at, ...mend };
}

function neverHolds(leaf: Leaf, at: Place, types: ReadonlySet<SchemaType>): Problem {
  const message = `"${operatorWords[leaf.op]}" never holds: "${leaf.path}" is ${describeTypes(types)}`;
  return { severity: 'error', code: 'operator-never-holds', message, at: `${at}.op` };
}

function describeValue(value: Json): string {
  if (Array.isArray(value)) return 'list';
  if (isJsonObject(value)) return 'object';
  return JSON.stringify(value);
}
