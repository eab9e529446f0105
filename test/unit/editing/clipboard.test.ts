import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  copyNodes,
  filterNodeAt,
  filterTarget,
  pasteNodes,
  readingOrder,
  stepTarget,
} from '../../../engine/editing/index.ts';
import { type Rule, readRuleValue } from '../../../engine/model/index.ts';
import { fraudRule, rules, rulesWithCondition } from './arbitrary-rules.ts';

const empty: Rule = { ...fraudRule, filter: [], actions: [] };
const withoutIds = (rule: Rule): object[] => rule.actions.map(({ id: _id, ...step }) => step);

describe('copy and paste', () => {
  test('of everything into an empty rule gives the same conditions and actions', () => {
    fc.assert(
      fc.property(rules, (rule) => {
        const text = copyNodes(rule, readingOrder(rule));
        if (rule.filter.length + rule.actions.length === 0) {
          expect(text).toBeNull();
          return;
        }
        const pasted = pasteNodes(empty, text ?? '', null);
        if (!pasted.ok) throw new Error(JSON.stringify(pasted.error));
        expect(pasted.value.rule.filter).toEqual(rule.filter);
        expect(withoutIds(pasted.value.rule)).toEqual(withoutIds(rule));
        expect(readRuleValue(pasted.value.rule).ok).toBe(true);
      }),
    );
  });
  test('of one condition behind itself is what duplicating is', () => {
    fc.assert(
      fc.property(rulesWithCondition, ({ rule, at }) => {
        const text = copyNodes(rule, [at]);
        const pasted = pasteNodes(rule, text ?? '', at);
        if (!pasted.ok) throw new Error(JSON.stringify(pasted.error));
        expect(filterNodeAt(pasted.value.rule, pasted.value.select ?? '')).toEqual(filterNodeAt(rule, at));
        expect(readRuleValue(pasted.value.rule).ok).toBe(true);
      }),
    );
  });
  test('keeps the order of the rule, whatever the order of clicking', () => {
    const text = copyNodes(fraudRule, ['step:s2', 'filter[1]', 'step:s1', 'filter[0]']) ?? '';
    const pasted = pasteNodes(empty, text, null);
    expect(pasted.ok && pasted.value.rule.filter).toEqual(fraudRule.filter);
    expect(pasted.ok && withoutIds(pasted.value.rule)).toEqual(withoutIds(fraudRule).slice(0, 2));
  });
  test('takes a group once, not again for what is inside it', () => {
    const text = copyNodes(fraudRule, ['filter[1].any[0]', 'filter[1]']) ?? '';
    expect(JSON.parse(text).filter).toEqual([fraudRule.filter[1]]);
  });
  test('gives pasted steps ids of their own', () => {
    const text = copyNodes(fraudRule, ['step:s1', 'step:s3']) ?? '';
    const pasted = pasteNodes(fraudRule, text, 'step:s1');
    expect(pasted.ok && pasted.value.rule.actions.map(({ id }) => id)).toEqual([
      's1',
      's4',
      's5',
      's2',
      's3',
    ]);
  });
  test('has nothing to copy where only fixed nodes are selected', () => {
    expect(copyNodes(fraudRule, ['trigger', 'scope', 'filter'])).toBeNull();
    expect(copyNodes(fraudRule, [])).toBeNull();
  });
  test('of text that is no nodes says where it is wrong', () => {
    const refused = (text: string): unknown => {
      const pasted = pasteNodes(fraudRule, text, null);
      return pasted.ok ? 'pasted' : pasted.error[0]?.at;
    };
    expect(refused('hello')).toBe('');
    expect(refused('{"rulewright":"nodes","filter":[{"path":"app"}]}')).toBe('filter[0].op');
    expect(refused('{"rulewright":"nodes","actions":[{"id":"s1","type":7}]}')).toBe('actions[0].type');
    expect(refused(`{"rulewright":"nodes","filter":${'['.repeat(20_000)}`)).toMatch(/^filter/);
  });
});

describe('where something new goes', () => {
  test('into a selected group, behind a selected condition, else at the end', () => {
    expect(filterTarget(fraudRule, 'filter[1]')).toEqual({ parent: 'filter[1]', index: 2 });
    expect(filterTarget(fraudRule, 'filter[1].any[0]')).toEqual({ parent: 'filter[1]', index: 1 });
    expect(filterTarget(fraudRule, 'filter[0]')).toEqual({ parent: 'filter', index: 1 });
    expect(filterTarget(fraudRule, 'step:s1')).toEqual({ parent: 'filter', index: 2 });
    expect(filterTarget(fraudRule, null)).toEqual({ parent: 'filter', index: 2 });
  });
  test('behind a selected step, else at the end of the chain', () => {
    expect(stepTarget(fraudRule, 'step:s1')).toBe(1);
    expect(stepTarget(fraudRule, 'filter')).toBe(3);
    expect(stepTarget(fraudRule, null)).toBe(3);
  });
});
