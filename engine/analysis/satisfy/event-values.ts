import { type Resolved, resolvePath } from '../../language/index.ts';
import {
  type Event,
  event as eventModel,
  isJsonObject,
  type Json,
  type JsonObject,
} from '../../model/index.ts';
import type { Spot } from './formula.ts';
import type { Assignment, BaseValues } from './solve-formula.ts';

/** The values that an event at hand has. */
export function baseValues(event: Event): BaseValues {
  return (spot) => resolvePath({ text: '', ...spot }, event);
}

/** How many spots an assignment changes in an event. */
export function countChanges(event: Event, assignment: Assignment): number {
  const before = baseValues(event);
  return [...assignment.values()].filter(
    ({ spot, value }) => JSON.stringify(before(spot)) !== JSON.stringify(value),
  ).length;
}

/** The event with the values found put in their places. */
export function withValues(event: Event, assignment: Assignment): Event {
  let changed = event;
  for (const { spot, value } of assignment.values()) changed = withValue(changed, spot, value);
  return changed;
}

function withValue(event: Event, spot: Spot, { present, value }: Resolved): Event {
  const text = typeof value === 'string' ? value : '';
  switch (spot.root) {
    case 'payload': {
      const [key, ...rest] = spot.segments;
      if (key === undefined) return event;
      return { ...event, payload: setKey(event.payload, key, rest, present ? value : undefined) };
    }
    case 'eventType':
      return { ...event, type: text };
    case 'actorKind': {
      const kind = eventModel.shape.actor.shape.kind.safeParse(value);
      return kind.success ? { ...event, actor: { ...event.actor, kind: kind.data } } : event;
    }
    case 'actorId':
      return { ...event, actor: { ...event.actor, id: text } };
    case 'streamVersion':
      return { ...event, streamVersion: typeof value === 'number' ? value : event.streamVersion };
    case 'streamId':
    case 'tenantId':
    case 'app':
    case 'firedAt':
      return { ...event, [spot.root]: text };
    case 'item':
      return event;
  }
}

/** A copy with a value at its place, or without it; objects are made on the way where there are none. */
function setIn(
  target: Json | undefined,
  segments: readonly string[],
  value: Json | undefined,
): Json | undefined {
  const [key, ...rest] = segments;
  if (key === undefined) return value;
  if (Array.isArray(target) && /^(0|[1-9]\d*)$/.test(key)) {
    const index = Number(key);
    const inside = setIn(target[index], rest, value);
    if (inside === undefined) return index < target.length ? target.slice(0, index) : target;
    if (index > target.length + 100) return target;
    // A gap before the item is filled with what fits there most likely: another item.
    const padding = Array.from({ length: Math.max(0, index - target.length) }, () => target[0] ?? inside);
    return [...target.slice(0, index), ...padding, inside, ...target.slice(index + 1)];
  }
  if (isJsonObject(target)) return setKey(target, key, rest, value);
  return value === undefined ? target : setKey({}, key, rest, value);
}

function setKey(
  target: JsonObject,
  key: string,
  rest: readonly string[],
  value: Json | undefined,
): JsonObject {
  const copy: { [key: string]: Json } = { ...target };
  const inside = setIn(Object.hasOwn(copy, key) ? copy[key] : undefined, rest, value);
  if (inside === undefined) delete copy[key];
  else copy[key] = inside;
  return copy;
}
