import type { JsonObject } from '../../engine/model/index.ts';
import { type CodeCompletion, escapeSnippet } from './code-completion.ts';
import { type CodeContext, type CursorPlace, isInFilter } from './code-context.ts';

const conditions: readonly { label: string; detail: string; body: string }[] = [
  {
    label: 'condition',
    detail: 'compares a field with a value',
    body: '{\n  "path": "$1",\n  "op": "$2",\n  "value": $3\n}',
  },
  { label: 'any', detail: 'at least one of these', body: '{\n  "any": [\n    $1\n  ]\n}' },
  { label: 'all', detail: 'every one of these', body: '{\n  "all": [\n    $1\n  ]\n}' },
  { label: 'not', detail: 'not this', body: '{\n  "not": $1\n}' },
  { label: 'anyItem', detail: 'some item of a list', body: '{\n  "anyItem": "$1",\n  "where": $2\n}' },
  { label: 'everyItem', detail: 'every item of a list', body: '{\n  "everyItem": "$1",\n  "where": $2\n}' },
];

/** Whole filter nodes, where one can stand. */
export function conditionSnippets({ tree }: CodeContext, cursor: CursorPlace): CodeCompletion[] {
  const last = cursor.segments.at(-1);
  const isNode =
    isInFilter(cursor.segments) && (typeof last === 'number' || last === 'not' || last === 'where');
  if (!isNode || cursor.string !== null) return [];
  const comma = commaBehind(tree.text, cursor.span.to, typeof last === 'number');
  return conditions.map(({ label, detail, body }) => node(cursor, label, detail, body + comma));
}

/** Whole action steps with sample parameters, where one can stand; each gets the next free id. */
export function stepSnippets(context: CodeContext, cursor: CursorPlace): CodeCompletion[] {
  const { segments } = cursor;
  if (segments[0] !== 'actions' || segments.length !== 2 || cursor.string !== null) return [];
  const { actions } = context.rule;
  const comma = commaBehind(context.tree.text, cursor.span.to, true);
  let number = actions.length + 1;
  while (actions.some((step) => step.id === `s${number}`)) number++;
  return [...context.catalog.actionTypes.values()].map(({ value }) => {
    const step: JsonObject = { id: `s${number}`, type: value.type, params: value.sampleParams };
    const body = escapeSnippet(JSON.stringify(step, null, 2)) + comma;
    return { ...node(cursor, value.type, value.title, body), documentation: value.description };
  });
}

/** A comma where another item follows at once. */
function commaBehind(text: string, offset: number, isItem: boolean): string {
  return isItem && /^\s*[{["]/.test(text.slice(offset)) ? ',' : '';
}

function node(cursor: CursorPlace, label: string, detail: string, insert: string): CodeCompletion {
  return {
    label,
    kind: 'node',
    detail,
    replace: cursor.span,
    insert,
    isSnippet: true,
    filter: label,
    asksAgain: insert.includes('"$1"'),
  };
}
