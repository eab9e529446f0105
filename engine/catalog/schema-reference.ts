import { isJsonObject, type JsonObject } from '../model/index.ts';
import { parsePointer, schemaAtPointer } from './json-pointer.ts';

/**
 * The schema that a local `$ref` (`#/$defs/customer`) names, with the keywords beside the reference laid over it.
 * A schema without one is returned as it is; one that leads nowhere, or round in a circle, says nothing: `{}`.
 */
export function resolveReference(root: JsonObject, schema: JsonObject): JsonObject {
  const visited = new Set<string>();
  let current = schema;
  while (typeof current.$ref === 'string') {
    const { $ref, ...beside } = current;
    if (visited.has($ref)) return beside;
    visited.add($ref);
    current = { ...follow(root, $ref), ...beside };
  }
  return current;
}

function follow(root: JsonObject, reference: string): JsonObject {
  if (!reference.startsWith('#')) return {};
  const value = schemaAtPointer(root, parsePointer(reference));
  return isJsonObject(value) ? value : {};
}
