import { describe, expect, it } from 'vitest';
import type { PathEntry } from '../../../../engine/language/index.ts';
import {
  finishPlaceholder,
  openPlaceholder,
} from '../../../../renderer/inspector/fields/open-placeholder.ts';
import {
  matchVariables,
  placeholderOptions,
  typeText,
} from '../../../../renderer/inspector/fields/use-variables.ts';

describe('a placeholder that is being written', () => {
  it.each([
    ['Hello ${', 8, { start: 6, query: '' }],
    ['Hello ${event.pay', 17, { start: 6, query: 'event.pay' }],
    ['${a} and ${b', 12, { start: 9, query: 'b' }],
  ])('%j at %d is open', (text, caret, open) => {
    expect(openPlaceholder(text, caret)).toEqual(open);
  });

  it.each([
    ['Hello', 5],
    ['${event.app}', 12],
    ['costs $${', 9],
    ['${two words', 11],
    ['Hello ${', 3],
  ])('%j at %d is none', (text, caret) => {
    expect(openPlaceholder(text, caret)).toBeNull();
  });

  it('is finished with the chosen path, and the caret stands behind it', () => {
    const text = 'Hello ${cust, bye';
    const open = openPlaceholder(text, 12);
    if (!open) expect.unreachable();
    expect(finishPlaceholder(text, 12, open, 'event.app')).toEqual({
      text: 'Hello ${event.app}, bye',
      caret: 18,
    });
  });

  it('takes the place of what was left of another one', () => {
    const text = '${event.payload.old}!';
    const open = openPlaceholder(text, 8);
    if (!open) expect.unreachable();
    expect(finishPlaceholder(text, 8, open, 'event.app').text).toBe('${event.app}!');
  });
});

describe('variables that a half-written path can mean', () => {
  const entry = (path: string, title = path): PathEntry => ({
    path,
    title,
    type: 'text',
    isOptional: false,
    sample: 'x',
    origin: 'session.opened',
    schema: {},
  });
  const all = [
    entry('event.payload.session.customer.name', 'Name'),
    entry('event.payload.session.id', 'Session'),
    entry('event.app', 'App'),
    entry('steps.s1.output.added', 'What was added'),
  ];

  it('come with those first that begin like it', () => {
    const paths = (query: string) => matchVariables(all, query).map(({ path }) => path);
    expect(paths('')).toHaveLength(4);
    expect(paths('sess')).toEqual(['event.payload.session.customer.name', 'event.payload.session.id']);
    expect(paths('EVENT.A')).toEqual(['event.app']);
    expect(paths('a')).toEqual([
      'event.app',
      'event.payload.session.customer.name',
      'event.payload.session.id',
      'steps.s1.output.added',
    ]);
    expect(paths('was added')).toEqual(['steps.s1.output.added']);
    expect(paths('nothing like it')).toEqual([]);
  });

  it('are offered whole, with type, sample and origin', () => {
    expect(placeholderOptions([entry('event.app')])).toEqual([
      { value: '${event.app}', detail: 'text · “x” · session.opened' },
    ]);
    expect(typeText({ ...entry('a'), isOptional: true })).toBe('text, may be missing');
  });
});
