import { describe, expect, it } from 'vitest';
import { evaluateFilter } from '../../../engine/language/index.ts';
import { compileFilter, createRuleSet } from '../../../engine/matching/index.ts';
import { type FilterNode, type Json, operators } from '../../../engine/model/index.ts';
import { eventOf, knownSchema, messyCatalog, ruleOf, simpleValues } from './messy.ts';

const compound: Json[] = [[], ['a'], [1, 'low'], [{ x: 1 }], {}, { x: 1 }, { 0: 'a' }, [['a']]];
const values: Json[] = [...simpleValues, ...compound, [...simpleValues]];
const paths = ['payload.a', 'payload.b', 'payload.c', 'payload.deep.x', 'payload.deep.x.y', 'payload.list.0'];
const others = [
  'payload.valueOf',
  'payload.deep.x.y.z',
  'payload.a.0',
  'payload.a.x',
  'nonsense',
  'item',
  'eventType',
  'actorKind',
  'actorId',
  'streamId',
  'streamVersion',
  'tenantId',
  'app',
  'firedAt',
];
const events = [undefined, ...values].map((value) =>
  value === undefined
    ? eventOf({})
    : eventOf(
        { a: value, b: value, c: value, deep: { x: value }, list: [value] },
        { streamId: 'a', tenantId: 'ab', streamVersion: 1, actor: { kind: 'user', id: 'low' } },
      ),
);
events.push(
  eventOf({ a: [1], deep: { x: { y: 1 } }, list: 1, valueOf: 'a' }),
  eventOf({ deep: { x: { y: { z: 'a' } } } }),
);

function expectAgreement(node: FilterNode) {
  const filter = [node];
  const typed = compileFilter(filter, { eventSchema: knownSchema });
  const plain = compileFilter(filter);
  const set = createRuleSet(messyCatalog, [ruleOf('r_1', filter)]);
  const masks = new Int32Array(1);
  for (const event of events) {
    const { pass } = evaluateFilter(filter, event, { eventSchema: knownSchema });
    const unknown = evaluateFilter(filter, event).pass;
    const verdicts = [typed.test(event), typed.fill(event, masks, 0), set.match(event).length === 1];
    expect([...verdicts, plain.test(event)], JSON.stringify({ node, event })).toEqual([
      pass,
      pass,
      pass,
      unknown,
    ]);
  }
}

describe.each(operators)('%s, compiled', (op) => {
  it('agrees with the evaluator for every operand and value', () => {
    for (const value of values) {
      for (const path of paths) expectAgreement({ path, op, value });
    }
  });

  it('agrees when it is negated, nested, an alternative, or about items and columns', () => {
    for (const value of ['a', 1, 'low', null, ['a', 1, 'low'], [{ x: 1 }], true]) {
      for (const path of others) expectAgreement({ path, op, value });
      const leaf = { path: 'payload.a', op, value };
      const other = { path: 'payload.deep.x', op, value };
      expectAgreement({ not: leaf });
      expectAgreement({ not: { not: other } });
      expectAgreement({ any: [leaf, other, { path: 'payload.a', op: 'eq', value: 3 }] });
      expectAgreement({ any: [leaf, { path: 'payload.a', op: 'eq', value: 3 }] });
      expectAgreement({ any: [{ path: 'payload.a', op: 'eq', value: 3 }, leaf, other, leaf] });
      expectAgreement({ not: { any: [leaf, { all: [other] }] } });
      expectAgreement({ not: { all: [leaf, { any: [other, { not: leaf }] }] } });
      expectAgreement({ all: [{ any: [leaf, other] }, { not: { path: 'payload.a', op: 'eq', value: 3 } }] });
      for (const list of ['payload.a', 'payload.list']) {
        for (const path of ['item', 'item.x', 'item.0', 'item.toString', 'item.x.y']) {
          expectAgreement({ anyItem: list, where: { path, op, value } });
          expectAgreement({ everyItem: list, where: { not: { path, op, value } } });
        }
      }
    }
    const late = { path: 'payload.list', op: 'contains' as const, value: 'a' };
    const early = { path: 'payload.c', op, value: 1 };
    expectAgreement({ all: [{ any: [early, { path: 'payload.b', op: 'eq', value: 'a' }] }, late, late] });
    expectAgreement({ not: { any: [{ all: [early, early] }, late, { any: [late, early] }] } });
    expectAgreement({ any: [] });
    expectAgreement({ not: { all: [] } });
    expectAgreement({ anyItem: 'nonsense', where: { path: 'item', op, value: 1 } });
  });
});
