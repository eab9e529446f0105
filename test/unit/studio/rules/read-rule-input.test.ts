import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copyName } from '../../../../engine/studio/rules/copy-name.ts';
import { readRuleInput } from '../../../../engine/studio/rules/read-rule-input.ts';

const identity = { id: 'r_new', createdBy: 'ana' };
const rule = { name: 'Fraud', trigger: { kind: 'event', eventType: 'session.opened' } };

describe('a rule that arrives as a value', () => {
  it('gets the identity it lacks and keeps the one it has', () => {
    expect(readRuleInput(rule, identity)).toMatchObject({ ok: true, value: identity });
    const own = { ...rule, id: 'r_own', createdBy: 'bo' };
    expect(readRuleInput(own, identity)).toMatchObject({ ok: true, value: { id: 'r_own', createdBy: 'bo' } });
  });

  it('is refused with the place where it nests a million levels deep, at once', () => {
    let deep: unknown = 'bottom';
    for (let level = 0; level < 1_000_000; level++) deep = { a: deep };
    const read = readRuleInput({ ...rule, actions: [{ type: 'x', params: deep }] }, identity);
    expect(read).toMatchObject({
      ok: false,
      error: [{ code: 'too-deep', at: /^actions\[0\]\.params\.a\.a/ }],
    });
  });

  it('is refused when it is larger than a rule may be', () => {
    const read = readRuleInput({ ...rule, description: 'x'.repeat(1_000_001) }, identity);
    expect(read).toMatchObject({ ok: false, error: [{ code: 'too-large' }] });
  });

  it('never throws, whatever it is', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, maxDepth: 5 }), (value) => {
        expect(typeof readRuleInput(value, identity).ok).toBe('boolean');
      }),
    );
  });
});

describe('the name of a copy', () => {
  it('is free, and never longer than a name may be', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 200 }), fc.nat(5), (name, copies) => {
        const taken = new Set([name]);
        for (let copy = 0; copy <= copies; copy++) {
          const next = copyName(name, taken);
          expect(taken.has(next)).toBe(false);
          expect(next.length).toBeLessThanOrEqual(200);
          taken.add(next);
        }
      }),
    );
  });

  it('counts on instead of piling up', () => {
    expect(copyName('Fraud (copy)', new Set(['Fraud (copy)']))).toBe('Fraud (copy 2)');
  });
});
