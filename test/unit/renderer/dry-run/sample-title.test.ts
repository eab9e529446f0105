import { expect, test } from 'vitest';
import { generateCases } from '../../../../engine/analysis/index.ts';
import { builtInPacks, createCatalog } from '../../../../engine/catalog/index.ts';
import { readRuleValue } from '../../../../engine/model/index.ts';
import { sampleTitle } from '../../../../renderer/dry-run/sample-title.ts';

test('what each made event is for is said in words', () => {
  const rule = readRuleValue({
    id: 'r_1',
    name: 'Cases',
    scope: { apps: ['cards'] },
    trigger: { kind: 'event', eventType: 'session.opened' },
    filter: [
      { path: 'payload.session.customer.vip', op: 'eq', value: true },
      {
        any: [
          { path: 'payload.session.topic', op: 'eq', value: 'fraud' },
          { path: 'payload.session.channel', op: 'eq', value: 'voice' },
        ],
      },
    ],
    createdBy: 'm_omar_d',
    version: 1,
  });
  if (!rule.ok) throw new Error('the rule of the test is no rule');
  const catalog = createCatalog(builtInPacks());
  const { cases } = generateCases(rule.value, catalog);
  expect(cases.map(({ name }) => sampleTitle(name, catalog))).toEqual([
    'Matches',
    'Fails on this alone: session.customer.vip equals true',
    'Fails on this alone: session.topic equals “fraud”',
    'Holds by this alone: session.topic equals “fraud”',
    'Fails on this alone: session.channel equals “voice”',
    'Holds by this alone: session.channel equals “voice”',
    'The same in Loans',
    'Another event: Session closed',
  ]);
  expect(sampleTitle('an event of type own.event', catalog)).toBe('Another event: own.event');
  expect(sampleTitle('says "no" to “it”', catalog)).toBe('Says “no” to “it”');
});
