import { rmSync } from 'node:fs';
import { expect, it } from 'vitest';
import { prepareFolder, simulate } from './simulate.ts';

/** Plays the seeds of one part of the simulation. A failure names its seed. */
export function playSeeds(first: number, count: number): void {
  it(`keeps its promises in seeds ${first} to ${first + count - 1}`, { timeout: 180_000 }, async () => {
    const base = await prepareFolder();
    try {
      for (let seed = first; seed < first + count; seed++) {
        expect({ seed, wrong: await simulate(seed, base) }).toEqual({ seed, wrong: [] });
      }
    } finally {
      rmSync(base, { recursive: true, force: true });
    }
  });
}
