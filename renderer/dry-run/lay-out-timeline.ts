import type { RunTimeline } from '../../engine/drivers/index.ts';
import { spreadMoments } from './spread-moments.ts';

export interface TimelineLayout {
  /** Of each step by its id, where its attempts stand, from 0 to 1. */
  attempts: ReadonlyMap<string, readonly number[]>;
  /** Times written on the axis, none so close to another that they run into each other. */
  ticks: readonly { at: number; place: number }[];
}

/** The least distance of two attempts of a step, and of two times on the axis. */
const leastGap = 0.085;
const leastTickGap = 0.15;

/** Places of attempts on a lane. Attempts of one step stand apart even when no time passes between them. */
export function layOutTimeline({ steps }: RunTimeline): TimelineLayout {
  const times = [0];
  const slots = new Map<string, number[]>();
  for (const { id, attempts } of steps) {
    slots.set(
      id,
      attempts.map(({ at, number }) => {
        const last = times.at(-1) ?? 0;
        if (at > last || number > 1) times.push(at);
        return times.length - 1;
      }),
    );
  }
  const places = spreadMoments(times, leastGap);
  const ticks: { at: number; place: number }[] = [];
  times.forEach((at, index) => {
    const place = places[index] ?? 0;
    const before = ticks.at(-1);
    if (!before || (at > before.at && place - before.place >= leastTickGap)) ticks.push({ at, place });
  });
  const attempts = new Map(
    [...slots].map(([id, indexes]) => [id, indexes.map((slot) => places[slot] ?? 0)] as const),
  );
  return { attempts, ticks };
}
