import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateFilter, traceFilter } from '../../../engine/language/index.ts';
import type { Event, FilterNode, FilterTrace, Json } from '../../../engine/model/index.ts';

function eventWith(payload: Record<string, Json>): Event {
  return {
    id: 'e1',
    type: 't',
    app: 'a',
    firedAt: '2026-01-05T09:00:00.000Z',
    actor: { kind: 'user', id: 'u' },
    streamId: '',
    streamVersion: 0,
    tenantId: '',
    payload,
  };
}
const yes: FilterNode = { path: 'payload.x', op: 'eq', value: 1 };
const no: FilterNode = { path: 'payload.x', op: 'eq', value: 2 };
const event = eventWith({ x: 1, items: [{ n: 1 }, { n: 2 }, { n: 3 }], empty: [], severity: 'high' });
const pass = (...filter: FilterNode[]) => evaluateFilter(filter, event).pass;

describe('a filter', () => {
  it('matches every event when it is empty', () => {
    expect(evaluateFilter([], event)).toEqual({ pass: true, nodes: [] });
  });

  it('has an empty any that is false and an empty all that is true', () => {
    expect(pass({ any: [] })).toBe(false);
    expect(pass({ all: [] })).toBe(true);
    expect(pass({ any: [{ ...yes, disabled: true }] })).toBe(false);
    expect(pass({ all: [{ ...no, disabled: true }] })).toBe(true);
    expect(pass({ not: { any: [] } })).toBe(true);
  });

  it('ignores disabled nodes, and a not around one disappears with it', () => {
    expect(evaluateFilter([{ ...no, disabled: true }], event)).toEqual({ pass: true, nodes: [] });
    expect(evaluateFilter([{ not: { ...yes, disabled: true } }], event)).toEqual({ pass: true, nodes: [] });
    expect(evaluateFilter([{ any: [{ not: { not: { ...yes, disabled: true } } }] }], event).pass).toBe(false);
  });

  it('traces each leaf with actual and expected values at its place in the rule as written', () => {
    const { nodes } = evaluateFilter(
      [{ ...no, disabled: true }, { all: [{ ...yes, disabled: true }, no] }],
      event,
    );
    expect(nodes).toEqual([
      {
        all: [
          {
            path: 'payload.x',
            op: 'eq',
            expected: 2,
            actual: 1,
            present: true,
            pass: false,
            reached: true,
            at: 'filter[1].all[1]',
          },
        ],
        pass: false,
        reached: true,
        at: 'filter[1]',
      },
    ]);
  });

  it('evaluates what a short-circuit would not have reached, and says so', () => {
    const { nodes } = evaluateFilter([{ any: [yes, no] }, no, { not: yes }], event);
    expect(nodes.map((node) => node.reached)).toEqual([true, true, false]);
    const [any, , not] = nodes;
    expect(any && 'any' in any && any.any.map((leaf) => [leaf.pass, leaf.reached])).toEqual([
      [true, true],
      [false, false],
    ]);
    expect(not && 'not' in not && not.not).toMatchObject({ pass: true, reached: false, at: 'filter[2].not' });
  });

  it('looks at items by anyItem and everyItem, stopping where the verdict is known', () => {
    const over = (op: 'gt' | 'lt', value: number): FilterNode => ({ path: 'item.n', op, value });
    expect(pass({ anyItem: 'payload.items', where: over('gt', 2) })).toBe(true);
    expect(pass({ anyItem: 'payload.items', where: over('gt', 3) })).toBe(false);
    expect(pass({ everyItem: 'payload.items', where: over('gt', 0) })).toBe(true);
    expect(pass({ everyItem: 'payload.items', where: over('gt', 1) })).toBe(false);
    const [trace] = evaluateFilter([{ anyItem: 'payload.items', where: over('gt', 1) }], event).nodes;
    expect(
      trace && 'items' in trace && trace.items?.map((item) => [item.pass, item.reached, item.at]),
    ).toEqual([
      [false, true, 'filter[0].where'],
      [true, true, 'filter[0].where'],
      [true, false, 'filter[0].where'],
    ]);
  });

  it('has an anyItem of no items that is false, an everyItem that is true, and neither holds without a list', () => {
    expect(pass({ anyItem: 'payload.empty', where: yes })).toBe(false);
    expect(pass({ everyItem: 'payload.empty', where: no })).toBe(true);
    expect(pass({ anyItem: 'payload.x', where: yes })).toBe(false);
    expect(pass({ everyItem: 'payload.nothing', where: yes })).toBe(false);
    expect(evaluateFilter([{ anyItem: 'payload.x', where: yes }], event).nodes[0]).toMatchObject({
      items: null,
    });
  });

  it('keeps 10,000 item traces at most, and the one that decides, with the same verdict', () => {
    const long = eventWith({ l: Array.from({ length: 7_000 }, (_, index) => index) });
    const node = (value: Json): FilterNode => ({
      anyItem: 'payload.l',
      where: { path: 'item', op: 'eq', value },
    });
    const { pass: holds, nodes } = evaluateFilter([node(-1), { not: node(6_999) }, node(6_999)], long);
    expect(holds).toBe(false);
    const kept = nodes.map((trace) => {
      const list = 'not' in trace ? trace.not : trace;
      return 'items' in list ? [list.pass, list.items?.length, list.items?.at(-1)?.pass] : [];
    });
    expect(kept).toEqual([
      [false, 7_000, false],
      [true, 3_001, true],
      [true, 1, true],
    ]);
    const every = (value: number): FilterNode => ({
      everyItem: 'payload.l',
      where: { path: 'item', op: 'lt', value },
    });
    expect(evaluateFilter([node(-1), node(-1), every(6_999)], long).pass).toBe(false);
    expect(evaluateFilter([{ not: node(-1) }, { not: node(-1) }, every(7_000)], long).pass).toBe(true);
  });

  it('never holds by a path that is not one, even where a missing value would', () => {
    expect(pass({ path: 'payload.__proto__', op: 'neq', value: 1 })).toBe(false);
    expect(pass({ path: 'nonsense', op: 'nin', value: [] })).toBe(false);
    expect(pass({ path: 'item.n', op: 'neq', value: 1 })).toBe(false);
  });

  it('compares by the order of an enum that the schema marks as ordered, inside items too', () => {
    const severity = { type: 'string', enum: ['low', 'medium', 'high'], 'x-ordered': true };
    const inner = { properties: { severity, list: { items: { properties: { severity } } } } };
    const eventSchema = {
      properties: { payload: { properties: { severity, list: { items: inner } } } },
    };
    const sent = eventWith({
      severity: 'medium',
      list: [{ severity: 'medium', list: [{ severity: 'medium' }] }],
    });
    const holding = (path: string, value: Json, wrap: (leaf: FilterNode) => FilterNode, options = {}) =>
      (['eq', 'gt', 'gte', 'lt', 'lte'] as const).filter(
        (op) => evaluateFilter([wrap({ path, op, value })], sent, options).pass,
      );
    const inItem = (where: FilterNode): FilterNode => ({ anyItem: 'payload.list', where });
    const inItemOfItem = (where: FilterNode) => inItem({ everyItem: 'item.list', where });
    for (const [path, wrap] of [
      ['payload.severity', (leaf: FilterNode) => leaf],
      ['item.severity', inItem],
      ['item.severity', inItemOfItem],
    ] as const) {
      expect(holding(path, 'low', wrap, { eventSchema })).toEqual(['gt', 'gte']);
      expect(holding(path, 'medium', wrap, { eventSchema })).toEqual(['eq', 'gte', 'lte']);
      expect(holding(path, 'high', wrap, { eventSchema })).toEqual(['lt', 'lte']);
      expect(holding(path, 'high', wrap)).toEqual(['gt', 'gte']);
    }
  });

  it('traces a leaf whose path is none as missing', () => {
    expect(evaluateFilter([{ path: 'nonsense', op: 'neq', value: 1 }], event).nodes).toEqual([
      {
        path: 'nonsense',
        op: 'neq',
        expected: 1,
        actual: null,
        present: false,
        pass: false,
        reached: true,
        at: 'filter[0]',
      },
    ]);
  });

  it('leaves out what looks at items by a disabled condition', () => {
    const where: FilterNode = { ...yes, disabled: true };
    const none = { pass: true, nodes: [] };
    expect(evaluateFilter([{ anyItem: 'payload.items', where }], event)).toEqual(none);
    expect(evaluateFilter([{ everyItem: 'payload.items', where }], event)).toEqual(none);
  });

  it('is visited node by node, parents first, with what a short-circuit would reach', () => {
    const filter: FilterNode[] = [
      { any: [yes, no] },
      { not: { all: [no] } },
      { anyItem: 'payload.items', where: { path: 'item.n', op: 'eq', value: 2 } },
    ];
    const visits = (isReached: boolean) =>
      [...traceFilter(filter, event, {}, isReached)].map(({ at, isReached: is }) => [at, is]);
    const places = [
      ['filter[0]', true],
      ['filter[0].any[0]', true],
      ['filter[0].any[1]', false],
      ['filter[1]', true],
      ['filter[1].not', true],
      ['filter[1].not.all[0]', true],
      ['filter[2]', true],
      ['filter[2].where', true],
      ['filter[2].where', true],
      ['filter[2].where', false],
    ];
    expect(visits(true)).toEqual(places);
    expect(visits(false)).toEqual(places.map(([at]) => [at, false]));
  });

  it('gives the verdict of a short-circuiting evaluation, for any tree', () => {
    const { tree } = fc.letrec<{ tree: FilterNode }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5 },
        fc.record({
          path: fc.constantFrom('payload.x', 'payload.y'),
          op: fc.constantFrom('eq' as const, 'neq' as const),
          value: fc.constantFrom(1, 2),
          disabled: fc.boolean(),
        }),
        fc.record({ any: fc.array(tie('tree'), { maxLength: 3 }), disabled: fc.boolean() }),
        fc.record({ all: fc.array(tie('tree'), { maxLength: 3 }), disabled: fc.boolean() }),
        fc.record({ not: tie('tree') }),
      ),
    }));
    fc.assert(
      fc.property(fc.array(tree, { maxLength: 4 }), (filter) => {
        const reachedAt: string[] = [];
        const plain = shortCircuit(filter, reachedAt);
        const traced = evaluateFilter(filter, event);
        expect(traced.pass).toBe(plain);
        expect(traced.nodes.flatMap(reached)).toEqual(reachedAt);
      }),
    );
  });
});

/** The meaning written a second time, the short way: null where a node is ignored. */
function shortCircuit(filter: readonly FilterNode[], reachedAt: string[]): boolean {
  const verdict = (node: FilterNode, at: string): boolean => {
    reachedAt.push(at);
    if ('any' in node) return node.any.some((child, i) => counts(child) && verdict(child, `${at}.any[${i}]`));
    if ('all' in node)
      return node.all.every((child, i) => !counts(child) || verdict(child, `${at}.all[${i}]`));
    if ('not' in node) return !verdict(node.not, `${at}.not`);
    if (!('op' in node)) return false;
    const actual = node.path === 'payload.x' ? 1 : undefined;
    return node.op === 'eq' ? actual === node.value : actual !== node.value;
  };
  return filter.every((node, i) => !counts(node) || verdict(node, `filter[${i}]`));
}

function counts(node: FilterNode): boolean {
  return !node.disabled && (!('not' in node) || counts(node.not));
}

function reached(trace: FilterTrace): string[] {
  const inner = 'any' in trace ? trace.any : 'all' in trace ? trace.all : 'not' in trace ? [trace.not] : [];
  return [...(trace.reached ? [trace.at] : []), ...inner.flatMap(reached)];
}
