import { type Catalog, findActionType } from '../../engine/catalog/index.ts';
import { operatorsFor, type PathEntry, schemaTypes } from '../../engine/language/index.ts';
import type { ActionStep, Json, JsonObject, Leaf } from '../../engine/model/index.ts';

/** A condition on a field as it first appears: the likeliest operator, and an empty value of the right type. */
export function newLeaf(entry: PathEntry): Leaf {
  const op = operatorsFor(entry.schema)[0] ?? 'eq';
  const itemSchema = op === 'contains' ? itemsOf(entry.schema) : entry.schema;
  return { path: entry.path, op, value: emptyValue(itemSchema) };
}

/** What a new comparison is made with: the first choice, else the emptiest value of the type. */
export function emptyValue(schema: JsonObject): Json {
  if (Array.isArray(schema.enum)) return schema.enum[0] ?? '';
  const types = schemaTypes(schema);
  if (types.has('string')) return '';
  if (types.has('number')) return 0;
  return types.has('boolean') ? true : '';
}

export function itemsOf(schema: JsonObject): JsonObject {
  const { items } = schema;
  return typeof items === 'object' && items !== null && !Array.isArray(items) ? items : schema;
}

/** An action as it first appears: only what its schema gives as default; the rest is for a person to fill in. */
export function newStep(type: string, catalog: Catalog): Omit<ActionStep, 'id'> {
  const properties = findActionType(catalog, type)?.paramsSchema.properties;
  const params: JsonObject = {};
  if (typeof properties === 'object' && properties !== null && !Array.isArray(properties)) {
    for (const [name, schema] of Object.entries(properties)) {
      const isSchema = typeof schema === 'object' && schema !== null && !Array.isArray(schema);
      if (isSchema && schema.default !== undefined) params[name] = schema.default;
    }
  }
  return { type, params };
}
