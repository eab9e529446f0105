import type { Event } from './event.ts';
import type { InputIssue } from './input-error.ts';
import { isJsonObject, type Json, type JsonObject } from './json.ts';
import { failure, type Result, success } from './result.ts';

/**
 * CloudEvents 1.0 in the JSON format, structured mode (https://github.com/cloudevents/spec). What CloudEvents has no
 * attribute for travels in extension attributes: `app`, `actorkind`, `actorid`, `streamversion`, `tenant`,
 * `typeversion`, `causedbyrun` and `causedbydepth`. `subject` is the stream's id, `time` is `firedAt`.
 */
const version = '1.0';
/** Integers of CloudEvents have 32 bits; larger ones travel as text. */
const largestInteger = 2_147_483_647;

/** Whether a value is meant as a CloudEvents envelope. */
export function isCloudEvent(value: unknown): value is JsonObject {
  return isJsonObject(value) && 'specversion' in value;
}

/** The event in an envelope, as people would write it in a file: what the envelope leaves out is left out. */
export function openCloudEvent(envelope: JsonObject): Result<JsonObject, InputIssue[]> {
  const { specversion, id, type, source, subject, time, data, datacontenttype } = envelope;
  const issues: InputIssue[] = [];
  const refuse = (at: string, message: string) => issues.push({ code: 'invalid', message, at });
  if (specversion !== version)
    refuse('specversion', `expected "${version}", got ${JSON.stringify(specversion)}`);
  if (typeof source !== 'string' || source === '')
    refuse('source', 'a CloudEvents envelope names its source');
  if (typeof id !== 'string' || id === '') refuse('id', 'a CloudEvents envelope has an id');
  if (typeof envelope.app !== 'string') {
    refuse('app', 'the envelope names the app in its extension attribute "app"');
  }
  if ('data_base64' in envelope)
    refuse('data_base64', 'binary data cannot be a payload; JSON in "data" is needed');
  else if (!isJsonObject(data)) refuse('data', 'the payload is an object in "data"');
  if (datacontenttype !== undefined && !isJsonType(datacontenttype)) {
    refuse('datacontenttype', `expected a JSON content type, got ${JSON.stringify(datacontenttype)}`);
  }
  if (issues.length > 0) return failure(issues);
  const { app, actorkind, actorid, tenant, streamversion, typeversion, causedbyrun, causedbydepth } =
    envelope;
  const actor = { kind: actorkind ?? 'system', id: actorid ?? '' };
  return success({
    ...present({ id, type, app, firedAt: time, streamId: subject, tenantId: tenant }),
    ...(actorkind === undefined && actorid === undefined ? {} : { actor }),
    ...present({ streamVersion: asInteger(streamversion), typeVersion: asInteger(typeversion) }),
    ...(causedbydepth === undefined
      ? {}
      : { causedBy: { runId: causedbyrun ?? '', depth: asInteger(causedbydepth) } }),
    ...present({ payload: data }),
  });
}

const attributes: Readonly<Record<string, string>> = {
  firedAt: 'time',
  streamId: 'subject',
  tenantId: 'tenant',
  'actor.kind': 'actorkind',
  'actor.id': 'actorid',
  streamVersion: 'streamversion',
  typeVersion: 'typeversion',
  'causedBy.runId': 'causedbyrun',
  'causedBy.depth': 'causedbydepth',
};

/** An issue of the event inside, at the attribute of the envelope that it came from. */
export function placedInEnvelope(issue: InputIssue): InputIssue {
  return { ...issue, at: attributes[issue.at] ?? issue.at.replace(/^payload\b/, 'data') };
}

/** The event in an envelope. Reading it gives the same event back. */
export function writeCloudEvent(event: Event): JsonObject {
  const { causedBy } = event;
  return {
    specversion: version,
    id: event.id,
    source: `/tenants/${encodeURIComponent(event.tenantId.toWellFormed())}`,
    type: event.type,
    // Attributes of CloudEvents are never empty; what is left out reads as empty.
    ...(event.streamId === '' ? {} : { subject: event.streamId }),
    time: event.firedAt,
    datacontenttype: 'application/json',
    app: event.app,
    actorkind: event.actor.kind,
    ...(event.actor.id === '' ? {} : { actorid: event.actor.id }),
    streamversion: integer(event.streamVersion),
    ...(event.tenantId === '' ? {} : { tenant: event.tenantId }),
    ...(event.typeVersion === undefined ? {} : { typeversion: integer(event.typeVersion) }),
    ...(causedBy === undefined || causedBy.runId === '' ? {} : { causedbyrun: causedBy.runId }),
    ...(causedBy === undefined ? {} : { causedbydepth: integer(causedBy.depth) }),
    data: event.payload,
  };
}

/** A batch: a list of envelopes. */
export function writeCloudEvents(events: readonly Event[]): JsonObject[] {
  return events.map(writeCloudEvent);
}

function present(fields: Record<string, Json | undefined>): JsonObject {
  const kept: JsonObject = {};
  for (const [key, value] of Object.entries(fields)) if (value !== undefined) kept[key] = value;
  return kept;
}

function integer(value: number): number | string {
  return value > largestInteger ? String(value) : value;
}

function asInteger<Value extends Json | undefined>(value: Value): Value | number {
  return typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value;
}

function isJsonType(type: Json): boolean {
  return typeof type === 'string' && /^[\w.+-]+\/(?:[\w.+-]+\+)?json\s*(?:;.*)?$/i.test(type);
}
