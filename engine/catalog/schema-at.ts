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
 * `additionalProperties`, or declares none at all. The first `given` segments are known to be there, so that only
 * what is inside them can be missing.
 */
export function schemaAt(
  root: JsonObject,
  segments: readonly (string | number)[],
  given = 0,
): SchemaLocation | null {
  let schema = resolveReference(root, root);
  let isOptional = false;
  for (const [index, segment] of segments.entries()) {
    const child: Child | null = findChild(root, schema, String(segment));
    if (!child) return null;
    if (index >= given && (!child.isRequired || isNullable(root, schema, 0))) isOptional = true;
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

function findChild(root: JsonObject, schema: JsonObject, key: string): Child | null {
  const declared = declaredChild(root, schema, key, 0) ?? (isOpen(root, schema, 0) ? {} : null);
  return declared && { schema: declared, isRequired: requires(root, schema, key, 0) };
}

/** What the schema says about a key of its objects, or a place in its lists, in all its parts together. */
function declaredChild(
  root: JsonObject,
  unresolved: JsonObject,
  key: string,
  depth: number,
): JsonObject | null {
  if (depth > deepest) return null;
  const schema = resolveReference(root, unresolved);
  const inside = (list: Json | undefined) =>
    branches(list)
      .map((branch) => declaredChild(root, branch, key, depth + 1))
      .filter((child) => child !== null);
  const own = ownChild(schema, key);
  const choices = [inside(schema.anyOf), inside(schema.oneOf)].map((found) => join('anyOf', found));
  return join(
    'allOf',
    [own, ...inside(schema.allOf), ...choices].filter((child) => child !== null),
  );
}

function join(word: 'allOf' | 'anyOf', schemas: JsonObject[]): JsonObject | null {
  const [first, ...others] = schemas;
  return first === undefined || others.length === 0 ? (first ?? null) : { [word]: schemas };
}

function ownChild(schema: JsonObject, key: string): JsonObject | null {
  if (isJsonObject(schema.properties) && Object.hasOwn(schema.properties, key)) {
    return asSchema(schema.properties[key]);
  }
  const first = Array.isArray(schema.prefixItems) ? schema.prefixItems : [];
  if (isIndex(key) && (first.length > 0 || schema.items !== undefined)) {
    const item = first[Number(key)] ?? schema.items;
    return item === undefined || item === false ? null : asSchema(item);
  }
  const rest = schema.additionalProperties;
  return rest === true || isJsonObject(rest) ? asSchema(rest) : null;
}

/** Whether the schema says nothing about what is inside, so that anything may be. */
function isOpen(root: JsonObject, unresolved: JsonObject, depth: number): boolean {
  if (depth > deepest) return false;
  const schema = resolveReference(root, unresolved);
  const types = typesOf(schema);
  const mayHold = types.length === 0 || types.includes('object') || types.includes('array');
  const speaking = ['properties', 'additionalProperties', 'items', 'prefixItems', 'const', 'enum'];
  if (!mayHold || speaking.some((word) => word in schema)) return false;
  const parts = [schema.allOf, schema.anyOf, schema.oneOf].flatMap(branches);
  return parts.length === 0 || parts.some((part) => isOpen(root, part, depth + 1));
}

/** Whether every value that fits has the key: all parts count, and of a choice only what all but null agree on. */
function requires(root: JsonObject, unresolved: JsonObject, key: string, depth: number): boolean {
  if (depth > deepest) return false;
  const schema = resolveReference(root, unresolved);
  if (Array.isArray(schema.required) && schema.required.includes(key)) return true;
  if (isIndex(key) && typeof schema.minItems === 'number' && Number(key) < schema.minItems) return true;
  const inner = (branch: JsonObject) => requires(root, branch, key, depth + 1);
  return (
    branches(schema.allOf).some(inner) ||
    [schema.anyOf, schema.oneOf].some((list) => {
      const choices = branches(list).filter((branch) => resolveReference(root, branch).type !== 'null');
      return choices.length > 0 && choices.every(inner);
    })
  );
}

function isIndex(key: string): boolean {
  return /^\d+$/.test(key);
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
