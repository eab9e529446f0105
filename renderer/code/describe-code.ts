import { describeTypes, operatorWords, schemaTypes } from '../../engine/language/index.ts';
import { type JsonObject, operators, type PlaceSegment, parsePlace } from '../../engine/model/index.ts';
import { type CodeContext, isInFilter, schemaOf } from './code-context.ts';
import { code, describePath, pathsAt, variablesAt } from './code-paths.ts';
import { conditionValues, namedValues } from './known-values.ts';
import { placeholderAt } from './template-cursor.ts';
import { nodeAround, placeAt, spanOf, type TextSpan } from './text-places.ts';

/** What is known about the thing at an offset, in Markdown, and where in the text that thing stands. */
export interface CodeDescription {
  text: string;
  span: TextSpan;
}

export function describeCode(context: CodeContext, offset: number): CodeDescription | null {
  const { tree } = context;
  const node = nodeAround(tree, offset);
  if (!node || node.type === 'object' || node.type === 'array' || node.type === 'property') return null;
  const segments = parsePlace(placeAt(tree, offset));
  const span = spanOf(node);
  const isKey = node.parent?.type === 'property' && node.parent.children?.[0] === node;
  const found = (text: string | undefined, where = span) =>
    text === undefined ? null : { text, span: where };
  if (isKey) return found(describeSchema(schemaOf(context, segments), String(segments.at(-1))));
  if (segments[0] === 'actions' && segments[2] === 'params' && node.type === 'string') {
    const placeholder = placeholderAt(tree.text, span, offset);
    if (placeholder) {
      const entry = variablesAt(context, segments).find(({ path }) => path === placeholder.path);
      return found(entry && describePath(entry), placeholder);
    }
  }
  const value: unknown = node.value;
  return found(
    isInFilter(segments)
      ? describeCondition(context, segments, value)
      : describeValue(context, segments, value),
  );
}

function describeSchema(schema: JsonObject | null, key: string): string | undefined {
  if (!schema) return undefined;
  const title = typeof schema.title === 'string' ? schema.title : key;
  return [
    `**${title}** · ${describeTypes(schemaTypes(schema))}`,
    ...(typeof schema.description === 'string' ? [schema.description] : []),
    ...(schema.default === undefined ? [] : [`If left out: ${code(schema.default)}`]),
  ].join('\n\n');
}

function describeCondition(
  context: CodeContext,
  segments: readonly PlaceSegment[],
  value: unknown,
): string | undefined {
  const key = segments.findLast((segment) => typeof segment === 'string');
  const leaf = segments.slice(0, segments.lastIndexOf(key ?? ''));
  if (key === 'path' || key === 'anyItem' || key === 'everyItem') {
    const entry = pathsAt(context, leaf).find(({ path }) => path === value);
    return entry && describePath(entry);
  }
  if (key === 'op') {
    const op = operators.find((name) => name === value);
    return op && `**${op}** · ${operatorWords[op]}`;
  }
  const choice =
    key === 'value' ? conditionValues(context, leaf).find((known) => known.value === value) : undefined;
  return choice?.description && `**${choice.title ?? value}**\n\n${choice.description}`;
}

function describeValue(
  context: CodeContext,
  segments: readonly PlaceSegment[],
  value: unknown,
): string | undefined {
  const choice = namedValues(context, segments).find((known) => known.value === value);
  if (choice?.title === undefined) return undefined;
  return [
    `**${choice.title}** · ${code(choice.value)}`,
    ...(choice.description === undefined ? [] : [choice.description]),
  ].join('\n\n');
}
