import { isJsonObject, type Json, type JsonObject } from '../model/index.ts';
import { resolveReference } from './schema-reference.ts';

/** What a schema says about the value at a place inside the values it describes. */
export interface SchemaLocation {
  /** The schema there, references at its top resolved; `{}` where anything may be. */
  schema: JsonObject;
  /** Whether the value may be missing: some segment on the way is not required, or its parent may be null. */
  isOptional: boolean;
  isNullable: boolean;
  /** The values of an ordered enum (`x-ordered`), lowest first. */
  enumOrder?: Json[];
}

interface Child {
  schema: JsonObject;
  isRequired: boolean;
}

/**
 * Follows segments into a schema: properties, list items by index, additionalProperties, local `$ref`, allOf, anyOf
 * and oneOf. Null where the schema knows no such place: an object's undeclared keys exist only where it says so by
 * `additionalProperties`, or declares none at all.
 */
export function schemaAt(root: JsonObject, segments: readonly (string | number)[]): SchemaLocation | null {
  let schema = resolveReference(root, root);
  let isOptional = false;
  for (const segment of segments) {
    const child: Child | null = findChild(root, schema, String(segment), 0);
    if (!child) return null;
    if (!child.isRequired || isNullable(root, schema, 0)) isOptional = true;
    schema = resolveReference(root, child.schema);
  }
  const enumOrder = findOrder(root, schema, 0);
  return {
    schema: withDefinitions(root, schema),
    isOptional,
    isNullable: isNullable(root, schema, 0),
    ...(enumOrder ? { enumOrder } : {}),
  };
}

// A reference cycle that consumes no segment must end.
const deepest = 32;

function findChild(root: JsonObject, unresolved: JsonObject, key: string, depth: number): Child | null {
  if (depth > deepest) return null;
  const schema = resolveReference(root, unresolved);
  const own = ownChild(schema, key);
  const all = branches(schema.allOf).map((branch) => findChild(root, branch, key, depth + 1));
  const choices = [schema.anyOf, schema.oneOf].map((list) =>
    branches(list)
      .filter((branch) => resolveReference(root, branch).type !== 'null')
      .map((branch) => findChild(root, branch, key, depth + 1)),
  );
  const found: Child[] = [];
  for (const child of [own, ...all]) if (child) found.push(child);
  for (const choice of choices) {
    const known = choice.filter((child) => child !== null);
    const [first] = known;
    if (!first) continue;
    found.push({
      schema: known.length === 1 ? first.schema : { anyOf: known.map((child) => child.schema) },
      isRequired: known.length === choice.length && known.every((child) => child.isRequired),
    });
  }
  const [first, ...others] = found;
  if (!first) return isOpen(schema) ? { schema: {}, isRequired: isRequired(schema, key) } : null;
  return {
    schema: others.length === 0 ? first.schema : { allOf: found.map((child) => child.schema) },
    isRequired: isRequired(schema, key) || found.some((child) => child.isRequired),
  };
}

function ownChild(schema: JsonObject, key: string): Child | null {
  if (isJsonObject(schema.properties) && Object.hasOwn(schema.properties, key)) {
    return { schema: asSchema(schema.properties[key]), isRequired: isRequired(schema, key) };
  }
  if (/^\d+$/.test(key) && (schema.items !== undefined || Array.isArray(schema.prefixItems))) {
    const place = Number(key);
    const item = Array.isArray(schema.prefixItems) ? schema.prefixItems[place] : undefined;
    const minimum = typeof schema.minItems === 'number' ? schema.minItems : 0;
    if (item === undefined && (schema.items === undefined || schema.items === false)) return null;
    return { schema: asSchema(item ?? schema.items), isRequired: place < minimum };
  }
  const rest = schema.additionalProperties;
  if (rest === true || isJsonObject(rest)) {
    return { schema: asSchema(rest), isRequired: isRequired(schema, key) };
  }
  return null;
}

/** A schema that says nothing about what is inside: anything may be. */
function isOpen(schema: JsonObject): boolean {
  const silent = ['properties', 'additionalProperties', 'items', 'prefixItems', 'allOf', 'anyOf', 'oneOf'];
  const types = typesOf(schema);
  const mayHold = types.length === 0 || types.includes('object') || types.includes('array');
  return mayHold && !('const' in schema) && !('enum' in schema) && silent.every((word) => !(word in schema));
}

function isRequired(schema: JsonObject, key: string): boolean {
  return Array.isArray(schema.required) && schema.required.includes(key);
}

function isNullable(root: JsonObject, unresolved: JsonObject, depth: number): boolean {
  if (depth > deepest) return false;
  const schema = resolveReference(root, unresolved);
  if (typesOf(schema).includes('null') || schema.const === null) return true;
  return [...branches(schema.anyOf), ...branches(schema.oneOf), ...branches(schema.allOf)].some((branch) =>
    isNullable(root, branch, depth + 1),
  );
}

function findOrder(root: JsonObject, unresolved: JsonObject, depth: number): Json[] | undefined {
  if (depth > deepest) return undefined;
  const schema = resolveReference(root, unresolved);
  if (schema['x-ordered'] === true && Array.isArray(schema.enum)) return schema.enum;
  for (const branch of [schema.allOf, schema.anyOf, schema.oneOf].flatMap(branches)) {
    const order = findOrder(root, branch, depth + 1);
    if (order) return order;
  }
  return undefined;
}

function typesOf(schema: JsonObject): Json[] {
  if (schema.type === undefined) return [];
  return Array.isArray(schema.type) ? schema.type : [schema.type];
}

function branches(list: Json | undefined): JsonObject[] {
  return Array.isArray(list) ? list.filter(isJsonObject) : [];
}

function asSchema(schema: Json | undefined): JsonObject {
  return isJsonObject(schema) ? schema : {};
}

/** Keeps references inside a part of a schema working outside its root. */
function withDefinitions(root: JsonObject, schema: JsonObject): JsonObject {
  if (schema === root || root.$defs === undefined || schema.$defs !== undefined) return schema;
  return JSON.stringify(schema).includes('"$ref"') ? { ...schema, $defs: root.$defs } : schema;
}
