import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePath, resolveIn, resolvePath } from '../../../engine/language/index.ts';
import type { Event } from '../../../engine/model/index.ts';

const event: Event = {
  id: 'e1',
  type: 'session.opened',
  app: 'cards',
  firedAt: '2026-01-05T09:00:00.000Z',
  actor: { kind: 'user', id: 'u1' },
  streamId: 'st1',
  streamVersion: 3,
  tenantId: 'acme',
  payload: { session: { tags: ['a', 'b'], note: null, 'odd key': 1 }, length: 9 },
};

function look(text: string) {
  const path = parsePath(text);
  return path.ok ? resolvePath(path.value, event) : path.error.code;
}

describe('a path', () => {
  it('reaches payload fields, list items in both spellings, and quoted keys', () => {
    expect(look('payload.session.tags')).toEqual({ present: true, value: ['a', 'b'] });
    expect(look('payload.session.tags.1')).toEqual({ present: true, value: 'b' });
    expect(look('payload.session.tags[0]')).toEqual({ present: true, value: 'a' });
    expect(look('payload.session["odd key"]')).toEqual({ present: true, value: 1 });
  });

  it('tells null from missing', () => {
    expect(look('payload.session.note')).toEqual({ present: true, value: null });
    expect(look('payload.session.nothing')).toEqual({ present: false, value: null });
    expect(look('payload.session.note.inner')).toEqual({ present: false, value: null });
  });

  it('reaches every row column', () => {
    const values = [
      'eventType',
      'actorKind',
      'actorId',
      'streamId',
      'streamVersion',
      'tenantId',
      'app',
      'firedAt',
    ].map((column) => look(column));
    expect(values).toEqual(
      ['session.opened', 'user', 'u1', 'st1', 3, 'acme', 'cards', event.firedAt].map((value) => ({
        present: true,
        value,
      })),
    );
  });

  it.each(['__proto__', 'constructor', 'prototype'])('is refused when it contains %s anywhere', (key) => {
    expect(look(`payload.${key}`)).toBe('path-forbidden');
    expect(look(`payload.session["${key}"].x`)).toBe('path-forbidden');
    expect(look(key)).toBe('path-forbidden');
  });

  it.each([
    '',
    'payload',
    'payload.',
    '.payload',
    'payload..x',
    'payload.x[',
    'payload.x[-1]',
    'app.x',
    '[0].x',
  ])('is refused when it is not one: %j', (text) => {
    expect(['path-syntax', 'path-root']).toContain(look(text));
  });

  it('says where a quoted key stops being one', () => {
    expect(parsePath('payload["a\\qb"].c')).toMatchObject({
      error: { code: 'path-syntax', message: 'not a path: stuck at "["a\\qb"].c" (position 7)' },
    });
  });

  it('suggests the nearest root', () => {
    expect(parsePath('actorkind')).toMatchObject({ error: { replacement: 'actorKind' } });
    expect(parsePath('paylod.x')).toMatchObject({ error: { replacement: 'payload.x' } });
    expect(parsePath('priority')).toMatchObject({ error: { replacement: 'payload.priority' } });
  });

  it('reaches own data only: nothing inherited, no getter, no length', () => {
    const hostile = Object.create({ inherited: 1 });
    Object.defineProperty(hostile, 'getter', { get: () => 'ran', enumerable: true });
    expect(resolveIn(hostile, ['inherited']).present).toBe(false);
    expect(resolveIn(hostile, ['getter']).present).toBe(false);
    expect(resolveIn({}, ['toString']).present).toBe(false);
    expect(resolveIn(['a'], ['length']).present).toBe(false);
    expect(resolveIn('text', ['length']).present).toBe(false);
    expect(look('payload.length')).toEqual({ present: true, value: 9 });
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const path = parsePath(text);
        if (path.ok) resolvePath(path.value, event);
      }),
    );
  });
});
