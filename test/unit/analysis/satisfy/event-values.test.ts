import { describe, expect, it } from 'vitest';
import { baseValues, countChanges, withValues } from '../../../../engine/analysis/satisfy/event-values.ts';
import { spotAt } from '../../../../engine/analysis/satisfy/formula.ts';
import type { PathRoot } from '../../../../engine/language/index.ts';
import type { Event, Json } from '../../../../engine/model/index.ts';

const event: Event = {
  id: 'e_1',
  type: 'A',
  app: 'one',
  firedAt: '2026-01-05T09:00:00.000Z',
  actor: { kind: 'system', id: 'x' },
  streamId: 's',
  streamVersion: 3,
  tenantId: 't',
  payload: { a: { b: 1 }, list: ['p', 'q'] },
};
const assign = (root: PathRoot, segments: string[], value: Json, present = true) => {
  const spot = spotAt(root, segments);
  return new Map([[spot.key, { spot, value: { present, value } }]]);
};
const put = (...given: Parameters<typeof assign>) => withValues(event, assign(...given));
const payload = (path: string, value: Json, present = true) =>
  put('payload', path.split('.'), value, present).payload;

describe('values put into an event', () => {
  it.each<[PathRoot, Json, Partial<Event>]>([
    ['eventType', 'B', { type: 'B' }],
    ['app', 'two', { app: 'two' }],
    ['actorKind', 'agent', { actor: { kind: 'agent', id: 'x' } }],
    ['actorId', 'y', { actor: { kind: 'system', id: 'y' } }],
    ['streamVersion', 4, { streamVersion: 4 }],
    ['firedAt', '2027-01-05T09:00:00.000Z', { firedAt: '2027-01-05T09:00:00.000Z' }],
  ])('change the column %s', (root, value, changed) => {
    expect(put(root, [], value)).toEqual({ ...event, ...changed });
  });

  it.each<[PathRoot, Json]>([
    ['actorKind', 'robot'],
    ['streamVersion', 'four'],
    ['item', 'x'],
    ['payload', 'x'],
  ])('leave the event as it is where %s cannot be %s', (root, value) => {
    expect(put(root, [], value)).toEqual(event);
  });

  it('are put in their place, objects made on the way', () => {
    expect(payload('a.b', 2)).toEqual({ a: { b: 2 }, list: ['p', 'q'] });
    expect(payload('c.d', 2)).toEqual({ a: { b: 1 }, list: ['p', 'q'], c: { d: 2 } });
    expect(payload('list.x', 2)).toEqual({ a: { b: 1 }, list: { x: 2 } });
  });

  it('are taken out, and nothing is made to take something out of', () => {
    expect(payload('a.b', null, false)).toEqual({ a: {}, list: ['p', 'q'] });
    expect(payload('a.b.c', null, false)).toEqual(event.payload);
    expect(payload('c.d', null, false)).toEqual(event.payload);
    expect(payload('list.0', null, false)).toEqual({ a: { b: 1 }, list: [] });
    expect(payload('list.5', null, false)).toEqual(event.payload);
  });

  it('fill a gap before an item with its neighbours, but not a gap that is too wide', () => {
    expect(payload('list.3', 'z')).toEqual({ a: { b: 1 }, list: ['p', 'q', 'p', 'z'] });
    expect(payload('list.500', 'z')).toEqual(event.payload);
    const bare = { ...event, payload: { list: [] } };
    expect(withValues(bare, assign('payload', ['list', '1'], 'z')).payload).toEqual({ list: ['z', 'z'] });
  });
});

describe('values of an event', () => {
  it('are what its paths lead to', () => {
    const values = baseValues(event);
    expect(values(spotAt('payload', ['a', 'b']))).toEqual({ present: true, value: 1 });
    expect(values(spotAt('payload', ['a', 'c']))).toEqual({ present: false, value: null });
    expect(values(spotAt('eventType', []))).toEqual({ present: true, value: 'A' });
  });

  it('are counted where they change', () => {
    expect(countChanges(event, assign('payload', ['a', 'b'], 1))).toBe(0);
    expect(countChanges(event, assign('payload', ['a', 'b'], 2))).toBe(1);
  });
});
