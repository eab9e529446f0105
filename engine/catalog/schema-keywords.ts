import { isJsonObject, type Json, type JsonObject } from '../model/index.ts';

/** Keywords whose subschemas speak about the same value. */
const inPlaceLists = ['allOf', 'anyOf', 'oneOf'] as const;
const inPlaceSingles = ['not', 'if', 'then', 'else'] as const;
const inPlaceMaps = ['dependentSchemas'] as const;
/** Keywords whose subschemas speak about what is inside the value. */
const insideLists = ['prefixItems'] as const;
const insideSingles = [
  'items',
  'additionalItems',
  'contains',
  'additionalProperties',
  'propertyNames',
  'unevaluatedItems',
  'unevaluatedProperties',
] as const;
const insideMaps = ['properties', 'patternProperties'] as const;

const lists: ReadonlySet<string> = new Set([...inPlaceLists, ...insideLists]);
const singles: ReadonlySet<string> = new Set([...inPlaceSingles, ...insideSingles]);
const maps: ReadonlySet<string> = new Set([...inPlaceMaps, ...insideMaps]);
const inPlace: ReadonlySet<string> = new Set([...inPlaceLists, ...inPlaceSingles, ...inPlaceMaps]);

/** A schema with each schema directly inside it changed; all other keywords are data and stay. */
export function mapSubschemas(schema: JsonObject, change: (inner: Json) => Json): JsonObject {
  return Object.fromEntries(
    Object.entries(schema).map(([keyword, value]) => [keyword, mapKeyword(keyword, value, change)]),
  );
}

function mapKeyword(keyword: string, value: Json, change: (inner: Json) => Json): Json {
  if (Array.isArray(value)) return lists.has(keyword) ? value.map(change) : value;
  if (maps.has(keyword) && isJsonObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, change(inner)]));
  }
  return singles.has(keyword) ? change(value) : value;
}

/** The schemas directly inside a schema that speak about the same value. */
export function inPlaceSubschemas(schema: JsonObject): Json[] {
  const found: Json[] = [];
  for (const [keyword, value] of Object.entries(schema)) {
    if (!inPlace.has(keyword)) continue;
    mapKeyword(keyword, value, (inner) => {
      found.push(inner);
      return inner;
    });
  }
  return found;
}
