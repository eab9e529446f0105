import { isJsonObject, type Json, type JsonObject } from '../model/index.ts';
import { parsePointer, schemaAtPointer } from './json-pointer.ts';
import { collectNamed } from './schema-interpreter.ts';
import { inPlaceSubschemas, mapSubschemas } from './schema-keywords.ts';

/**
 * A foreign schema taken apart: each schema that something refers to, under a plain name, in the current draft, and
 * referring to others as `#/$defs/<name>` only.
 */
export interface SchemaBundle {
  /** A part of the foreign schema as a schema of its own, which brings along all it refers to. */
  standAlone(part: Json): JsonObject;
  /** What a reference leads to, and under which name. */
  lookUp(reference: string): { name: string; schema: Json } | null;
  notes: readonly string[];
}

/** More parts than this looked at in one place of one value: no one wrote that by hand. */
const mostInPlace = 5_000;

interface Definition {
  name: string;
  schema: Json;
  uses: Set<Definition>;
}

export function bundleSchema(root: JsonObject): SchemaBundle {
  const named = collectNamed(root);
  const isOld = typeof root.$schema === 'string' && /draft-0[3-7]/.test(root.$schema);
  const definitions = new Map<string, Definition>();
  const names = new Map<string, string>();
  const notes = new Set<string>();

  function lookUp(reference: string): { name: string; schema: Json } | null {
    const [id = '', fragment = ''] = reference.split('#');
    const resource = id === '' || id === root.$id ? root : named.get(id);
    if (!resource) return null;
    const keys = parsePointer(`#${fragment}`);
    const schema =
      fragment === '' || fragment.startsWith('/')
        ? schemaAtPointer(resource, keys)
        : named.get(`#${fragment}`);
    if (!isJsonObject(schema) && typeof schema !== 'boolean') return null;
    return { name: nameFor(reference, keys.at(-1) ?? (fragment || id || 'root')), schema };
  }

  function nameFor(reference: string, wanted: string): string {
    const known = names.get(reference);
    if (known !== undefined) return known;
    const plain = wanted.replace(/[^\w$.-]/g, '_') || 'part';
    const taken = new Set(names.values());
    let name = plain;
    for (let number = 2; taken.has(name); number++) name = `${plain}_${number}`;
    names.set(reference, name);
    return name;
  }

  /** The schema in the current draft, its references renamed and noted in `uses`. */
  function renew(schema: Json, uses: Set<Definition>): Json {
    if (!isJsonObject(schema)) return schema;
    const current = mapSubschemas(toCurrentDraft(schema), (inner) => renew(inner, uses));
    const { $ref } = current;
    if (typeof $ref !== 'string') return current;
    const { $ref: _old, ...beside } = current;
    const kept = isOld ? annotationsOf(beside) : beside;
    const target = lookUp($ref);
    if (!target) {
      notes.add(`"${$ref}" is not in the file; anything is taken there`);
      return kept;
    }
    uses.add(define(target.name, target.schema));
    return { $ref: `#/$defs/${target.name}`, ...kept };
  }

  function define(name: string, schema: Json): Definition {
    const known = definitions.get(name);
    if (known) return known;
    const definition: Definition = { name, schema: true, uses: new Set() };
    // Known before it is gone into: schemas refer to themselves.
    definitions.set(name, definition);
    definition.schema = renew(schema, definition.uses);
    return definition;
  }

  function standAlone(part: Json): JsonObject {
    const uses = new Set<Definition>();
    const schema = renew(part, uses);
    for (const used of uses) for (const other of used.uses) uses.add(other);
    const own = isJsonObject(schema) ? schema : {};
    if (uses.size === 0) return own;
    const sorted = [...uses].sort((a, b) => (a.name < b.name ? -1 : 1));
    return { ...own, $defs: Object.fromEntries(sorted.map((used) => [used.name, used.schema])) };
  }

  return {
    standAlone,
    lookUp,
    get notes() {
      return [...notes];
    },
  };
}

