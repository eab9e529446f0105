import { listEventPaths, listItemPaths, listVariables, type PathEntry } from '../../engine/language/index.ts';
import type { Event, Json, PlaceSegment } from '../../engine/model/index.ts';
import { type CodeContext, eventTypeOf, itemListAt } from './code-context.ts';

/** The paths a condition at a place may use, with values from the first sample event. */
export function pathsAt(context: CodeContext, segments: readonly PlaceSegment[]): PathEntry[] {
  const { catalog, rule } = context;
  const paths = listEventPaths(catalog, rule.trigger, firstSample(context));
  const list = itemListAt(context, segments);
  return list === null ? paths : [...listItemPaths(catalog, rule.trigger, list), ...paths];
}

/** The variables that parameters of the step at a place may use. */
export function variablesAt(context: CodeContext, segments: readonly PlaceSegment[]): PathEntry[] {
  const step = segments[1];
  return typeof step === 'number'
    ? listVariables(context.catalog, context.rule, step, firstSample(context))
    : [];
}

/** Type, sample and origin of a path in Markdown. */
export function describePath(entry: PathEntry): string {
  const optional = entry.isOptional ? ', may be missing' : '';
  const description = typeof entry.schema.description === 'string' ? [entry.schema.description] : [];
  const known = entry.enum ? [`One of ${entry.enum.map((value) => code(value)).join(', ')}`] : [];
  return [
    `**${entry.title}** · ${entry.type}${optional}`,
    ...description,
    ...known,
    `For example ${code(entry.sample)}`,
    `From ${entry.origin}`,
  ].join('\n\n');
}

/** A JSON value as inline code, cut where it gets long. */
export function code(value: Json): string {
  const text = JSON.stringify(value);
  return `\`${(text.length > 80 ? `${text.slice(0, 79)}…` : text).replaceAll('`', "'")}\``;
}

function firstSample(context: CodeContext): Event | undefined {
  return eventTypeOf(context)?.samples[0]?.event;
}
