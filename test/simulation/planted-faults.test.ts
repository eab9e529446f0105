import { rmSync } from 'node:fs';
import { expect, it } from 'vitest';
import { plantedFaults } from './planted-faults.ts';
import { prepareFolder, simulate } from './simulate.ts';

it.each(plantedFaults)('%s is noticed within 1,000 seeds', { timeout: 120_000 }, async (fault) => {
  const base = await prepareFolder();
  try {
    let wrong: string[] = [];
    for (let seed = 1; seed <= 1_000 && wrong.length === 0; seed++) wrong = await simulate(seed, base, fault);
    expect(wrong).not.toEqual([]);
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
});
