import { describe, expect, it } from 'vitest';
import { evaluateFilter } from '../../../engine/language/index.ts';
import { compileFilter, isHeld } from '../../../engine/matching/index.ts';
import type { FilterNode, JsonObject, Leaf } from '../../../engine/model/index.ts';
import { eventOf, knownSchema, messyCatalog } from './messy.ts';

const leaf = (path: string, op: Leaf['op'], value: Leaf['value']): Leaf => ({ path, op, value });

function holds(node: FilterNode, payload: JsonObject): boolean {
  return compileFilter([node]).test(eventOf(payload));
}

describe('a compiled filter', () => {
  it('names its conditions by their places, in document order, item conditions as one', () => {
    const { leaves, maskWords } = compileFilter([
      leaf('payload.a', 'eq', 1),
      { any: [leaf('payload.b', 'eq', 1), { not: leaf('payload.c', 'eq', 1) }] },
      { ...leaf('payload.d', 'eq', 1), disabled: true },
      {
        not: { all: [leaf('payload.e', 'eq', 1), { anyItem: 'payload.list', where: leaf('item', 'eq', 1) }] },
      },
      leaf('nonsense', 'eq', 1),
    ]);
    expect(leaves).toEqual([
      'filter[0]',
      'filter[1].any[0]',
      'filter[1].any[1].not',
      'filter[3].not.all[0]',
      'filter[3].not.all[1]',
      'filter[4]',
    ]);
    expect(maskWords).toBe(1);
  });

  it('keeps one bit for each condition, whether or not it decides', () => {
    const compiled = compileFilter([
      leaf('payload.a', 'eq', 'x'),
      leaf('payload.a', 'neq', 'x'),
      leaf('payload.b', 'gt', 1),
      leaf('payload.c', 'neq', true),
      leaf('payload.c', 'eq', true),
      { anyItem: 'payload.list', where: leaf('item', 'eq', 2) },
      leaf('payload.constructor', 'exists', false),
      leaf('payload.list', 'in', 'no list'),
    ]);
    const masks = new Int32Array(1);
    expect(compiled.fill(eventOf({ a: 'x', b: 2, list: [1, 2] }), masks, 0)).toBe(false);
    expect(masks[0]).toBe(0b0010_1101);
    expect(compiled.fill(eventOf({ a: 'y', b: 1, c: true, list: [1] }), masks, 0)).toBe(false);
    expect(masks[0]).toBe(0b0001_0010);
  });

  it.each([31, 32, 33, 64, 65, 100])('has bits for %i conditions', (count) => {
    const filter = Array.from({ length: count }, (_, index) => leaf(`payload.n${index}`, 'eq', index));
    const payload = Object.fromEntries(filter.map((_, index) => [`n${index}`, index % 3 === 0 ? -1 : index]));
    const compiled = compileFilter(filter);
    const masks = new Int32Array(compiled.maskWords + 1);
    expect(compiled.maskWords).toBe(Math.ceil(count / 32));
    expect(compiled.fill(eventOf(payload), masks, 1)).toBe(false);
    expect(filter.map((_, index) => isHeld(masks, 1, index))).toEqual(
      filter.map((_, index) => index % 3 !== 0),
    );
    const all = Object.fromEntries(filter.map((_, index) => [`n${index}`, index]));
    expect(compiled.fill(eventOf(all), masks, 1)).toBe(true);
    expect(filter.every((_, index) => isHeld(masks, 1, index))).toBe(true);
  });

  it('says of a bit past the masks that it is not held', () => {
    expect(isHeld(new Int32Array([-1]), 0, 31)).toBe(true);
    expect(isHeld(new Int32Array([-1]), 0, 32)).toBe(false);
  });

  it('has a mask of one word and holds when it has no conditions', () => {
    const compiled = compileFilter([]);
    const masks = new Int32Array([7]);
    expect([compiled.leaves, compiled.maskWords, compiled.test(eventOf({}))]).toEqual([[], 1, true]);
    expect(compiled.fill(eventOf({}), masks, 0)).toBe(true);
    expect(masks[0]).toBe(0);
  });

  it('compares by the order of an enum when it knows the schema, itself or by the catalog', () => {
    const filter = [leaf('payload.a', 'gte', 'high')];
    const severe = eventOf({ a: 'critical' });
    expect(compileFilter(filter).test(severe)).toBe(false);
    expect(compileFilter(filter, { eventSchema: knownSchema }).test(severe)).toBe(true);
    expect(compileFilter(filter, { eventType: 'known', catalog: messyCatalog }).test(severe)).toBe(true);
    expect(compileFilter(filter, { eventType: 'unheard', catalog: messyCatalog }).test(severe)).toBe(false);
  });

  it('finds every key, whichever place it is read at', () => {
    for (let index = 0; index < 500; index++) {
      const key = `key${index}`;
      expect(holds(leaf(`payload.${key}`, 'eq', 'x'), { [key]: 'x' })).toBe(true);
      expect(holds(leaf(`payload.${key}`, 'eq', 'x'), { [`${key}_`]: 'x' })).toBe(false);
      expect(holds(leaf(`payload.o.${key}`, 'gte', 3), { o: { [key]: 3 } })).toBe(true);
      expect(holds(leaf(`payload.o.p.${key}`, 'eq', null), { o: { p: { [key]: null } } })).toBe(true);
    }
  });

  it('reaches own properties only', () => {
    for (const key of ['toString', 'valueOf', 'hasOwnProperty', 'isPrototypeOf']) {
      expect(holds(leaf(`payload.${key}`, 'exists', true), {})).toBe(false);
      expect(holds(leaf(`payload.${key}`, 'exists', true), { [key]: 1 })).toBe(true);
      expect(holds(leaf(`payload.a.${key}`, 'exists', true), { a: {} })).toBe(false);
      expect(holds({ anyItem: 'payload.a', where: leaf(`item.${key}`, 'exists', true) }, { a: [{}] })).toBe(
        false,
      );
    }
    expect(holds(leaf('payload.a.length', 'exists', true), { a: [1] })).toBe(false);
    expect(holds(leaf('payload.a.length', 'exists', true), { a: 'text' })).toBe(false);
    expect(holds(leaf('payload.a.0', 'exists', true), { a: 'text' })).toBe(false);
    expect(holds(leaf('payload.a.0', 'eq', 1), { a: [1] })).toBe(true);
    expect(holds(leaf('payload.a.0', 'eq', 1), { a: { '0': 1 } })).toBe(true);
  });

  it('compares what overflows as the evaluator does', () => {
    for (const op of ['gt', 'gte', 'lt', 'lte'] as const) {
      for (const bound of [1e308, -1e308, 0]) {
        for (const value of [1e308, -1e308, 0, Number.POSITIVE_INFINITY]) {
          const event = eventOf({ a: value });
          const filter = [leaf('payload.a', op, bound)];
          expect(compileFilter(filter).test(event)).toBe(evaluateFilter(filter, event).pass);
        }
      }
    }
  });

  it('goes through long lists under hundreds of item conditions at once', () => {
    const list = Array.from({ length: 20_000 }, (_, n) => ({ n, text: `line ${n}` }));
    const filter = Array.from({ length: 200 }, (_, index): FilterNode => {
      const where = { all: [leaf('item.n', 'eq', 19_999 - index), leaf('item.text', 'starts_with', 'line')] };
      return index % 2 === 0
        ? { anyItem: 'payload.list', where }
        : { not: { everyItem: 'payload.list', where } };
    });
    expect(compileFilter(filter).test(eventOf({ list }))).toBe(true);
  });
});
