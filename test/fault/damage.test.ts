import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../engine/store/index.ts';
import { granted, openIn, ruleNamed, temporaryFolder, tickingClock } from '../unit/store/setting.ts';
import { seededRandom } from './seeded-random.ts';

const samples = 1_000;
const seed = 20_260_303;
const fileName = 'rulewright.sqlite';
const parts = [fileName, `${fileName}-wal`];

/** A data folder as a crash leaves it: some of it in the database, the rest in the log. */
async function interruptedFolder(): Promise<{ folder: string; rules: unknown }> {
  const live = temporaryFolder();
  const first = await openIn(live);
  for (let number = 0; number < 30; number++) {
    const name = `Rule ${number} ${'x'.repeat(number * 6)}`;
    granted(first.createRule({ rule: ruleNamed(name, `r_${number}`), why: 'made' }));
  }
  first.close();
  const second = await openIn(live);
  for (let number = 0; number < 10; number++) {
    const rule = ruleNamed(`Late ${number}`, `r_late_${number}`);
    granted(second.createRule({ rule, why: 'in the log' }));
  }
  const folder = temporaryFolder();
  for (const part of parts) copyFileSync(join(live, part), join(folder, part));
  return { folder, rules: granted(second.listRules()) };
}

function damage(whole: Buffer, random: () => number): Buffer {
  const at = (length: number) => Math.floor(random() * length);
  if (random() < 0.3) return whole.subarray(0, at(whole.length));
  const bytes = Buffer.from(whole);
  // Half of the flips go where few bytes decide much: the first page.
  const reach = random() < 0.5 ? Math.min(bytes.length, 200) : bytes.length;
  for (let flips = 1 + at(6); flips > 0; flips--) {
    const place = at(reach);
    bytes.writeUInt8(bytes.readUInt8(place) ^ (1 << at(8)), place);
  }
  return bytes;
}

function keptCopies(folder: string): string[] {
  const damaged = join(folder, 'damaged');
  return existsSync(damaged) ? readdirSync(damaged).map((name) => join(damaged, name)) : [];
}

describe(`${samples} damaged data files (seed ${seed})`, () => {
  it('open or are rebuilt; where anything is missing, it is said and the original bytes are kept', {
    timeout: 120_000,
  }, async () => {
    const random = seededRandom(seed);
    const { folder: source, rules } = await interruptedFolder();
    const originals = parts.map((part) => readFileSync(join(source, part)));
    const outcomes = { whole: 0, rebuilt: 0, told: 0, refused: 0 };
    // In memory where the system has such a disk: damage is the point here, not waiting for a real one.
    const root = temporaryFolder(existsSync('/dev/shm') ? '/dev/shm' : undefined);

    for (let sample = 0; sample < samples; sample++) {
      const folder = join(root, String(sample));
      mkdirSync(folder);
      const victim = random() < 0.6 ? 0 : 1;
      const files = originals.map((bytes, index) => (index === victim ? damage(bytes, random) : bytes));
      files.forEach((bytes, index) => {
        writeFileSync(join(folder, parts[index] ?? ''), bytes);
      });

      const opened = await openStore({ folder, now: tickingClock(), author: 'ana' });
      if (!opened.ok) {
        // A flipped schema number reads like a newer version's: then nothing may be touched.
        expect(opened.error.kind, opened.error.message).toBe('newer-schema');
        files.forEach((bytes, index) => {
          expect(readFileSync(join(folder, parts[index] ?? '')).equals(bytes)).toBe(true);
        });
        outcomes.refused++;
        continue;
      }
      const store = opened.value;
      const listed = store.listRules();
      const isWhole = listed.ok && JSON.stringify(listed.value) === JSON.stringify(rules);
      if (!isWhole) {
        expect(listed.ok, `sample ${sample}`).toBe(true);
        expect(store.notices, `sample ${sample}`).not.toEqual([]);
        const [kept = ''] = keptCopies(folder);
        files.forEach((bytes, index) => {
          const copy = join(kept, parts[index] ?? '');
          expect(readFileSync(copy).equals(bytes), `sample ${sample}: ${copy}`).toBe(true);
        });
      }
      outcomes[isWhole ? 'whole' : store.origin === 'recovered' ? 'rebuilt' : 'told']++;
      // Whatever it holds now, it answers; a page damaged unseen is a value too, not a crash.
      for (const { rule } of listed.ok ? listed.value : []) store.ruleHistory(rule.id);
      expect(store.createRule({ rule: ruleNamed('After', 'r_after'), why: '' }).ok).toBe(true);
      store.close();
    }
    // The sample must have met every kind of case, else it shows little.
    expect(outcomes.whole).toBeGreaterThan(samples / 20);
    expect(outcomes.rebuilt).toBeGreaterThan(samples / 20);
    expect(outcomes.told).toBeGreaterThan(samples / 20);
  });
});
