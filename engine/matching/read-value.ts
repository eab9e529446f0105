import type { Path } from '../language/index.ts';
import type { Event, Json } from '../model/index.ts';

/** The value at a path; undefined where the path leads nowhere. `item` is the list item that `where` looks at. */
export type Reader = (event: Event, item: Json) => Json | undefined;

/** One step of a path: a key, and the position it names in a list (-1: none). */
interface Step {
  key: string;
  index: number;
  /** Whether every object has something of that name which is not its own. */
  isInherited: boolean;
}

/**
 * A path compiled to a function. Own properties only, as everywhere: events are JSON, whose objects inherit nothing
 * but what `Object.prototype` has, so that only keys of that name need to be looked up with care.
 */
export function compileReader({ root, segments }: Path): Reader {
  if (root === 'payload') return readPayload(segments.map(toStep));
  if (root === 'item') return readItem(segments.map(toStep));
  switch (root) {
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

/** Short paths of plain keys, which nearly all are, have functions of their own. */
function readPayload(steps: readonly Step[]): Reader {
  const [first, second, ...others] = steps;
  if (!first || steps.some(({ isInherited }) => isInherited)) return (event) => follow(event.payload, steps);
  const { key } = first;
  if (!second) return (event) => event.payload[key];
  if (others.length > 0) {
    const rest = steps.slice(1);
    return (event) => {
      const value = event.payload[key];
      return value === undefined ? value : follow(value, rest);
    };
  }
  const { key: inner, index } = second;
  return (event) => {
    const value = event.payload[key];
    if (typeof value !== 'object' || value === null) return undefined;
    return Array.isArray(value) ? value[index] : value[inner];
  };
}

function readItem(steps: readonly Step[]): Reader {
  const [first, ...others] = steps;
  if (!first) return (_event, item) => item;
  if (others.length > 0 || first.isInherited) return (_event, item) => follow(item, steps);
  const { key, index } = first;
  return (_event, item) => {
    if (typeof item !== 'object' || item === null) return undefined;
    return Array.isArray(item) ? item[index] : item[key];
  };
}

function follow(start: Json, steps: readonly Step[]): Json | undefined {
  let value: Json | undefined = start;
  for (const { key, index, isInherited } of steps) {
    if (typeof value !== 'object' || value === null) return undefined;
    if (Array.isArray(value)) value = value[index];
    else value = isInherited && !Object.hasOwn(value, key) ? undefined : value[key];
  }
  return value;
}

function toStep(key: string): Step {
  return { key, index: /^(0|[1-9]\d*)$/.test(key) ? Number(key) : -1, isInherited: key in Object.prototype };
}
