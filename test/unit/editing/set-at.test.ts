import { describe, expect, test } from 'vitest';
import { setAtPlace } from '../../../engine/editing/index.ts';
import { fraudRule } from './arbitrary-rules.ts';

const set = (at: string, value: Parameters<typeof setAtPlace>[2]) =>
  setAtPlace(fraudRule, at, value, 'Fix problem')?.rule ?? null;

describe('setting one value', () => {
  test('changes what is at the place and nothing else', () => {
    expect(set('trigger.eventType', 'session.closed')).toEqual({
      ...fraudRule,
      trigger: { kind: 'event', eventType: 'session.closed' },
    });
    expect(set('actions[1].params.to[0]', 'ops@acme-bank.com')?.actions[1]?.params.to).toEqual([
      'ops@acme-bank.com',
    ]);
    expect(set('filter[1].any[1].not.value', 'de')?.filter[1]).toEqual({
      any: [
        { path: 'payload.session.channel', op: 'eq', value: 'voice' },
        { not: { path: 'payload.session.language', op: 'eq', value: 'de' } },
      ],
    });
  });
  test('may add a key, and an item at the end of a list', () => {
    expect(set('actions[0].note', 'why')?.actions[0]?.note).toBe('why');
    expect(set('scope.apps[1]', 'loans')?.scope.apps).toEqual(['cards', 'loans']);
  });
  test('can set null where null is a value', () => {
    expect(set('limits.maxPerMinute', null)?.limits.maxPerMinute).toBeNull();
    expect(set('filter[0].value', null)?.filter[0]).toMatchObject({ value: null });
  });
  test('leaves the given rule as it was', () => {
    const before = JSON.stringify(fraudRule);
    set('actions[1].params.to[0]', 'x');
    expect(JSON.stringify(fraudRule)).toBe(before);
  });
  test('answers null where there is no such place, or what comes out is no rule', () => {
    expect(set('scope.apps[5]', 'loans')).toBeNull();
    expect(set('actions[9].note', 'why')).toBeNull();
    expect(set('filter[0].op', 'equals')).toBeNull();
    expect(set('actions[3].note', 'why')).toBeNull();
    expect(set('actions[0].retry.maxAttempts', 2)).toBeNull();
    expect(set('nonsense', 1)).toBeNull();
    expect(set('name.first', 'x')).toBeNull();
    expect(set('', null)).toBeNull();
  });
  test('never reaches what a rule merely inherits', () => {
    expect(set('__proto__.polluted', true)).toBeNull();
    expect(set('actions[0].params.constructor.prototype', true)).toBeNull();
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});
