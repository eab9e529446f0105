import { isJsonObject, type Json, type JsonObject } from '../model/index.ts';

export type SchemaType = 'string' | 'number' | 'boolean' | 'object' | 'array' | 'null';

const every: readonly SchemaType[] = ['string', 'number', 'boolean', 'object', 'array', 'null'];

/** The types a value of a schema may have; `integer` counts as number. All of them where the schema is silent. */
export function schemaTypes(schema: JsonObject): ReadonlySet<SchemaType> {
  if (schema.type !== undefined) {
    const names = Array.isArray(schema.type) ? schema.type : [schema.type];
    return new Set(
      every.filter((type) => names.includes(type) || (type === 'number' && names.includes('integer'))),
    );
  }
  if (schema.const !== undefined) return new Set([jsonType(schema.const)]);
  if (Array.isArray(schema.enum)) return new Set(schema.enum.map(jsonType));
  for (const branches of [schema.anyOf, schema.oneOf]) {
    if (Array.isArray(branches)) {
      return new Set(branches.filter(isJsonObject).flatMap((branch) => [...schemaTypes(branch)]));
    }
  }
  if (schema.properties !== undefined) return new Set(['object']);
  if (schema.items !== undefined) return new Set(['array']);
  return new Set(every);
}

export function jsonType(value: Json): SchemaType {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  const type = typeof value;
  return type === 'string' || type === 'number' || type === 'boolean' ? type : 'object';
}

const words: Readonly<Record<SchemaType, string>> = {
  string: 'text',
  number: 'number',
  boolean: 'true or false',
  object: 'object',
  array: 'list',
  null: 'null',
};

/** "text", "number or null": the types of a schema in words; "any value" where it is silent. */
export function describeTypes(types: ReadonlySet<SchemaType>): string {
  if (types.size === every.length) return 'any value';
  return [...types].map((type) => words[type]).join(' or ');
}

export function describeType(type: SchemaType): string {
  return words[type];
}
