import { schemaAt } from '../../engine/catalog/index.ts';
import { isJsonObject, type Json, type JsonObject } from '../../engine/model/index.ts';

/** One value that a schema names, and what people call it. */
export interface SchemaChoice {
  value: Json;
  title?: string | undefined;
  description?: string | undefined;
}

/** One key that an object may have. */
export interface SchemaKey {
  key: string;
  schema: JsonObject;
  isRequired: boolean;
}

/** The values a schema names, by enum, const, or true and false; empty where it leaves the value open. */
export function schemaChoices(schema: JsonObject): SchemaChoice[] {
  const named = branchesOf(schema).flatMap((branch) => schemaChoices(resolve(schema, branch)));
  if (named.length > 0) return named;
  if (schema.const !== undefined) {
    return [{ value: schema.const, title: text(schema.title), description: text(schema.description) }];
  }
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => ({ value }));
  if (schema.type === 'boolean') return [{ value: true }, { value: false }];
  return schema.type === 'null' ? [{ value: null }] : [];
}

/** The keys an object of this schema may have beside those it has: only of the variants that still fit. */
export function schemaKeys(schema: JsonObject, existing: JsonObject): SchemaKey[] {
  const found = new Map<string, SchemaKey>();
  const required = Array.isArray(schema.required) ? schema.required : [];
  for (const [key, property] of Object.entries(asObject(schema.properties))) {
    found.set(key, { key, schema: resolve(schema, asObject(property)), isRequired: required.includes(key) });
  }
  const branches = branchesOf(schema).map((branch) => resolve(schema, branch));
  const fitting = branches.filter((branch) => mayBecome(branch, existing));
  for (const branch of fitting.length > 0 ? fitting : branches) {
    for (const entry of schemaKeys(branch, existing)) if (!found.has(entry.key)) found.set(entry.key, entry);
  }
  return [...found.values()];
}

/** Whether an object could still be of this variant: it knows every key, and its constants agree. */
function mayBecome(branch: JsonObject, existing: JsonObject): boolean {
  const properties = asObject(branch.properties);
  return Object.entries(existing).every(([key, value]) => {
    if (!Object.hasOwn(properties, key)) return branch.additionalProperties !== false;
    const property = asObject(properties[key]);
    return property.const === undefined || property.const === value || value === '';
  });
}

/** The schema with its reference followed; `$defs` of the root go with it. */
export function resolve(root: JsonObject, schema: JsonObject): JsonObject {
  const whole = root.$defs === undefined ? schema : { ...schema, $defs: root.$defs };
  return schemaAt(whole, [])?.schema ?? schema;
}

function branchesOf(schema: JsonObject): JsonObject[] {
  return [schema.anyOf, schema.oneOf, schema.allOf].flatMap((list) =>
    Array.isArray(list) ? list.filter(isJsonObject) : [],
  );
}

function asObject(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

function text(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
