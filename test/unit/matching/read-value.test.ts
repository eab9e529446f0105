import { describe, expect, it } from 'vitest';
import { parsePath } from '../../../engine/language/index.ts';
import { plainPath, readPlain } from '../../../engine/matching/plain-path.ts';
import { compileReader, inside, stepsOf } from '../../../engine/matching/read-value.ts';
import type { Json } from '../../../engine/model/index.ts';
import { eventOf } from './messy.ts';

function pathOf(text: string) {
  const parsed = parsePath(text);
  if (!parsed.ok) throw new Error(`${text} is no path`);
  return parsed.value;
}
const event = eventOf(
  { a: 1, o: { x: 2, p: { y: 3, q: { z: 4 } } }, list: [5, { n: 6 }], text: 'seven', none: null, valueOf: 8 },
  {
    type: 't',
    app: 'app',
    streamId: 's',
    streamVersion: 9,
    tenantId: 'ten',
    actor: { kind: 'agent', id: 'i' },
  },
);
const read = (text: string, item?: Json) => compileReader(pathOf(text))(event, item);

describe('a path, compiled', () => {
  it('reads each column of an event', () => {
    expect(
      ['eventType', 'actorKind', 'actorId', 'streamId', 'streamVersion', 'tenantId', 'app', 'firedAt'].map(
        (column) => read(column),
      ),
    ).toEqual(['t', 'agent', 'i', 's', 9, 'ten', 'app', '2026-01-05T09:00:00.000Z']);
  });

  it('reads the payload at any depth', () => {
    expect(['a', 'o.x', 'o.p.y', 'o.p.q.z'].map((rest) => read(`payload.${rest}`))).toEqual([1, 2, 3, 4]);
    expect(['list.0', 'list.1.n', 'list.2', 'list.01'].map((rest) => read(`payload.${rest}`))).toEqual([
      5,
      6,
      undefined,
      undefined,
    ]);
  });

  it('leads nowhere through what is missing, null, a text or a number', () => {
    for (const start of ['gone', 'none', 'text', 'a']) {
      for (const rest of ['x', '0', 'x.y', 'length', 'x.y.z'])
        expect([start, rest, read(`payload.${start}.${rest}`)]).toEqual([start, rest, undefined]);
    }
  });

  it('reads what an event has of its own by the names that every object has', () => {
    expect([read('payload.valueOf'), read('payload.toString'), read('payload.o.toString')]).toEqual([
      8,
      undefined,
      undefined,
    ]);
    expect([read('item.toString', {}), read('item.toString', { toString: 1 })]).toEqual([undefined, 1]);
  });

  it('leads in lists to positions alone, at any depth', () => {
    const listed = eventOf({ o: { p: { list: [5, [6]] } }, list: [[7, { length: 8 }]] });
    const inLists = (text: string) => compileReader(pathOf(text))(listed);
    expect(
      ['o.p.list.0', 'o.p.list.1.0', 'list.0.0', 'list.0.1.length'].map((rest) => inLists(`payload.${rest}`)),
    ).toEqual([5, 6, 7, 8]);
    for (const rest of [
      'o.p.list.length',
      'o.p.list.1.length',
      'list.0.length',
      'list.length',
      'o.p.list.01',
    ])
      expect([rest, inLists(`payload.${rest}`)]).toEqual([rest, undefined]);
    expect([read('item.0.length', [[9]]), read('item.length', [9])]).toEqual([undefined, undefined]);
  });

  it('reads an item itself, and what is inside it', () => {
    expect(read('item', 5)).toBe(5);
    expect(read('item.n', { n: 6 })).toBe(6);
    expect(read('item.0', [7])).toBe(7);
    expect(read('item.n.m', { n: { m: 8 } })).toBe(8);
    expect(read('item.1.m', [0, { m: 9 }])).toBe(9);
    for (const item of [undefined, null, 'text', 1, []])
      expect([item, read('item.n', item), read('item.n.m', item)]).toEqual([item, undefined, undefined]);
  });

  it('knows the position that a step names in a list, and the names that every object has', () => {
    expect(stepsOf(pathOf('payload.n.0.12.01.valueOf'))).toEqual([
      { key: 'n', index: -1, isInherited: false },
      { key: '0', index: 0, isInherited: false },
      { key: '12', index: 12, isInherited: false },
      { key: '01', index: -1, isInherited: false },
      { key: 'valueOf', index: -1, isInherited: true },
    ]);
  });

  it('is inside objects by key and inside lists by position', () => {
    expect([inside({ n: 1, 0: 2 }, 'n', 0), inside([3], 'n', 0), inside([3], 'n', -1)]).toEqual([
      1,
      3,
      undefined,
    ]);
    for (const value of [undefined, null, 'text', 4, true])
      expect(inside(value, 'length', 0)).toBeUndefined();
  });
});

describe('a plain path', () => {
  it('is up to three keys of the payload that are no positions and no names of what every list or object has', () => {
    const plain = (text: string) => {
      const path = plainPath(pathOf(text));
      return path && [path.depth, path.first, path.second, path.third];
    };
    expect(plain('payload.a')).toEqual([1, 'a', '', '']);
    expect(plain('payload.a.b')).toEqual([2, 'a', 'b', '']);
    expect(plain('payload.a.b.c')).toEqual([3, 'a', 'b', 'c']);
    expect(plain('payload.a1.2b')).toEqual([2, 'a1', '2b', '']);
    for (const other of ['a.b.c.d', 'a.0', '12.a', 'a.01', 'length', 'a.valueOf', 'a.map'])
      expect([other, plain(`payload.${other}`)]).toEqual([other, null]);
    for (const other of ['item', 'item.a', 'eventType']) expect([other, plain(other)]).toEqual([other, null]);
  });

  it('is read as any path is', () => {
    for (const rest of [
      'a',
      'gone',
      'o.x',
      'gone.x',
      'none.x',
      'text.x',
      'a.x',
      'list.x',
      'o.p.y',
      'o.gone.y',
    ]) {
      const path = pathOf(`payload.${rest}`);
      const plain = plainPath(path);
      expect([rest, plain && readPlain(event, plain)]).toEqual([rest, compileReader(path)(event)]);
    }
    for (const rest of ['none.x.y', 'o.none.y', 'text.x.y', 'o.p.gone']) {
      const plain = plainPath(pathOf(`payload.${rest}`));
      expect([rest, plain && readPlain(event, plain)]).toEqual([rest, undefined]);
    }
  });
});
