import type { Json } from '../model/index.ts';
import type { Holding, Membership } from './constraints.ts';
import { type Entry, mayCopy } from './entry.ts';

/** What rules are told apart by: each then meets the events with its own values only. */
export type SplitConstraint = Membership | Holding;

/** What a split by a constraint's path would do to a list. */
interface Candidate {
  constraint: SplitConstraint;
  entries: number;
  /** Entries under all values together: one that asks for several values counts for each. */
  places: number;
  values: Set<Json>;
}

/** A split has to spare at least this many entries of a list, or reading the value costs more. */
const leastSpared = 1;

/** How many items a list is taken to have. */
const itemsInList = 2;

/**
 * A constraint of the kind and path to split by: after the split an event is expected to meet the fewest of these
 * entries, taking each value that a rule asks for, and one that none does, as equally likely, and lists as short. Null
 * where none is worth it.
 */
export function chooseSplit(entries: readonly Entry[]): SplitConstraint | null {
  let best: Candidate | null = null;
  let fewest = entries.length - leastSpared;
  for (const candidate of candidatesOf(entries).values()) {
    const met = expectedToMeet(candidate, entries.length);
    if (met > fewest || (best && met === fewest)) continue;
    best = candidate;
    fewest = met;
  }
  return best?.constraint ?? null;
}

function expectedToMeet({ constraint, entries, places, values }: Candidate, all: number): number {
  const others = all - entries;
  switch (constraint.kind) {
    case 'values':
      return others + places / (values.size + 1);
    case 'holding':
      return others + (itemsInList * places) / (values.size + itemsInList);
  }
}

function candidatesOf(entries: readonly Entry[]): Map<string, Candidate> {
  const candidates = new Map<string, Candidate>();
  for (const entry of entries) {
    const seen = new Set<string>();
    for (const { constraint } of entry.open) {
      if (constraint.kind === 'others' || constraint.kind === 'bound') continue;
      const { name } = constraint;
      if (seen.has(name)) continue;
      seen.add(name);
      if (constraint.kind === 'values' && !mayCopy(entry, constraint.values.size)) continue;
      const candidate = candidates.get(name) ?? { constraint, entries: 0, places: 0, values: new Set() };
      candidates.set(name, candidate);
      candidate.entries++;
      const values = valuesOf(constraint);
      candidate.places += values.length;
      for (const value of values) candidate.values.add(value);
    }
  }
  return candidates;
}

function valuesOf(constraint: SplitConstraint): readonly Json[] {
  switch (constraint.kind) {
    case 'values':
      return [...constraint.values];
    case 'holding':
      return [constraint.item];
  }
}
