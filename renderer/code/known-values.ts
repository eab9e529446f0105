import { packOfActionType, pickOptions } from '../../engine/catalog/index.ts';
import { type PathEntry, parsePath, resolvePath } from '../../engine/language/index.ts';
import { isJsonObject, type Json, type PlaceSegment, pickLists } from '../../engine/model/index.ts';
import { type CodeContext, eventTypeOf, schemaOf } from './code-context.ts';
import { pathsAt } from './code-paths.ts';
import { type SchemaChoice, schemaChoices } from './schema-choices.ts';
import { valueAt } from './text-places.ts';

/** The entry of the path that the condition at `leaf` looks at. */
export function pathOfCondition(context: CodeContext, leaf: readonly PlaceSegment[]): PathEntry | undefined {
  const path = valueAt(context.tree, [...leaf, 'path']);
  return pathsAt(context, leaf).find((entry) => entry.path === path);
}

/** What a condition may be compared with: true and false for `exists`, else what its field can be or has been. */
export function conditionValues(context: CodeContext, leaf: readonly PlaceSegment[]): SchemaChoice[] {
  if (valueAt(context.tree, [...leaf, 'op']) === 'exists') return [{ value: true }, { value: false }];
  const entry = pathOfCondition(context, leaf);
  if (!entry) return [];
  if (entry.path === 'app') return appChoices(context);
  const items = entry.schema.items;
  const named = [...schemaChoices(entry.schema), ...(isJsonObject(items) ? schemaChoices(items) : [])];
  return named.length > 0 ? named : sampleValues(context, entry);
}

/** What a parameter, or any other part of a rule, may be by its schema or by the workspace's directory. */
export function namedValues(context: CodeContext, segments: readonly PlaceSegment[]): SchemaChoice[] {
  const schema = schemaOf(context, segments);
  if (!schema) return [];
  const list = pickLists.find((name) => name === schema['x-pick']);
  const step = typeof segments[1] === 'number' ? context.rule.actions[segments[1]] : undefined;
  const pack = step && packOfActionType(context.catalog, step.type);
  const picked = list && pack ? pickOptions(pack, list) : [];
  return [
    ...picked.map(({ value, label, detail }) => ({ value, title: label, description: detail })),
    ...schemaChoices(schema),
  ];
}

function appChoices({ catalog }: CodeContext): SchemaChoice[] {
  return [...catalog.apps.values()].map(({ value }) => ({ value: value.id, title: value.title }));
}

/** Distinct plain values of the field in the event type's samples; of a list, its items. */
function sampleValues(context: CodeContext, entry: PathEntry): SchemaChoice[] {
  const path = parsePath(entry.path);
  if (!path.ok) return [];
  const samples = eventTypeOf(context)?.samples ?? [];
  const values = samples.flatMap(({ event }): Json[] => {
    const { value } = resolvePath(path.value, event);
    return Array.isArray(value) ? value : [value];
  });
  const plain = values.filter((value) => value !== null && typeof value !== 'object');
  return [...new Set(plain)].map((value) => ({ value, title: 'in a sample event' }));
}
