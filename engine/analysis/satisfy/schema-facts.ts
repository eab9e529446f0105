import { createValidator, resolveReference, sampleValue } from '../../catalog/index.ts';
import { jsonType, type SchemaType } from '../../language/index.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/index.ts';
import { anyTypes, type Facts, nothingKnown } from './facts.ts';

/**
 * What every value that fits a schema has at a place. Nothing is concluded that the schema does not force: keys it
 * does not speak of may be there and hold anything, and a keyword about objects says nothing about text.
 * The first `given` segments are taken to lead somewhere.
 */
export function schemaFacts(root: JsonObject, segments: readonly string[], given = 0): Facts {
  let schemas = flatten(root, [root]);
  let mayBeMissing = false;
  for (const [index, key] of segments.entries()) {
    const types = typesOfAll(root, schemas);
    const holders = [...types].filter((type) => type === 'object' || type === 'array');
    if (holders.length === 0) return { ...nothingKnown, types: new Set(), mayBeMissing: true };
    const [holder] = holders;
    if (holders.length > 1 || holder === undefined) return nothingKnown;
    const isThere = types.size === 1 && schemas.some((schema) => requires(schema, holder, key));
    if (!isThere && index >= given) mayBeMissing = true;
    const inside = schemas.flatMap((schema) => branchesFor(root, schema, holder, 0));
    const children = inside.map((schema) => childOf(schema, holder, key));
    if (children.includes('nothing')) return { ...nothingKnown, types: new Set(), mayBeMissing: true };
    schemas = flatten(root, children.filter(isJsonObject));
  }
  return factsOf(root, schemas, mayBeMissing);
}

function factsOf(root: JsonObject, schemas: readonly JsonObject[], mayBeMissing: boolean): Facts {
  const types = typesOfAll(root, schemas);
  const lists = schemas.flatMap((schema) => {
    if (schema.const !== undefined) return [[schema.const]];
    return Array.isArray(schema.enum) ? [schema.enum] : [];
  });
  const numbers = (word: string) =>
    schemas.map((schema) => schema[word]).filter((each) => typeof each === 'number');
  const joined: JsonObject = {
    allOf: [...schemas],
    ...(root.$defs === undefined ? {} : { $defs: root.$defs }),
  };
  // A reference into the rest of the schema leads nowhere from here, so such a part is not checked.
  const isWhole = !JSON.stringify(schemas).includes('"$ref":"#/properties');
  const [first] = schemas;
  let samples: Json[] | undefined;
  let validate: ((value: Json) => unknown[]) | undefined;
  const fits = (value: Json) => {
    if (!isWhole || schemas.length === 0) return true;
    validate ??= createValidator(joined);
    return validate(value).length === 0;
  };
  return {
    types,
    mayBeMissing,
    values: lists[0] === undefined ? null : lists[0].filter(fits),
    isInteger: schemas.some(isInteger),
    min: Math.max(Number.NEGATIVE_INFINITY, ...numbers('minimum'), ...numbers('exclusiveMinimum')),
    max: Math.min(Number.POSITIVE_INFINITY, ...numbers('maximum'), ...numbers('exclusiveMaximum')),
    fits,
    samples: () => {
      if (first === undefined) return [];
      if (samples) return samples;
      const examples = schemas.flatMap((schema) => (Array.isArray(schema.examples) ? schema.examples : []));
      samples = [
        ...examples,
        sampleValue(schemas.length === 1 ? { ...first, $defs: root.$defs ?? {} } : joined),
      ];
      return samples;
    },
  };
}

/** Schemas that must all hold, with references followed and `allOf` opened. */
function flatten(root: JsonObject, schemas: readonly JsonObject[], depth = 0): JsonObject[] {
  if (depth > deepest) return [...schemas];
  return schemas.flatMap((unresolved) => {
    const { $ref, ...beside } = unresolved;
    // What stands beside a reference counts as well as what it leads to, each for itself.
    const parts = $ref === undefined ? [beside] : [resolveReference(root, { $ref }), beside];
    return parts.flatMap(({ allOf, ...own }) => [
      own,
      ...flatten(root, Array.isArray(allOf) ? allOf.filter(isJsonObject) : [], depth + 1),
    ]);
  });
}

