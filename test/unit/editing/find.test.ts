import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findNodes, readingOrder } from '../../../engine/editing/index.ts';
import type { Rule } from '../../../engine/model/index.ts';
import { fraudRule, rules } from './arbitrary-rules.ts';

const rule: Rule = {
  ...fraudRule,
  trigger: { kind: 'event', eventType: 'session.opened' },
  scope: { apps: ['cards', 'loans'] },
  filter: [
    {
      any: [
        { path: 'payload.session.topic', op: 'eq', value: 'Fraud' },
        { not: { path: 'payload.session.customer.vip', op: 'eq', value: true, note: 'ask Sara' } },
      ],
    },
    { anyItem: 'payload.findings', where: { path: 'item.kind', op: 'in', value: ['iban', null] } },
    { all: [], id: 'later' },
  ],
  actions: [
    { id: 's1', type: 'tag_session', params: { tags: ['fraud-suspect'] } },
    { id: 's2', type: 'send_email', params: { to: ['ops@acme-bank.com'], template: 'fraud-alert-v2' } },
  ],
};

test.each([
  ['fraud', ['filter[0].any[0]', 'step:s1', 'step:s2']],
  ['FRAUD topic', ['filter[0].any[0]']],
  ['session.opened', ['trigger']],
  ['loans', ['scope']],
  ['sara', ['filter[0].any[1].not']],
  ['not', ['filter[0].any[1]', 'filter[0].any[1].not']],
  ['any', ['filter[0]', 'filter[1]']],
  ['findings', ['filter[1]']],
  ['iban', ['filter[1].where']],
  ['later', ['filter[2]']],
  ['true', ['filter[0].any[1].not']],
  ['s2', ['step:s2']],
  ['acme  ops', ['step:s2']],
  ['nowhere', []],
  ['  ', []],
])('"%s" finds what says it, in reading order', (text, nodes) => {
  expect(findNodes(rule, text)).toEqual(nodes);
});

test('whatever is looked for, only nodes of the rule are found, in reading order', () => {
  fc.assert(
    fc.property(rules, fc.constantFrom('a', 'payload', 'eq', 'tags', 'any', 'cards s'), (any, text) => {
      const found = findNodes(any, text);
      expect(found).toEqual(readingOrder(any).filter((node) => found.includes(node)));
    }),
  );
});
