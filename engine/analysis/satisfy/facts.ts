import type { SchemaType } from '../../language/index.ts';
import type { Json } from '../../model/index.ts';

/** What is known of the value at a spot before any condition is looked at. */
export interface Facts {
  /** Types it may have where it is there. */
  types: ReadonlySet<SchemaType>;
  mayBeMissing: boolean;
  /** The only values it may have; null where it is not from a fixed set. */
  values: readonly Json[] | null;
  /** Numbers are whole, and from `min` to `max` at most. */
  isInteger: boolean;
  min: number;
  max: number;
  /** False only for values it cannot have. */
  fits: (value: Json) => boolean;
  /** Values that read like real ones. */
  samples: () => readonly Json[];
}

export const anyTypes: readonly SchemaType[] = ['string', 'number', 'boolean', 'null', 'object', 'array'];

export const nothingKnown: Facts = {
  types: new Set(anyTypes),
  mayBeMissing: true,
  values: null,
  isInteger: false,
  min: Number.NEGATIVE_INFINITY,
  max: Number.POSITIVE_INFINITY,
  fits: () => true,
  samples: () => [],
};
