import { describeTypes, schemaTypes } from '../../engine/language/index.ts';
import { isJsonObject } from '../../engine/model/index.ts';
import { type CodeCompletion, escapeSnippet } from './code-completion.ts';
import { type CodeContext, type CursorPlace, codeContext, schemaOf } from './code-context.ts';
import { type SchemaKey, schemaChoices, schemaKeys } from './schema-choices.ts';
import { readTree, valueAt } from './text-places.ts';

/** The keys that an object could still have, required ones first, each with a start for its value. */
export function completeKeys(broken: CodeContext, cursor: CursorPlace): CodeCompletion[] {
  const behind = broken.tree.text.slice(cursor.span.to);
  const hasValue = /^\s*:/.test(behind);
  const comma = /^\s*["{[\w-]/.test(behind) ? ',' : '';
  const context = hasValue ? broken : withWholeKey(broken, cursor, comma);
  const { tree } = context;
  const owner = cursor.segments.slice(0, -1);
  const current = cursor.segments.at(-1);
  const schema = schemaOf(context, owner);
  if (!schema) return [];
  const written = valueAt(tree, owner);
  const existing = Object.fromEntries(
    Object.entries(isJsonObject(written) ? written : {}).filter(([key]) => key !== current && key !== ''),
  );
  const keys = schemaKeys(schema, existing)
    .filter(({ key }) => !Object.hasOwn(existing, key))
    .sort((a, b) => Number(b.isRequired) - Number(a.isRequired));
  return keys.map((entry) => {
    const name = JSON.stringify(entry.key);
    const { description } = entry.schema;
    return {
      label: entry.key,
      kind: 'key',
      detail: describeTypes(schemaTypes(entry.schema)),
      documentation: typeof description === 'string' ? description : undefined,
      replace: cursor.span,
      insert: hasValue ? name : `${escapeSnippet(name)}: ${valueStart(entry)}${comma}`,
      isSnippet: !hasValue,
      filter: name,
      asksAgain: !hasValue,
    };
  });
}

/** A key without its value makes the parser lose what stands behind it: give it one. */
function withWholeKey(context: CodeContext, cursor: CursorPlace, comma: string): CodeContext {
  const { text } = context.tree;
  const mended = `${text.slice(0, cursor.span.from)}"":null${comma}${text.slice(cursor.span.to)}`;
  return codeContext(readTree(mended), context.catalog, context.schema, context.rule);
}

/** What a new value of this schema starts as, as a snippet with the cursor where one would type. */
function valueStart({ schema }: SchemaKey): string {
  const plain = typeof schema.default === 'object' && schema.default !== null ? undefined : schema.default;
  const [first, ...others] = schemaChoices(schema);
  const given = plain ?? (others.length === 0 ? first?.value : undefined);
  if (given !== undefined) return `\${1:${escapeSnippet(JSON.stringify(given))}}`;
  const types = schemaTypes(schema);
  if (types.has('string') && (types.size === 1 || schema.type === 'string')) return '"$1"';
  if (types.size === 1 && types.has('array')) return '[$1]';
  return types.size === 1 && types.has('object') ? '{$1}' : '$1';
}
