import { expect, test } from 'vitest';
import { builtInPacks, createCatalog } from '../../../engine/catalog/index.ts';
import { compileOffline, recompile } from '../../../engine/compose/index.ts';

const catalog = createCatalog(builtInPacks());
const options = { catalog };

test('reading a sentence again says in words what would change, and keeps what the rule is', () => {
  const first = compileOffline('When a ticket is created, tag it billing', options).rule;
  if (!first) throw new Error('no rule');
  const before = { ...first, id: 'r_kept', version: 7, labels: ['mine'], enabled: true, name: 'Kept' };
  const again = recompile(before, 'When a ticket is created, tag it outage', options);
  expect(again.rule).toMatchObject({ id: 'r_kept', version: 7, labels: ['mine'], enabled: true });
  expect(again.changes.map(({ at }) => at)).toContain('actions[0].params.tag');
  expect(again.changes.map(({ text }) => text).join(' ')).toContain('“outage”');
});

test('a sentence that is no rule changes nothing', () => {
  const first = compileOffline('When a ticket is created, tag it billing', options).rule;
  if (!first) throw new Error('no rule');
  expect(recompile(first, 'Make it nicer', options)).toMatchObject({ rule: null, changes: [] });
});
