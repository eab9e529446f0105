import { type Catalog, packOfApp } from '../catalog/index.ts';
import { seededRandom } from '../drivers/index.ts';
import { type Event, type EventType, isJsonObject, type Json, type JsonObject } from '../model/index.ts';

export interface SampleRecordingOptions {
  seed: number;
  /** How many events it has. */
  events: number;
  /** ISO time of its first event. */
  startsAt?: string;
  /** Mean milliseconds from one event to the next. */
  pace?: number;
}

/** Subjects of one type of event: few enough that the same one comes again, as it does in life. */
const subjects = 400;

/**
 * A recording as a workspace might have made it, the same for one seed: events of the catalog's types in order of
 * time, their payloads mixed from the samples of their type, about subjects that come back.
 */
export function* createSampleRecording(
  catalog: Catalog,
  options: SampleRecordingOptions,
): Generator<Event, void, void> {
  const { seed, events, startsAt = '2026-03-02T06:00:00.000Z', pace = 4000 } = options;
  const random = seededRandom(seed);
  const pick = <Item>(items: readonly Item[]): Item | undefined => items[Math.floor(random() * items.length)];
  const types = [...catalog.eventTypes.values()].filter(({ value }) => value.samples.length > 0);
  const versions = new Map<string, number>();
  let time = Date.parse(startsAt);
  for (let number = 1; number <= events; number++) {
    const owned = pick(types);
    const sample = pick(owned?.value.samples ?? [])?.event;
    if (!owned || !sample) return;
    const apps = owned.pack.directory.apps;
    const app = pick(apps)?.id ?? sample.app;
    const subject = Math.floor(random() ** 2 * subjects);
    const payload = withSubject(mixPayload(owned.value, pick), owned.value.subjectPath, subject);
    const streamId = `${sample.streamId}-${subject}`;
    const streamVersion = (versions.get(streamId) ?? 0) + 1;
    versions.set(streamId, streamVersion);
    yield {
      id: `e_${seed}_${number}`,
      type: sample.type,
      app,
      firedAt: new Date(time).toISOString(),
      actor: pick(owned.value.samples)?.event.actor ?? sample.actor,
      streamId,
      streamVersion,
      tenantId: packOfApp(catalog, app)?.workspace.tenant ?? sample.tenantId,
      payload,
    };
    // Bursts and lulls: waiting times of events that do not know of each other.
    time += Math.ceil(-Math.log(1 - random()) * pace);
  }
}

/** Each field as some sample has it, and inside an object each of its fields. */
function mixPayload(
  { samples }: EventType,
  pick: <Item>(items: readonly Item[]) => Item | undefined,
): JsonObject {
  return mix(
    samples.map(({ event }) => event.payload),
    pick,
  );
}

function mix(
  objects: readonly JsonObject[],
  pick: <Item>(items: readonly Item[]) => Item | undefined,
): JsonObject {
  const keys = [...new Set(objects.flatMap((object) => Object.keys(object)))];
  const mixed: JsonObject = {};
  for (const key of keys) {
    const values = objects.map((object) => object[key]);
    const value = pick(values);
    if (value === undefined) continue;
    mixed[key] = isJsonObject(value) ? mix(values.filter(isJsonObject), pick) : value;
  }
  return mixed;
}

/** The payload about another subject of the same kind. */
function withSubject(payload: JsonObject, path: string | null, subject: number): JsonObject {
  if (path === null) return payload;
  const keys = path.split('.').slice(1);
  const last = keys.pop();
  let holder: Json | undefined = payload;
  for (const key of keys) holder = isJsonObject(holder) ? holder[key] : undefined;
  if (last === undefined || !isJsonObject(holder)) return payload;
  const id = holder[last];
  if (typeof id === 'number') holder[last] = 4000 + subject;
  if (typeof id === 'string') holder[last] = `${id.replace(/[-_]?\d+$/, '')}-${subject}`;
  return payload;
}