const deepest = 16;

function typesOfAll(root: JsonObject, schemas: readonly JsonObject[]): Set<SchemaType> {
  let types = new Set<SchemaType>(anyTypes);
  for (const schema of schemas) types = both(types, typesOf(root, schema, 0));
  return types;
}

function typesOf(root: JsonObject, unresolved: JsonObject, depth: number): Set<SchemaType> {
  let types = new Set<SchemaType>(anyTypes);
  if (depth > deepest) return types;
  const { $ref, ...schema } = unresolved;
  const limit = (allowed: Iterable<SchemaType>) => {
    types = both(types, new Set(allowed));
  };
  if (schema.type !== undefined) {
    const names = Array.isArray(schema.type) ? schema.type : [schema.type];
    limit(
      anyTypes.filter((type) => names.includes(type) || (type === 'number' && names.includes('integer'))),
    );
  }
  if (schema.const !== undefined) limit([jsonType(schema.const)]);
  if (Array.isArray(schema.enum)) limit(schema.enum.map(jsonType));
  for (const choice of [schema.anyOf, schema.oneOf]) {
    if (!Array.isArray(choice) || !choice.every(isJsonObject)) continue;
    limit(choice.flatMap((branch) => [...typesOf(root, branch, depth + 1)]));
  }
  for (const part of Array.isArray(schema.allOf) ? schema.allOf.filter(isJsonObject) : []) {
    limit(typesOf(root, part, depth + 1));
  }
  if ($ref !== undefined) limit(typesOf(root, resolveReference(root, { $ref }), depth + 1));
  return types;
}

function both(one: ReadonlySet<SchemaType>, other: ReadonlySet<SchemaType>): Set<SchemaType> {
  return new Set([...one].filter((type) => other.has(type)));
}

/** The schema, and the one branch of each of its choices that a value of this type must then take. */
function branchesFor(root: JsonObject, schema: JsonObject, type: SchemaType, depth: number): JsonObject[] {
  if (depth > deepest) return [schema];
  const chosen = [schema.anyOf, schema.oneOf].flatMap((choice) => {
    if (!Array.isArray(choice) || !choice.every(isJsonObject)) return [];
    const open = choice.filter((branch) => typesOf(root, branch, 0).has(type));
    return open.length === 1 ? flatten(root, open) : [];
  });
  return [schema, ...chosen.flatMap((branch) => branchesFor(root, branch, type, depth + 1))];
}

function childOf(schema: JsonObject, holder: SchemaType, key: string): JsonObject | 'nothing' | null {
  if (holder === 'array') {
    if (!/^(0|[1-9]\d*)$/.test(key)) return 'nothing';
    const first = Array.isArray(schema.prefixItems) ? schema.prefixItems : [];
    return verdict(first[Number(key)] ?? schema.items);
  }
  if (isJsonObject(schema.properties) && Object.hasOwn(schema.properties, key)) {
    return verdict(schema.properties[key]);
  }
  return isJsonObject(schema.patternProperties) ? null : verdict(schema.additionalProperties);
}

function verdict(schema: Json | undefined): JsonObject | 'nothing' | null {
  if (schema === false) return 'nothing';
  return isJsonObject(schema) ? schema : null;
}

function requires(schema: JsonObject, holder: SchemaType, key: string): boolean {
  if (holder === 'object') return Array.isArray(schema.required) && schema.required.includes(key);
  return /^(0|[1-9]\d*)$/.test(key) && typeof schema.minItems === 'number' && Number(key) < schema.minItems;
}

function isInteger(schema: JsonObject): boolean {
  const names = Array.isArray(schema.type) ? schema.type : [schema.type];
  return names.includes('integer') && !names.includes('number');
}
