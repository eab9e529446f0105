import { isJsonObject, type Json, type JsonObject } from '../model/index.ts';

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
  let value: Json | undefined = root;
  for (const part of reference.slice(1).split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(value)) value = value[Number(key)];
    else value = isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }
  return isJsonObject(value) ? value : {};
}
