import { type Catalog, createCatalog } from '../catalog/index.ts';
import { listEventPaths } from '../language/index.ts';
import {
  type EventType,
  isJsonObject,
  type Json,
  type Member,
  type Pack,
  type Trigger,
} from '../model/index.ts';
import { type PackWords, wordsOf } from './words/index.ts';

/** A field that a condition can be about, with everything it may be called. */
export interface Field {
  path: string;
  title: string;
  names: string[];
  kind: 'text' | 'number' | 'boolean' | 'list' | 'other';
  /** The values of an enum, in order. */
  values: string[];
  isOrdered: boolean;
  pick: string | null;
  isNullable: boolean;
}

/** What one pack's sentences are made of. */
export interface Lexicon {
  pack: Pack;
  catalog: Catalog;
  words: PackWords;
  fields(trigger: Trigger): Field[];
}

export function createLexicon(pack: Pack): Lexicon {
  const catalog = createCatalog([pack]);
  const words = wordsOf(pack);
  return { pack, catalog, words, fields: (trigger) => fieldsOf(catalog, words, trigger) };
}

function fieldsOf(catalog: Catalog, words: PackWords, trigger: Trigger): Field[] {
  return listEventPaths(catalog, trigger)
    .filter(({ path }) => !/\[\d+\]|\[\]/.test(path))
    .flatMap(({ path, title, schema }): Field[] => {
      const types = [schema.type].flat().filter((type): type is string => typeof type === 'string');
      if (types.includes('object')) return [];
      const last = path.split('.').at(-1) ?? path;
      const names = [title, last.replace(/(Id|_id)$/, ''), path, ...(words.fields[path] ?? [])];
      const isAlone = !path.startsWith('payload.');
      return [
        {
          path,
          title,
          names: isAlone
            ? [path, ...(words.fields[path] ?? [])]
            : [...new Set(names.filter((name) => name !== ''))],
          kind: kindOf(types),
          values: enumOf(schema.enum),
          isOrdered: schema['x-ordered'] === true,
          pick: typeof schema['x-pick'] === 'string' ? schema['x-pick'] : null,
          isNullable: types.includes('null'),
        },
      ];
    });
}

function enumOf(values: Json | undefined): string[] {
  return Array.isArray(values) ? values.filter((value): value is string => typeof value === 'string') : [];
}

function kindOf(types: readonly string[]): Field['kind'] {
  if (types.includes('boolean') && types.length === 1) return 'boolean';
  if (types.includes('integer') || (types.includes('number') && !types.includes('string'))) return 'number';
  if (types.includes('array')) return 'list';
  return types.includes('string') ? 'text' : 'other';
}

/** What a member may be called: `Tom H.`, `Tom`, the address and the id. */
export function memberNames(member: Member): string[] {
  const [first = ''] = member.name.split(' ');
  return [...new Set([member.name.replace(/\.$/, ''), first, member.id])].filter((name) => name.length > 1);
}

/** Where in the event the person it is about can be written to. */
export function addressPath(lexicon: Lexicon, trigger: Trigger): Field | null {
  const found = lexicon.fields(trigger).filter(({ path }) => /(^|\.)email$/i.test(path));
  return found[0] ?? null;
}

export function eventTitle(lexicon: Lexicon, type: string): string {
  const event: EventType | undefined = lexicon.pack.eventTypes.find((each) => each.type === type);
  return event?.title ?? type;
}

export function schemaEnum(schema: Json | undefined): string[] {
  return isJsonObject(schema) ? enumOf(schema.enum) : [];
}
