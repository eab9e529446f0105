import {
  type EventType,
  failure,
  type InputIssue,
  isJsonObject,
  type Json,
  type JsonObject,
  limits,
  type Pack,
  pack,
  parseJson,
  type Result,
  readWith,
  success,
} from '../model/index.ts';
import { bundleSchema, findSchemaTrouble, type SchemaBundle } from './bundle-schema.ts';
import { sampleValue } from './sample-value.ts';

export interface SchemaPackOptions {
  /** The pack's name, and that of its one app; other characters than a-z, 0-9 and - become -. */
  name: string;
  /** What the event is called when the schema describes one only; by default the schema's title, or the name. */
  eventType?: string;
  /** ISO time of the sample events. */
  firedAt: string;
  /** Payloads to sample, by event type. The `examples` of a schema come after them. */
  examples?: Readonly<Record<string, readonly JsonObject[]>>;
}

export interface SchemaPack {
  pack: Pack;
  /** What was left out, and why, a sentence each. */
  notes: string[];
}

/** Whether a value is meant as a JSON Schema, and not as a pack. */
export function isJsonSchema(value: Json): value is JsonObject {
  if (!isJsonObject(value) || 'eventTypes' in value) return false;
  const words = ['$schema', '$defs', 'definitions', 'properties', 'oneOf', 'anyOf', 'allOf', '$ref', 'type'];
  return words.some((word) => word in value);
}

/** The same from text, bounded as a pack is. */
export function packFromJsonSchemaText(
  text: string,
  options: SchemaPackOptions,
): Result<SchemaPack, InputIssue[]> {
  const parsed = parseJson(text, { maxBytes: limits.packBytes });
  return parsed.ok ? packFromJsonSchema(parsed.value, options) : failure([parsed.error]);
}

/**
 * Makes a pack of event types from a JSON Schema of any draft from 4 on. A schema that is a choice of others gives one
 * type for each of them, choices of choices included; one that describes a value gives one; one that only defines
 * others gives one for each that can be an object. Payload schemas stand alone: what they refer to is in their `$defs`.
 */
export function packFromJsonSchema(
  value: Json,
  options: SchemaPackOptions,
): Result<SchemaPack, InputIssue[]> {
  if (!isJsonSchema(value)) return failure([issue('this is not a JSON Schema')]);
  const bundle = bundleSchema(value);
  const notes: string[] = [];
  const eventTypes: EventType[] = [];
  const name = plainName(options.name);
  for (const part of findParts(value, bundle, options)) {
    const payloadSchema = bundle.standAlone(part.schema);
    const trouble = findSchemaTrouble(payloadSchema);
    if (trouble !== null) return failure([issue(`${part.type}: ${trouble}`)]);
    const eventType = eventTypeFrom(part.type, payloadSchema, name, options);
    if (eventType) eventTypes.push(eventType);
    else notes.push(`"${part.type}" was left out: an event's payload is an object`);
  }
  if (eventTypes.length === 0) return failure([issue('the schema describes no object, so no event')]);
  const title = typeof value.title === 'string' ? value.title : options.name;
  const made = readWith(pack, {
    name,
    version: '1',
    title,
    description: typeof value.description === 'string' ? value.description : `Events of ${options.name}`,
    workspace: { tenant: name, title, defaultCreator: 'local' },
    directory: { apps: [{ id: name, title }] },
    eventTypes,
    actionTypes: [],
  });
  return made.ok ? success({ pack: made.value, notes: [...notes, ...bundle.notes] }) : made;
}

interface Part {
  type: string;
  schema: Json;
}

function findParts(root: JsonObject, bundle: SchemaBundle, options: SchemaPackOptions): Part[] {
  const own = options.eventType ?? (typeof root.title === 'string' ? root.title : options.name);
  const branches = choicesOf(root);
  if (branches)
    return unique(branches.flatMap((branch, at) => expand(branch, bundle, `${own}.${at + 1}`, new Set())));
  if (describesValue(root)) return expand(root, bundle, own, new Set());
  const definitions = { ...asObject(root.definitions), ...asObject(root.$defs) };
  return Object.entries(definitions).map(([type, schema]) => ({ type, schema }));
}

/** The types that a schema stands for: itself, or those of the choice that it is nothing but. */
function expand(schema: Json, bundle: SchemaBundle, name: string, visited: ReadonlySet<Json>): Part[] {
  if (!isJsonObject(schema) || visited.has(schema)) return [];
  const seen = new Set([...visited, schema]);
  if (typeof schema.$ref === 'string' && !describesValue({ ...schema, $ref: false })) {
    const target = bundle.lookUp(schema.$ref);
    return target ? expand(target.schema, bundle, target.name, seen) : [];
  }
  const branches = choicesOf(schema)?.every(
    (branch) => isJsonObject(branch) && typeof branch.$ref === 'string',
  )
    ? choicesOf(schema)
    : null;
  if (!branches) {
    const titled = typeof schema.title === 'string' && /\.\d+$/.test(name) ? schema.title : name;
    return [{ type: titled, schema }];
  }
  return branches.flatMap((branch, at) => expand(branch, bundle, `${name}.${at + 1}`, seen));
}

/** The alternatives of a schema that is a choice and nothing else. */
function choicesOf(schema: JsonObject): Json[] | null {
  const { oneOf, anyOf, ...rest } = schema;
  const list = oneOf ?? anyOf;
  return Array.isArray(list) && list.length > 0 && !describesValue(rest) ? list : null;
}

const speaking = [
  'type',
  'properties',
  'allOf',
  'anyOf',
  'oneOf',
  'items',
  'enum',
  'const',
  'if',
  'required',
];

function describesValue(schema: JsonObject): boolean {
  return speaking.some((word) => word in schema) || typeof schema.$ref === 'string';
}

function unique(parts: readonly Part[]): Part[] {
  const byType = new Map<string, Part>();
  for (const part of parts) if (!byType.has(part.type)) byType.set(part.type, part);
  return [...byType.values()];
}

const mostSamples = 3;

function eventTypeFrom(
  type: string,
  payloadSchema: JsonObject,
  app: string,
  { firedAt, examples = {} }: SchemaPackOptions,
): EventType | null {
  const given = Object.entries(examples).find(([name]) => name === type)?.[1] ?? [];
  const written = Array.isArray(payloadSchema.examples) ? payloadSchema.examples : [];
  const payloads = [...given, ...written].filter(isJsonObject).slice(0, mostSamples);
  if (payloads.length === 0) {
    const shaped = sampleValue(payloadSchema);
    if (!isJsonObject(shaped)) return null;
    payloads.push(shaped);
  }
  const title = typeof payloadSchema.title === 'string' ? payloadSchema.title : inWords(type);
  const samples = payloads.map((payload, index) => ({
    name: index === 0 ? title : `${title} ${index + 1}`,
    event: {
      id: `e_${type}_${index + 1}`,
      type,
      app,
      firedAt,
      actor: { kind: 'system' as const, id: 'sample' },
      streamId: '',
      streamVersion: 0,
      tenantId: app,
      payload,
    },
  }));
  const description = typeof payloadSchema.description === 'string' ? payloadSchema.description : '';
  return { type, version: 1, title, description, subjectPath: null, payloadSchema, samples };
}

function asObject(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

function plainName(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '');
  return plain || 'events';
}

function inWords(type: string): string {
  const words = type.replace(/[_$.-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function issue(message: string): InputIssue {
  return { code: 'invalid', message, at: '' };
}
