import type { Catalog } from '../../catalog/index.ts';
import { tickFor } from '../../language/index.ts';
import type { Event, Rule } from '../../model/index.ts';
import { createScheduleClock, type Firing } from '../run/schedule-clock.ts';
import type { DueOn } from './compare-rule-sets.ts';
import type { RulePair } from './pair-rules.ts';

/** What the schedules of two rule sets make of the recording's time. */
export interface PairedClock {
  /** What is due up to a time (milliseconds since the epoch) and on which sides, in order of ticks, then of rules. */
  advance(to: number): Generator<{ event: Event; dueOn: DueOn }, void, void>;
}

/** Two clocks that run side by side; a firing that both have, at the same due time for the same app, is one. */
export function createPairedClock(pairs: readonly RulePair[], catalog: Catalog): PairedClock {
  const clocks = {
    before: createScheduleClock(rulesOn(pairs, 'before'), catalog),
    after: createScheduleClock(rulesOn(pairs, 'after'), catalog),
  };
  const order = new Map(pairs.map(({ id }, index) => [id, index]));
  return {
    *advance(to) {
      const [before, after] = [clocks.before.advance(to), clocks.after.advance(to)];
      let [old, now] = [nextBatch(before), nextBatch(after)];
      while (old || now) {
        const way = old && now ? compareBatches(old, now, order) : old ? -1 : 1;
        yield* mergeBatches(way <= 0 ? old : null, way >= 0 ? now : null);
        if (way <= 0) old = nextBatch(before, old);
        if (way >= 0) now = nextBatch(after, now);
      }
    },
  };
}

/** The rules of one side, on the apps of both: an app that only one has is a matter of scope, not of being due. */
function rulesOn(pairs: readonly RulePair[], side: keyof DueOn): Rule[] {
  return pairs.flatMap(({ before, after, [side]: own }) => {
    if (own.kind !== 'active') return [];
    const apps = [before, after].flatMap((each) => (each.kind === 'active' ? each.rule.scope.apps : []));
    return [{ ...own.rule, scope: { apps: [...new Set(apps)] } }];
  });
}

/** What one rule fires on one tick, for all its apps, and the first firing after it. */
interface Batch {
  rule: string;
  tick: string;
  events: Event[];
  following: Firing | null;
}

function nextBatch(firings: Generator<Firing, void, void>, previous: Batch | null = null): Batch | null {
  const first = previous ? previous.following : take(firings);
  if (!first) return null;
  const batch: Batch = {
    rule: first.rule.id,
    tick: tickFor(first.event.firedAt),
    events: [first.event],
    following: null,
  };
  for (let next = take(firings); next; next = take(firings)) {
    if (next.rule.id !== batch.rule || tickFor(next.event.firedAt) !== batch.tick) {
      batch.following = next;
      break;
    }
    batch.events.push(next.event);
  }
  return batch;
}

function take(firings: Generator<Firing, void, void>): Firing | null {
  const next = firings.next();
  return next.done ? null : next.value;
}

/** ISO times of ticks sort as text. */
function compareBatches(one: Batch, other: Batch, order: ReadonlyMap<string, number>): number {
  if (one.tick !== other.tick) return one.tick < other.tick ? -1 : 1;
  return (order.get(one.rule) ?? 0) - (order.get(other.rule) ?? 0);
}

function* mergeBatches(old: Batch | null, now: Batch | null): Generator<{ event: Event; dueOn: DueOn }> {
  const [before, after] = [old?.events ?? [], now?.events ?? []];
  for (const event of before) {
    yield { event, dueOn: { before: true, after: after.some(({ id }) => id === event.id) } };
  }
  for (const event of after) {
    if (!before.some(({ id }) => id === event.id)) yield { event, dueOn: { before: false, after: true } };
  }
}