function annotationsOf({ title, description }: JsonObject): JsonObject {
  return { ...(title === undefined ? {} : { title }), ...(description === undefined ? {} : { description }) };
}

/** One schema without what is inside it: renamed keywords of earlier drafts, and no names of its own. */
function toCurrentDraft(schema: JsonObject): JsonObject {
  const {
    $schema: _dialect,
    $id: _id,
    id,
    $anchor: _anchor,
    $dynamicAnchor: _dynamic,
    $comment: _comment,
    $defs: _defs,
    definitions: _definitions,
    dependencies,
    items,
    additionalItems,
    ...kept
  } = schema;
  const current: JsonObject = { ...kept };
  // In draft 4 the name of a schema; anything else that is called so is left alone.
  if (id !== undefined && typeof id !== 'string') current.id = id;
  if (Array.isArray(items)) {
    current.prefixItems = items;
    if (additionalItems !== undefined) current.items = additionalItems;
  } else if (items !== undefined) current.items = items;
  if (isJsonObject(dependencies)) Object.assign(current, splitDependencies(dependencies));
  const reference = current.$dynamicRef ?? current.$recursiveRef;
  if (typeof reference === 'string' && current.$ref === undefined) {
    delete current.$dynamicRef;
    delete current.$recursiveRef;
    current.$ref = reference;
  }
  for (const [exclusive, bound] of [
    ['exclusiveMinimum', 'minimum'],
    ['exclusiveMaximum', 'maximum'],
  ] as const) {
    if (typeof current[exclusive] !== 'boolean') continue;
    const limit = current[bound];
    const isExclusive = current[exclusive] && limit !== undefined;
    delete current[exclusive];
    if (!isExclusive) continue;
    delete current[bound];
    current[exclusive] = limit;
  }
  return current;
}

function splitDependencies(dependencies: JsonObject): JsonObject {
  const entries = Object.entries(dependencies);
  const required = entries.filter(([, needs]) => Array.isArray(needs));
  const schemas = entries.filter(([, needs]) => !Array.isArray(needs));
  return {
    ...(required.length > 0 ? { dependentRequired: Object.fromEntries(required) } : {}),
    ...(schemas.length > 0 ? { dependentSchemas: Object.fromEntries(schemas) } : {}),
  };
}

/**
 * Why a schema cannot be worked with, as a sentence; null where it can. Schemas that refer to each other in place can
 * go round in a circle, or unfold to more parts than there are atoms; everything that walks schemas relies on neither.
 */
export function findSchemaTrouble(root: JsonObject): string | null {
  const sizes = new Map<string, number>();
  const open = new Set<string>();
  const troubles: string[] = [];
  const sizeOf = (schema: Json): number => {
    if (!isJsonObject(schema)) return 1;
    let size = 1;
    if (typeof schema.$ref === 'string') size += sizeOfReference(schema.$ref);
    for (const inner of inPlaceSubschemas(schema)) size += sizeOf(inner);
    return size;
  };
  const sizeOfReference = (reference: string): number => {
    const known = sizes.get(reference);
    if (known !== undefined) return known;
    if (open.has(reference)) {
      troubles.push(`"${reference}" leads round in a circle`);
      return 1;
    }
    open.add(reference);
    const size = sizeOf(schemaAtPointer(root, parsePointer(reference)) ?? true);
    open.delete(reference);
    if (size > mostInPlace) troubles.push(`"${reference}" unfolds to more than ${mostInPlace} parts`);
    sizes.set(reference, size);
    return size;
  };
  const parts: Json[] = [root, ...Object.values(isJsonObject(root.$defs) ? root.$defs : {})];
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    if (!isJsonObject(part)) continue;
    sizeOf(part);
    const [trouble] = troubles;
    if (trouble !== undefined) return trouble;
    mapSubschemas(part, (inner) => {
      parts.push(inner);
      return inner;
    });
  }
  return null;
}
