import { z } from 'zod';
import type { Catalog } from '../../engine/catalog/index.ts';
import { operatorWords } from '../../engine/language/index.ts';
import { isJsonObject, type Json, type JsonObject, operators, rule } from '../../engine/model/index.ts';
import { describeKey } from './key-descriptions.ts';

/**
 * The JSON Schema of what the Code tab shows: the authored part of a rule, derived from the model, with words for
 * every key and the names that the catalog knows. Names are offered, never demanded: whether one is right is for
 * `checkRule` to say. The parameters of a step depend on its type and are looked up in the catalog.
 */
export function ruleSchema(catalog: Catalog): JsonObject {
  const authored = rule.omit({ id: true, enabled: true, createdBy: true, version: true });
  const schema = z.json().parse(z.toJSONSchema(authored, { io: 'input' }), { jitless: true });
  const names: CatalogNames = {
    'trigger.eventType': [...catalog.eventTypes.values()].map(({ value }) => nameOf(value.type, value)),
    'step.type': [...catalog.actionTypes.values()].map(({ value }) => nameOf(value.type, value)),
    'scope.apps': [...catalog.apps.values()].map(({ value, pack }) => ({
      const: value.id,
      title: value.title,
      description: pack.workspace.title,
    })),
    'node.op': operators.map((op) => ({ const: op, title: operatorWords[op] })),
  };
  const enriched = enrich(schema, '', names);
  return isJsonObject(enriched) ? enriched : {};
}

type CatalogNames = Readonly<Record<string, JsonObject[]>>;

function nameOf(name: string, { title, description }: { title: string; description: string }): JsonObject {
  return { const: name, title, description };
}

/** Goes through a schema and lays words and names over its properties; `owner` names the object they belong to. */
function enrich(schema: Json, owner: string, names: CatalogNames): Json {
  if (Array.isArray(schema)) return schema.map((part) => enrich(part, owner, names));
  if (!isJsonObject(schema)) return schema;
  const own = ownerOf(schema, owner);
  return Object.fromEntries(
    Object.entries(schema).map(([keyword, part]) => {
      if (keyword === 'properties' && isJsonObject(part))
        return [keyword, enrichProperties(part, own, names)];
      if (keyword === '$defs' && isJsonObject(part)) {
        return [
          keyword,
          Object.fromEntries(Object.entries(part).map(([name, def]) => [name, enrich(def, name, names)])),
        ];
      }
      return [keyword, enrich(part, own, names)];
    }),
  );
}

function enrichProperties(properties: JsonObject, owner: string, names: CatalogNames): JsonObject {
  return Object.fromEntries(
    Object.entries(properties).map(([key, property]) => {
      const inner = enrich(property, key, names);
      if (!isJsonObject(inner)) return [key, inner];
      const description = describeKey(owner, key);
      const known = names[`${owner}.${key}`];
      const named = known === undefined ? inner : offer(inner, known);
      return [key, description === undefined ? named : { ...named, description }];
    }),
  );
}

/** Lays known names over a text or, for a list, over its items. */
function offer(schema: JsonObject, known: JsonObject[]): JsonObject {
  if (isJsonObject(schema.items)) return { ...schema, items: offer(schema.items, known) };
  return { ...schema, anyOf: [...known, { type: 'string' }] };
}

/** Filter nodes and steps are told by their keys: the model's schemas have no names once derived. */
function ownerOf(schema: JsonObject, owner: string): string {
  const { properties } = schema;
  if (!isJsonObject(properties)) return owner;
  if ('params' in properties) return 'step';
  const isNode = ['op', 'any', 'all', 'not', 'where'].some((key) => key in properties);
  return isNode ? 'node' : owner;
}
