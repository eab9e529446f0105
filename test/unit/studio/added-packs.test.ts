import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { builtInPacks } from '../../../engine/catalog/index.ts';
import { joinPacks, readAddedPacks } from '../../../engine/studio/index.ts';
import { temporaryFolder } from '../store/setting.ts';

it('a pack that was added takes the place of the shipped one with its name', () => {
  const shipped = builtInPacks();
  const [cx] = shipped;
  if (!cx) throw new Error('packs ship');
  const newer = { ...cx, version: '9.0.0' };
  const joined = joinPacks(shipped, [newer]);
  expect(joined).toHaveLength(shipped.length);
  expect(joined.find(({ name }) => name === cx.name)?.version).toBe('9.0.0');
});

it('one broken pack is told of and does not keep the others from loading', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'packs'));
  const [cx] = builtInPacks();
  writeFileSync(join(folder, 'packs', 'a.pack.json'), '{"name": 1}');
  writeFileSync(join(folder, 'packs', 'b.pack.json'), JSON.stringify({ ...cx, name: 'ours' }));
  writeFileSync(join(folder, 'packs', 'c.pack.json.partial'), '{');
  const { packs, notices } = readAddedPacks(folder);
  expect(packs.map(({ name }) => name)).toEqual(['ours']);
  expect(notices).toMatchObject([expect.stringMatching(/a\.pack\.json is not used: name: expected string/)]);
});
