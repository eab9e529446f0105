import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { builtInPacks } from '../../../engine/catalog/index.ts';
import { openIn } from '../../contract/setting.ts';
import { granted, temporaryFolder } from '../store/setting.ts';

const samples = builtInPacks().flatMap((pack) => pack.sampleRules);

it('two programs at their first start in one folder give the samples once', async () => {
  const folder = temporaryFolder();
  const [first, second] = await Promise.all([openIn(folder), openIn(folder)]);
  expect(granted(first.store.listRules())).toHaveLength(samples.length);
  expect(granted(second.store.listRules())).toEqual(granted(first.store.listRules()));
});

it('samples are not mixed into what was saved from a damaged file, and the status tells of it', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'rulewright.sqlite'), 'nothing that could be read '.repeat(500));
  const studio = await openIn(folder);
  expect(granted(studio.store.listRules())).toEqual([]);
  expect(studio.store.notices.join()).toContain('damaged');
});
