import {
  type Catalog,
  findActionType,
  resolveReference,
  rowColumns,
  type SchemaLocation,
  sampleValue,
  schemaAt,
} from '../catalog/index.ts';
import {
  type ActionStep,
  type Event,
  formatPlace,
  isJsonObject,
  type Json,
  type JsonObject,
  type Rule,
  type Trigger,
} from '../model/index.ts';
import { parsePath, resolvePath } from './path.ts';
import { describeTypes, schemaTypes } from './schema-types.ts';
import { outputSchemaOf } from './step-output.ts';
import { triggerSchema } from './trigger-schema.ts';
import { automationFields, type EventField, eventField, eventFields, triggerFields } from './variables.ts';

/** One thing that can be named, as completion shows it. */
export interface PathEntry {
  path: string;
  title: string;
  /** In words: "text", "number or null". */
  type: string;
  isOptional: boolean;
  /** From the sample event where one is given and has it, else shaped by the schema. */
  sample: Json;
  /** Where the value comes from: "session.opened", "this rule", "step s1 · Tag the session". */
  origin: string;
  enum?: readonly Json[];
  schema: JsonObject;
}

/** Every path a filter on this trigger may use: the payload's fields, depth first, then the row columns. */
export function listEventPaths(catalog: Catalog, trigger: Trigger, sample?: Event): PathEntry[] {
  const schema = triggerSchema(catalog, trigger);
  if (!schema) return [];
  const origin = originOf(trigger);
  const entries = [
    ...walkSchema(schema, ['payload']),
    ...rowColumns.flatMap((column) => describeAt(schema, { segments: [column], name: column })),
  ];
  return entries.map(({ segments, ...entry }) => {
    const path = formatPlace(segments);
    const parsed = parsePath(path);
    const found = sample && parsed.ok ? resolvePath(parsed.value, sample) : null;
    return { path, ...entry, ...(found?.present ? { sample: found.value } : {}), origin };
  });
}

/** The paths `where` may use about the items of the list at `listPath`: `item`, `item.…`. */
export function listItemPaths(catalog: Catalog, trigger: Trigger, listPath: string): PathEntry[] {
  const schema = triggerSchema(catalog, trigger);
  const list = parsePath(listPath);
  if (!schema || !list.ok) return [];
  return locate(schema, [list.value.root, ...list.value.segments, '0']).flatMap((item) => {
    const root = { properties: { item: item.schema }, required: ['item'], ...definitionsOf(item.schema) };
    const entries = [
      ...describeAt(root, { segments: ['item'], name: 'item' }),
      ...walkSchema(root, ['item']),
    ];
    return entries.map(({ segments, ...entry }) => ({
      path: formatPlace(segments),
      ...entry,
      origin: listPath,
    }));
  });
}

/**
 * Every variable that a parameter of the step at `stepIndex` may use: the event's (not on schedules), the rule's, the
 * trigger's, and the outputs of earlier steps that are not disabled.
 */
export function listVariables(catalog: Catalog, rule: Rule, stepIndex: number, sample?: Event): PathEntry[] {
  return [
    ...eventVariables(catalog, rule.trigger, sample),
    ...ruleVariables(rule, sample),
    ...rule.actions
      .slice(0, stepIndex)
      .flatMap((step) => (step.disabled ? [] : stepVariables(catalog, step))),
  ];
}

function eventVariables(catalog: Catalog, trigger: Trigger, sample?: Event): PathEntry[] {
  if (trigger.kind === 'schedule') return [];
  const payload = listEventPaths(catalog, trigger, sample).filter(({ path }) => /^payload\W/.test(path));
  const fields = eventFields.map((field): PathEntry => {
    const entry = plainEntry('event', field, fieldSchemas[field], originOf(trigger));
    return sample ? { ...entry, sample: eventField(sample, field) } : entry;
  });
  return [...payload.map((entry) => ({ ...entry, path: `event.${entry.path}` })), ...fields];
}

function ruleVariables(rule: Rule, sample?: Event): PathEntry[] {
  const automation = automationFields.map((field) => {
    const schema = { type: field === 'version' ? 'integer' : 'string' };
    return { ...plainEntry('automation', field, schema, 'this rule'), sample: rule[field] };
  });
  const source = rule.trigger.kind === 'event' ? 'event' : 'cron';
  const trigger = triggerFields.map((field) => {
    const entry = plainEntry('trigger', field, fieldSchemas[field], 'the trigger');
    return field === 'source'
      ? { ...entry, sample: source }
      : sample
        ? { ...entry, sample: sample.firedAt }
        : entry;
  });
  return [...automation, ...trigger];
}

