import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  copyNodes,
  dropNodes,
  filterNodeAt,
  filterTarget,
  nodesText,
  pasteNodes,
  readingOrder,
  stepTarget,
} from '../../../engine/editing/index.ts';
import { type FilterNode, type Rule, readRuleValue } from '../../../engine/model/index.ts';
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
        const [only = '', ...others] = pasted.value.selectAll ?? [];
        expect(filterNodeAt(pasted.value.rule, only)).toEqual(filterNodeAt(rule, at));
        expect(others).toEqual([]);
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
  test('selects all that was pasted, also where a group had to make room', () => {
    const rule: Rule = { ...empty, filter: [{ not: { path: 'app', op: 'eq', value: 'cards' } }] };
    const text = copyNodes(fraudRule, ['filter[0]', 'filter[1]', 'step:s1']) ?? '';
    const pasted = pasteNodes(rule, text, 'filter[0]');
    if (!pasted.ok) throw new Error(JSON.stringify(pasted.error));
    const { selectAll = [] } = pasted.value;
    const selected = selectAll.slice(0, 2).map((at) => filterNodeAt(pasted.value.rule, at));
    expect(selected).toEqual(fraudRule.filter.slice(0, 2));
    expect(selectAll.slice(2)).toEqual(['step:s1']);
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

describe('letting new nodes go', () => {
  const leaf: FilterNode = { path: 'app', op: 'eq', value: 'cards' };
  const step = { type: 'send_email', params: { to: [] } };
  const dropped = (text: string, at: Parameters<typeof dropNodes>[2]) => {
    const edit = dropNodes(fraudRule, text, at);
    if (!edit.ok) throw new Error('this can be added');
    return edit.value;
  };
  test('puts them where they were let go, one behind the other', () => {
    const edit = dropped(nodesText({ actions: [step, step] }), { kind: 'step', index: 1 });
    expect(edit.rule.actions.map(({ id }) => id)).toEqual(['s1', 's4', 's5', 's2', 's3']);
    expect(edit).toMatchObject({ label: 'Add', selectAll: ['step:s4', 'step:s5'] });
    const at = { kind: 'filter', parent: 'filter[1]', index: 1 } as const;
    const filtered = dropped(nodesText({ filter: [leaf, { not: leaf }] }), at);
    expect(filtered.rule.filter[1]).toMatchObject({ any: [{}, leaf, { not: leaf }, {}] });
    expect(filtered.selectAll).toEqual(['filter[1].any[1]', 'filter[1].any[2]']);
  });
  test('puts what does not fit there in its usual place', () => {
    const step1 = dropped(nodesText({ filter: [leaf], actions: [] }), { kind: 'step', index: 0 });
    expect(step1.rule.filter.at(-1)).toEqual(leaf);
    const text = nodesText({ actions: [step] });
    const edit = dropped(text, { kind: 'filter', parent: 'filter[1]', index: 0 });
    expect(edit.rule.actions.at(-1)).toEqual({ id: 's4', ...step });
  });
  test('refuses other text', () => {
    expect(dropNodes(fraudRule, 'hello', { kind: 'step', index: 0 }).ok).toBe(false);
  });
});
