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
  if (placeholder) return variablesAt(context, segments).map((entry) => variable(entry, placeholder, false));
  if (isInFilter(segments)) return completeCondition(context, cursor);
  const values = namedValues(context, segments).map((choice) => value(choice, span));
  if (!isParameter) return [...values, ...stepSnippets(context, cursor)];
  const isEmpty = cursor.string === null || /^"\w*"?$/.test(cursor.string);
  return [
    ...values,
    ...(isEmpty ? variablesAt(context, segments).map((entry) => variable(entry, span, true)) : []),
  ];
}

/** Inside the filter: the last key says whether a path, an operator, a value or a whole node is written. */
function completeCondition(context: CodeContext, cursor: CursorPlace): CodeCompletion[] {
  const { segments, span } = cursor;
  const key = segments.findLast((segment) => typeof segment === 'string');
  const leaf = segments.slice(0, segments.lastIndexOf(key ?? ''));
  switch (key) {
    case 'path':
    case 'anyItem':
    case 'everyItem':
      return pathsAt(context, leaf)
        .filter((entry) => key === 'path' || entry.schema.type === 'array')
        .map((entry) => path(entry, span));
    case 'op':
      return operatorChoices(context, leaf).map((choice) => ({ ...value(choice, span), kind: 'operator' }));
    case 'value':
      return conditionValues(context, leaf).map((choice) => value(choice, span));
    case 'disabled':
      return [true, false].map((choice) => value({ value: choice }, span));
    default:
      return conditionSnippets(cursor);
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

function path(entry: PathEntry, replace: TextSpan): CodeCompletion {
  const insert = JSON.stringify(entry.path);
  const about = { detail: entry.type, documentation: describePath(entry) };
  return { label: entry.path, kind: 'path', ...about, ...plain(insert, replace) };
}

/** `isWhole`: the variable becomes the whole value, quotes and all, and keeps its type. */
function variable(entry: PathEntry, replace: TextSpan, isWhole: boolean): CodeCompletion {
  const quoted = JSON.stringify(`\${${entry.path}}`);
  const about = { detail: entry.type, documentation: describePath(entry) };
  const insert = isWhole ? quoted : quoted.slice(1, -1);
  return { label: `\${${entry.path}}`, kind: 'variable', ...about, ...plain(insert, replace) };
}

function value(choice: SchemaChoice, replace: TextSpan): CodeCompletion {
  const { title, description } = choice;
  const documentation =
    description === undefined ? undefined : `**${title ?? wordsOf(choice.value)}**\n\n${description}`;
  const insert = JSON.stringify(choice.value);
  return {
    label: wordsOf(choice.value),
    kind: 'value',
    detail: title,
    documentation,
    ...plain(insert, replace),
  };
}

function plain(insert: string, replace: TextSpan) {
  return { insert, replace, filter: insert, isSnippet: false, asksAgain: false };
}

function wordsOf(choice: Json): string {
  return typeof choice === 'string' ? choice : JSON.stringify(choice);
}
