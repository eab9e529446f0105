import { type Catalog, findEventType } from '../../../engine/catalog/index.ts';
import { type PathEntry, parsePath, resolvePath, schemaTypes } from '../../../engine/language/index.ts';
import { type JsonObject, pickLists, type Rule } from '../../../engine/model/index.ts';
import type { ComboboxOption } from '../../design/combobox-option.ts';
import { packsOfRule } from '../../words/rule-words.ts';
import { jsonText } from './json-text.ts';
import { pickChoices } from './pick-choices.ts';

/**
 * What a field may be compared with, as far as that is known: members, tags or agents where the catalog says that it is
 * one, the apps, else what it is in the samples of the event.
 */
export function operandChoices(
  rule: Rule,
  catalog: Catalog,
  entry: PathEntry | undefined,
  schema: JsonObject,
): ComboboxOption[] {
  if (!entry) return [];
  if (entry.path === 'app') {
    return packsOfRule(rule, catalog)
      .flatMap((pack) => pack.directory.apps)
      .map(({ id, title }) => ({ value: id, detail: title }));
  }
  const none: ComboboxOption[] = schemaTypes(schema).has('null')
    ? [{ value: 'null', detail: 'it is there, and empty' }]
    : [];
  const pick = pickLists.find((list) => list === schema['x-pick']);
  if (pick) return [...pickChoices({ rule, catalog, stepIndex: 0 }, pick), ...none];
  return [...sampleValues(rule, catalog, entry.path), ...none];
}

/** Distinct texts and numbers of the field in the event type's samples; of a list, its items. Long texts are no choice. */
function sampleValues(rule: Rule, catalog: Catalog, at: string): ComboboxOption[] {
  const path = parsePath(at);
  if (rule.trigger.kind !== 'event' || !path.ok) return [];
  const samples = findEventType(catalog, rule.trigger.eventType)?.samples ?? [];
  const values = samples.flatMap(({ event }) => {
    const { value } = resolvePath(path.value, event);
    return Array.isArray(value) ? value : [value];
  });
  const plain = values
    .filter((value) => typeof value === 'string' || typeof value === 'number')
    .map(jsonText);
  return [...new Set(plain)]
    .filter((text) => text !== '' && text.length <= longestChoice)
    .map((value) => ({ value, detail: 'in a sample' }));
}

const longestChoice = 40;
