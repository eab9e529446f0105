import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { printCode, readCode } from '../../../engine/editing/index.ts';
import { fraudRule, rules } from './arbitrary-rules.ts';

const issuesOf = (text: string): string[] => {
  const read = readCode(text, fraudRule);
  return read.ok ? [] : read.error.map(({ at, message }) => `${at}: ${message}`);
};

describe('the text of the Code tab', () => {
  test('read back is the rule it was printed from', () => {
    fc.assert(
      fc.property(rules, (rule) => {
        expect(readCode(printCode(rule), rule)).toEqual({ ok: true, value: rule });
      }),
    );
  });
  test('printed again is the same text', () => {
    fc.assert(
      fc.property(rules, (rule) => {
        const read = readCode(printCode(rule), rule);
        expect(read.ok && printCode(read.value)).toBe(printCode(rule));
      }),
    );
  });
  test('shows what a person authors and nothing that the studio keeps', () => {
    const keys = Object.keys(JSON.parse(printCode(fraudRule)));
    for (const kept of ['id', 'enabled', 'createdBy', 'version']) expect(keys).not.toContain(kept);
  });
  test('cannot change who a rule is', () => {
    const read = readCode(printCode({ ...fraudRule, id: 'r_other', version: 9 }), fraudRule);
    expect(read).toEqual({ ok: true, value: fraudRule });
  });
  test('that is broken, too deep, too large or no rule says where', () => {
    expect(issuesOf('{')[0]).toMatch(/line 1, column 2/);
    expect(issuesOf(`{"filter":${'['.repeat(20_000)}`)[0]).toMatch(/^filter\[0\].*nested too deeply/);
    expect(issuesOf(`{"name":"${'x'.repeat(2_000_000)}"}`)[0]).toMatch(/too large: at least 2000011 bytes/);
    expect(issuesOf(printCode(fraudRule).replace('"op": "eq"', '"op": "equals"'))[0]).toMatch(
      /^filter\[0\]\.op/,
    );
    expect(issuesOf('[]')).not.toEqual([]);
  });
});
