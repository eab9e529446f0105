import { event, type Json, type JsonObject } from '../../model/index.ts';
import { type Facts, nothingKnown } from './facts.ts';
import type { Spot } from './formula.ts';
import { schemaFacts } from './schema-facts.ts';

/** The events that are asked about. */
export interface EventSpace {
  /** The only values of these columns: trigger and scope let nothing else through. */
  eventType: string;
  apps: readonly string[];
  /** The only stream, for a schedule, whose events belong to one rule. */
  streamId?: string;
  /** Row columns and payload as one schema, where the payload is to fit it; null: any payload. */
  fitting: JsonObject | null;
  /** Schema segments of the list whose items `item` stands for; empty outside of a list. */
  list: readonly string[];
}

/** What is known of a spot in a space. Row columns are what the event model says, whatever a payload holds. */
export function factsAbout(spot: Spot, space: EventSpace): Facts {
  switch (spot.root) {
    case 'eventType':
      return oneOf([space.eventType]);
    case 'app':
      return space.apps.length > 0
        ? oneOf(space.apps)
        : text((value) => event.shape.app.safeParse(value).success);
    case 'actorKind':
      return oneOf(event.shape.actor.shape.kind.options);
    case 'actorId':
      return text((value) => event.shape.actor.shape.id.safeParse(value).success);
    case 'streamId':
      if (space.streamId !== undefined) return oneOf([space.streamId]);
      return text((value) => event.shape.streamId.safeParse(value).success);
    case 'tenantId':
      return text((value) => event.shape.tenantId.safeParse(value).success);
    case 'firedAt':
      return text((value) => event.shape.firedAt.safeParse(value).success);
    case 'streamVersion':
      return {
        ...nothingKnown,
        types: new Set(['number']),
        mayBeMissing: false,
        isInteger: true,
        min: 0,
        max: Number.MAX_SAFE_INTEGER,
        fits: (value) => event.shape.streamVersion.safeParse(value).success,
        samples: () => [1],
      };
    case 'payload':
      return space.fitting ? schemaFacts(space.fitting, ['payload', ...spot.segments]) : nothingKnown;
    case 'item': {
      // That there is an item to look at is given.
      if (!space.fitting || space.list.length === 0)
        return { ...nothingKnown, mayBeMissing: spot.segments.length > 0 };
      return schemaFacts(space.fitting, [...space.list, '0', ...spot.segments], space.list.length + 1);
    }
  }
}

function oneOf(values: readonly string[]): Facts {
  const fits = (value: Json) => values.some((each) => each === value);
  return { ...nothingKnown, types: new Set(['string']), mayBeMissing: false, values, fits };
}

function text(fits: (value: Json) => boolean): Facts {
  return { ...nothingKnown, types: new Set(['string']), mayBeMissing: false, fits, samples: () => ['x'] };
}
