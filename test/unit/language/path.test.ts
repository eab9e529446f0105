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
    const error = { code: 'path-forbidden', message: `a path may not contain "${key}"` };
    for (const text of [`payload.${key}`, `payload.session["${key}"].x`, key]) {
      expect(parsePath(text)).toEqual({ ok: false, error });
    }
  });

  it.each([
    ['', 'a path is needed'],
    ['payload', 'name a field of the payload: payload.<field>'],
    ['payload.', 'not a path: stuck at "." (position 7)'],
    ['payload.x-y[', 'not a path: stuck at "[" (position 11)'],
    ['payload.x[-1]', 'not a path: stuck at "[-1]" (position 9)'],
    ['payload.x[0', 'not a path: stuck at "[0" (position 9)'],
    ['payload..a.very.long.rest.of.it', 'not a path: stuck at "..a.very.long.rest.o" (position 7)'],
    ['payload["a\\qb"].c', 'not a path: stuck at "["a\\qb"].c" (position 7)'],
    ['.payload', 'not a path: stuck at ".payload" (position 0)'],
    ['[0].x', 'not a path: stuck at "[0].x" (position 0)'],
    ['["payload"].x', 'not a path: stuck at "["payload"].x" (position 0)'],
  ])('is refused when it is not one, and says where it stops being one: %j', (text, message) => {
    expect(parsePath(text)).toEqual({ ok: false, error: { code: 'path-syntax', message } });
  });

  it('leads no further than a column', () => {
    expect(parsePath('app.x')).toEqual({
      ok: false,
      error: {
        code: 'path-syntax',
        message: 'app is a single value; nothing is inside it',
        replacement: 'app',
      },
    });
  });

  it.each([
    ['payload.a.0.b', 'payload', ['a', '0', 'b']],
    ['payload[12]["b c"].d', 'payload', ['12', 'b c', 'd']],
    ['payload["a\\"]"]', 'payload', ['a"]']],
    ['payload[""]', 'payload', ['']],
    ['item', 'item', []],
    ['item[0].x', 'item', ['0', 'x']],
    ['actorKind', 'actorKind', []],
  ])('is split into its keys: %s', (text, root, segments) => {
    expect(parsePath(text)).toEqual({ ok: true, value: { text, root, segments } });
  });

  it.each([
    ['actorkind', 'actorKind'],
    ['paylod.x', 'payload.x'],
    ['priority', 'payload.priority'],
    ['priority.of.it', 'payload.priority.of.it'],
  ])('starts with a known name, or is mended: %s to %s', (text, replacement) => {
    expect(parsePath(text)).toEqual({
      ok: false,
      error: {
        code: 'path-root',
        message:
          'a path starts with payload or a column (eventType, actorKind, actorId, streamId, streamVersion, ' +
          `tenantId, app, firedAt), not "${text.split('.')[0]}"`,
        replacement,
      },
    });
  });

  it('into an item leads nowhere where there is none', () => {
    const path = parsePath('item.n');
    if (!path.ok) expect.unreachable();
    else {
      expect(resolvePath(path.value, event)).toEqual({ present: false, value: null });
      expect(resolvePath(path.value, event, { n: null })).toEqual({ present: true, value: null });
    }
  });

  it('reaches own data only: nothing inherited, no getter, no length', () => {
    const hostile = Object.create({ inherited: 1 });
    Object.defineProperty(hostile, 'getter', { get: () => 'ran', enumerable: true });
    expect(resolveIn(hostile, ['inherited']).present).toBe(false);
    expect(resolveIn(hostile, ['getter']).present).toBe(false);
    expect(resolveIn(Object({ gone: undefined }), ['gone']).present).toBe(false);
    expect(resolveIn({}, ['toString']).present).toBe(false);
    for (const key of ['length', '01', '-0', '1', 'a', '']) {
      expect(resolveIn(['a'], [key])).toEqual({ present: false, value: null });
    }
    expect(resolveIn({ length: 1 }, ['length'])).toEqual({ present: true, value: 1 });
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
