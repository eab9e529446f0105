import type { Path } from '../language/index.ts';
import type { Event, Json } from '../model/index.ts';

/** The value at a path; undefined where the path leads nowhere. `item` is the list item that `where` looks at. */
export type Reader = (event: Event, item?: Json) => Json | undefined;

/** One step of a path: a key, and the position it names in a list (-1: none). */
export interface Step {
  key: string;
  index: number;
  /** Whether every object has something of that name which is not its own. */
  isInherited: boolean;
}

export function stepsOf(path: Path): Step[] {
  return path.segments.map((key) => ({
    key,
    index: /^(0|[1-9]\d*)$/.test(key) ? Number(key) : -1,
    isInherited: key in Object.prototype,
  }));
}

/**
 * A path compiled to a function. Own properties only, as everywhere: events are JSON, whose objects inherit nothing
 * but what `Object.prototype` has, so that only keys of that name need to be looked up with care.
 */
export function compileReader(path: Path): Reader {
  switch (path.root) {
    case 'payload':
      return readPayload(stepsOf(path));
    case 'item':
      return readItem(stepsOf(path));
    case 'eventType':
      return (event) => event.type;
    case 'actorKind':
      return (event) => event.actor.kind;
    case 'actorId':
      return (event) => event.actor.id;
    case 'streamId':
      return (event) => event.streamId;
    case 'streamVersion':
      return (event) => event.streamVersion;
    case 'tenantId':
      return (event) => event.tenantId;
    case 'app':
      return (event) => event.app;
    case 'firedAt':
      return (event) => event.firedAt;
  }
}

/** What is inside a value by a key that no object inherits. */
export function inside(value: Json | undefined, key: string, index: number): Json | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  return Array.isArray(value) ? value[index] : value[key];
}

/** Short paths of plain keys, which nearly all are, have functions of their own. */
function readPayload(steps: readonly Step[]): Reader {
  const [first, second, third] = steps;
  if (!first || steps.some(({ isInherited }) => isInherited)) return (event) => follow(event.payload, steps);
  const { key } = first;
  if (!second) return (event) => event.payload[key];
  const { key: inner, index } = second;
  if (!third) return (event) => inside(event.payload[key], inner, index);
  const rest = steps.slice(2);
  return (event) => follow(inside(event.payload[key], inner, index), rest);
}

function readItem(steps: readonly Step[]): Reader {
  const [first, second] = steps;
  if (!first) return (_event, item) => item;
  if (second || first.isInherited) return (_event, item) => follow(item, steps);
  const { key, index } = first;
  return (_event, item) => inside(item, key, index);
}

function follow(start: Json | undefined, steps: readonly Step[]): Json | undefined {
  let value = start;
  for (const { key, index, isInherited } of steps) {
    if (typeof value !== 'object' || value === null) return undefined;
    if (Array.isArray(value)) value = value[index];
    else value = isInherited && !Object.hasOwn(value, key) ? undefined : value[key];
  }
  return value;
}
