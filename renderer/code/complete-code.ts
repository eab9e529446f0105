import { operatorsFor, operatorWords, type PathEntry } from '../../engine/language/index.ts';
import { type Json, operators, type PlaceSegment } from '../../engine/model/index.ts';
import type { CodeCompletion } from './code-completion.ts';
import { type CodeContext, type CursorPlace, cursorPlace, isInFilter } from './code-context.ts';
import { describePath, pathsAt, variablesAt } from './code-paths.ts';
import { completeKeys } from './complete-keys.ts';
import { conditionValues, namedValues, pathOfCondition } from './known-values.ts';
import { conditionSnippets, stepSnippets } from './node-snippets.ts';
import type { SchemaChoice } from './schema-choices.ts';
import { placeholderAt } from './template-cursor.ts';
import type { TextSpan } from './text-places.ts';

/** What could be written at an offset, the likeliest first. Empty where nothing is known. */
export function completeCode(context: CodeContext, offset: number): CodeCompletion[] {
  const cursor = cursorPlace(context.tree, offset);
  if (!cursor) return [];
  if (cursor.isKey) return completeKeys(context, cursor);
  const { segments, span } = cursor;
  const isParameter = segments[0] === 'actions' && segments[2] === 'params' && segments.length > 3;
  const placeholder =
    isParameter && cursor.string !== null ? placeholderAt(context.tree.text, span, offset) : null;
  if (placeholder) return variablesAt(context, segments).map((entry) => variable(entry, placeholder));
  if (isInFilter(segments)) return completeCondition(context, cursor);
  const values = namedValues(context, segments).map((choice) => value(choice, cursor));
  if (!isParameter) return [...values, ...stepSnippets(context, cursor)];
  const isEmpty = cursor.string === null || /^"\w*"?$/.test(cursor.string);
  return [
    ...values,
    ...(isEmpty ? variablesAt(context, segments).map((entry) => wholeVariable(entry, cursor)) : []),
  ];
}

/** Inside the filter: the last key says whether a path, an operator, a value or a whole node is written. */
function completeCondition(context: CodeContext, cursor: CursorPlace): CodeCompletion[] {
  const { segments } = cursor;
  const key = segments.findLast((segment) => typeof segment === 'string');
  const leaf = segments.slice(0, segments.lastIndexOf(key ?? ''));
  switch (key) {
    case 'path':
    case 'anyItem':
    case 'everyItem':
      return pathsAt(context, leaf)
        .filter((entry) => key === 'path' || entry.schema.type === 'array')
        .map((entry) => path(entry, cursor));
    case 'op':
      return operatorChoices(context, leaf).map((choice) => ({ ...value(choice, cursor), kind: 'operator' }));
    case 'value':
      return conditionValues(context, leaf).map((choice) => value(choice, cursor));
    case 'disabled':
      return [true, false].map((choice) => value({ value: choice }, cursor));
    default:
      return conditionSnippets(context, cursor);
  }
}

/** Operators that fit the condition's field come first. */
function operatorChoices(context: CodeContext, leaf: readonly PlaceSegment[]): SchemaChoice[] {
  const entry = pathOfCondition(context, leaf);
  const likely = entry ? operatorsFor(entry.schema) : [];
  return [...new Set([...likely, ...operators])].map((op) => ({
    value: op,
    title: operatorWords[op],
    description: entry && !likely.includes(op) ? `Never holds for ${entry.type}.` : undefined,
  }));
}

function path(entry: PathEntry, cursor: CursorPlace): CodeCompletion {
  return { label: entry.path, kind: 'path', ...about(entry), ...literal(entry.path, cursor) };
}

function variable(entry: PathEntry, replace: TextSpan): CodeCompletion {
  const label = `\${${entry.path}}`;
  const insert = withoutQuotes(label);
  return { label, kind: 'variable', ...about(entry), ...plain, insert, filter: insert, replace };
}

/** The variable as the whole value: it then keeps its type. */
function wholeVariable(entry: PathEntry, cursor: CursorPlace): CodeCompletion {
  const label = `\${${entry.path}}`;
  return { label, kind: 'variable', ...about(entry), ...literal(label, cursor) };
}

function value(choice: SchemaChoice, cursor: CursorPlace): CodeCompletion {
  const { title, description } = choice;
  const label = typeof choice.value === 'string' ? choice.value : JSON.stringify(choice.value);
  const documentation = description === undefined ? undefined : `**${title ?? label}**\n\n${description}`;
  return { label, kind: 'value', detail: title, documentation, ...literal(choice.value, cursor) };
}

/** Text goes between quotes that are there, so that a snippet they belong to goes on; all else replaces them. */
function literal(value: Json, { span, isClosed }: CursorPlace) {
  if (typeof value !== 'string' || !isClosed) {
    const insert = JSON.stringify(value);
    return { ...plain, insert, filter: insert, replace: span };
  }
  const insert = withoutQuotes(value);
  return { ...plain, insert, filter: insert, replace: { from: span.from + 1, to: span.to - 1 } };
}

function about(entry: PathEntry) {
  return { detail: entry.type, documentation: describePath(entry) };
}

const plain = { isSnippet: false, asksAgain: false } as const;

function withoutQuotes(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}
