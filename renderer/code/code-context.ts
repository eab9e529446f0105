import { getLocation } from 'jsonc-parser';
import {
  type Catalog,
  findActionType,
  findEventType,
  findTool,
  schemaAt,
} from '../../engine/catalog/index.ts';
import {
  type ActionStep,
  actionStep,
  type EventType,
  isJsonObject,
  type JsonObject,
  type PlaceSegment,
  type Rule,
  readWith,
  trigger,
} from '../../engine/model/index.ts';
import { resolve } from './schema-choices.ts';
import { type CodeTree, type TextSpan, valueAt } from './text-places.ts';

/** What completion and hovers look at: the text as it is, and what is known around it. */
export interface CodeContext {
  tree: CodeTree;
  catalog: Catalog;
  /** Schema of the whole text (see `ruleSchema`). */
  schema: JsonObject;
  /** The rule as far as the text tells; the rest is from the last valid rule. */
  rule: Rule;
}

/** `lastRule` is the last valid rule: what the text leaves unclear is taken from it. */
export function codeContext(
  tree: CodeTree,
  catalog: Catalog,
  schema: JsonObject,
  lastRule: Rule,
): CodeContext {
  const written = readWith(trigger, valueAt(tree, ['trigger']));
  const steps = valueAt(tree, ['actions']);
  return {
    tree,
    catalog,
    schema,
    rule: {
      ...lastRule,
      trigger: written.ok ? written.value : lastRule.trigger,
      actions: Array.isArray(steps) ? steps.map(sketchStep) : lastRule.actions,
    },
  };
}

/** A step that cannot be read yet still has its type and its name for those behind it. */
function sketchStep(step: unknown, index: number): ActionStep {
  const read = readWith(actionStep, step);
  if (read.ok) return read.value;
  const { id, type } = isJsonObject(step) ? step : {};
  return {
    id: typeof id === 'string' ? id : `s${index + 1}`,
    type: typeof type === 'string' ? type : '',
    params: {},
  };
}

export function eventTypeOf({ catalog, rule }: CodeContext): EventType | undefined {
  return rule.trigger.kind === 'event' ? findEventType(catalog, rule.trigger.eventType) : undefined;
}

/** What is known of the value at a place: by the rule's schema, a step's action type, or its tool; null: nothing. */
export function schemaOf(context: CodeContext, segments: readonly PlaceSegment[]): JsonObject | null {
  const [root, index, field, parameter] = segments;
  if (root !== 'actions' || typeof index !== 'number' || field !== 'params') {
    return schemaAt(context.schema, segments)?.schema ?? null;
  }
  const step = context.rule.actions[index];
  const params = step && findActionType(context.catalog, step.type)?.paramsSchema;
  if (!params) return null;
  if (parameter === 'args') {
    const name = valueAt(context.tree, ['actions', index, 'params', 'tool']);
    const tool = typeof name === 'string' ? findTool(context.catalog, name) : undefined;
    if (tool) return schemaAt(tool.inputSchema, segments.slice(4))?.schema ?? null;
  }
  const found = schemaAt(params, segments.slice(3))?.schema;
  return found ? resolve(params, found) : null;
}

/** Where in the structure a cursor stands, and what typing there would replace. */
export interface CursorPlace {
  /** Of the value or the key under the cursor; a key that is not written yet is ''. */
  segments: PlaceSegment[];
  isKey: boolean;
  /** The literal around the cursor, quotes included, or the letters before it. */
  span: TextSpan;
  /** The string around the cursor as written, quotes included; null outside of strings. */
  string: string | null;
  /** Whether that string has both its quotes. */
  isClosed: boolean;
}

/** Null where neither a key nor a value can stand: behind a value, before the comma. */
export function cursorPlace(tree: CodeTree, offset: number): CursorPlace | null {
  const { text } = tree;
  if (!tree.root && text.trim() !== '') return null;
  const { path, isAtPropertyKey, previousNode } = getLocation(text, offset);
  const place = { segments: path, isKey: isAtPropertyKey };
  if (previousNode) {
    const span = { from: previousNode.offset, to: previousNode.offset + previousNode.length };
    const isInside = offset >= span.from && offset <= span.to;
    if (!isInside) return null;
    if (text[span.from] === '"') {
      const isClosed = previousNode.length > 1 && text[span.to - 1] === '"';
      if (offset === span.from || (isClosed && offset === span.to)) return null;
      // A string without its end runs to the end of the line: only what is before the cursor was meant.
      const to = isClosed ? span.to : offset;
      return { ...place, span: { from: span.from, to }, string: text.slice(span.from, to), isClosed };
    }
  }
  const letters = /[\w.+-]*$/.exec(text.slice(Math.max(0, offset - 200), offset))?.[0].length ?? 0;
  return { ...place, span: { from: offset - letters, to: offset }, string: null, isClosed: false };
}

/** Whether a place is inside the filter tree; its last key then says what stands there. */
export function isInFilter(segments: readonly PlaceSegment[]): boolean {
  return segments[0] === 'filter' && segments.length > 1;
}

/** The list that `item` stands for at a place inside `where`: the value of the innermost anyItem or everyItem. */
export function itemListAt({ tree }: CodeContext, segments: readonly PlaceSegment[]): string | null {
  for (let end = segments.length - 1; end > 0; end--) {
    if (segments[end] !== 'where') continue;
    const owner = segments.slice(0, end);
    const list = valueAt(tree, [...owner, 'anyItem']) ?? valueAt(tree, [...owner, 'everyItem']);
    return typeof list === 'string' ? list : null;
  }
  return null;
}