function stepVariables(catalog: Catalog, step: ActionStep): PathEntry[] {
  const action = findActionType(catalog, step.type);
  if (!action) return [];
  const output = outputSchemaOf(catalog, action, step.params);
  const root = { properties: { output }, required: ['output'], ...definitionsOf(output) };
  return walkSchema(root, ['output']).map(({ segments, ...entry }) => ({
    path: formatPlace(['steps', step.id, ...segments]),
    ...entry,
    origin: `step ${step.id} · ${action.title}`,
  }));
}

/** A field that a schema declares; `name` is the last of its segments. */
interface Field {
  segments: readonly string[];
  name: string;
}

type Described = Omit<PathEntry, 'path' | 'origin'> & { segments: readonly string[] };

// Recursive schemas are listed this deep, and less deep where that would be more entries than anyone reads.
const deepest = 6;
const mostEntries = 4_000;
/** A sample in a list is a glimpse. */
const mostSampleParts = 100;

/** Everything a schema declares below a place, parents before their fields. */
function walkSchema(root: JsonObject, from: readonly string[]): Described[] {
  for (let depth = deepest; ; depth--) {
    const room = { left: mostEntries };
    const found = fieldsIn(root, from, depth, room);
    if (room.left < 0 && depth > from.length) continue;
    return found.slice(0, mostEntries).flatMap((field) => describeAt(root, field));
  }
}

function fieldsIn(root: JsonObject, from: readonly string[], depth: number, room: { left: number }): Field[] {
  if (from.length > depth || room.left < 0) return [];
  const names = locate(root, from).flatMap(({ schema }) => propertyNames(root, schema, 0));
  room.left -= names.length;
  return names.flatMap((name) => {
    const segments = [...from, name];
    return [{ segments, name }, ...fieldsIn(root, segments, depth, room)];
  });
}

function propertyNames(root: JsonObject, unresolved: JsonObject, depth: number): string[] {
  if (depth > deepest) return [];
  const schema = resolveReference(root, unresolved);
  const own = isJsonObject(schema.properties) ? Object.keys(schema.properties) : [];
  const inner = [schema.allOf, schema.anyOf, schema.oneOf].flatMap((list) =>
    Array.isArray(list)
      ? list.filter(isJsonObject).flatMap((branch) => propertyNames(root, branch, depth + 1))
      : [],
  );
  return [...new Set([...own, ...inner])];
}

/** What is known about a place, in a list: an empty one where the schema knows no such place. */
function locate(root: JsonObject, segments: readonly string[]): SchemaLocation[] {
  const location = schemaAt(root, segments);
  return location ? [location] : [];
}

function describeAt(root: JsonObject, { segments, name }: Field): Described[] {
  return locate(root, segments).map((location) => ({ segments, ...entryFor(name, location) }));
}

function entryFor(name: string, { schema, isOptional }: Pick<SchemaLocation, 'schema' | 'isOptional'>) {
  return {
    title: typeof schema.title === 'string' ? schema.title : titleOf(name),
    type: describeTypes(schemaTypes(schema)),
    isOptional,
    sample: sampleValue(schema, mostSampleParts),
    ...(Array.isArray(schema.enum) ? { enum: schema.enum } : {}),
    schema,
  };
}

function plainEntry(root: string, field: string, schema: JsonObject, origin: string): PathEntry {
  return { path: `${root}.${field}`, ...entryFor(field, { schema, isOptional: false }), origin };
}

const text: JsonObject = { type: 'string' };
const fieldSchemas: Readonly<Record<EventField | (typeof triggerFields)[number], JsonObject>> = {
  eventType: text,
  eventId: text,
  actorId: text,
  app: text,
  actorKind: { type: 'string', enum: ['user', 'agent', 'system'] },
  firedAt: { type: 'string', format: 'date-time' },
  source: { type: 'string', enum: ['event', 'cron', 'manual'] },
};

/** `customerName` → "Customer name". */
function titleOf(key: string): string {
  const words = key
    .replace(/[_-]+/g, ' ')
    .replace(/([a-z\d])([A-Z])/g, (_, a, b) => `${a} ${b.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function originOf(trigger: Trigger): string {
  return trigger.kind === 'event' ? trigger.eventType : 'schedule';
}

function definitionsOf(schema: JsonObject): JsonObject {
  return schema.$defs === undefined ? {} : { $defs: schema.$defs };
}
