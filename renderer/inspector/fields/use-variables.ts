import type { Catalog } from '../../../engine/catalog/index.ts';
import { listVariables, type PathEntry } from '../../../engine/language/index.ts';
import type { Event, Rule } from '../../../engine/model/index.ts';
import type { ComboboxOption } from '../../design/combobox-option.ts';
import { useExampleEvent } from '../../state/dry-run-events.ts';
import { rememberLast } from '../../state/remember-last.ts';
import { valueText } from '../../words/values.ts';
import type { FieldContext } from './field-context.ts';

const variablesOf = rememberLast(
  (catalog: Catalog, rule: Rule, stepIndex: number, sample: Event | undefined): PathEntry[] =>
    listVariables(catalog, rule, stepIndex, sample),
);

/** Every variable that a step may use, with its value in the event that is looked at. */
export function useVariables({ rule, catalog, stepIndex }: FieldContext): readonly PathEntry[] {
  const sample = useExampleEvent()?.event;
  return variablesOf(catalog, rule, stepIndex, sample);
}

/** The same as whole placeholders, for fields that suggest. */
export function placeholderOptions(variables: readonly PathEntry[]): ComboboxOption[] {
  return variables.map((entry) => ({
    value: `\${${entry.path}}`,
    detail: `${typeText(entry)} · ${valueText(entry.sample, 24)} · ${entry.origin}`,
  }));
}

/** "text", "number, may be missing". */
export function typeText({ type, isOptional }: PathEntry): string {
  return isOptional ? `${type}, may be missing` : type;
}

/** Those that a half-written path can mean: first what begins with it, then what has it anywhere. */
export function matchVariables(variables: readonly PathEntry[], query: string): PathEntry[] {
  const wanted = query.toLowerCase();
  const rank = ({ path, title }: PathEntry): number => {
    const own = path.toLowerCase();
    if (own.startsWith(wanted)) return 0;
    // People leave out what nearly every path starts with.
    if (own.replace(/^event\.(payload\.)?/, '').startsWith(wanted)) return 1;
    return own.includes(wanted) || title.toLowerCase().includes(wanted) ? 2 : 3;
  };
  return variables
    .map((entry, index) => ({ entry, index, rank: rank(entry) }))
    .filter((each) => each.rank < 3)
    .sort((one, other) => one.rank - other.rank || one.index - other.index)
    .map(({ entry }) => entry);
}
