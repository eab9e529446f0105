import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  duplicateStep,
  freeStepId,
  insertStep,
  moveStep,
  readingOrder,
  removeStep,
  setTrigger,
  stepNodeId,
  toggleApp,
  updateRule,
  updateStep,
} from '../../../engine/editing/index.ts';
import { readRuleValue } from '../../../engine/model/index.ts';
import { fraudRule, rules, rulesWithStep } from './arbitrary-rules.ts';

const webhook = { type: 'webhook', params: { url: 'https://example.com' } };
const ids = (rule: { actions: { id: string }[] }): string[] => rule.actions.map(({ id }) => id);

describe('steps', () => {
  test('every edit gives a rule again and selects a node that is there', () => {
    fc.assert(
      fc.property(rulesWithStep, fc.integer({ min: -1, max: 9 }), ({ rule, stepId }, index) => {
        const edits = [
          insertStep(rule, Math.max(0, index), webhook),
          moveStep(rule, stepId, index),
          removeStep(rule, stepId),
          duplicateStep(rule, stepId),
          updateStep(rule, stepId, { note: 'why', disabled: true }),
        ];
        for (const edit of edits) {
          if (edit === null) continue;
          expect(readRuleValue(edit.rule)).toEqual({ ok: true, value: edit.rule });
          expect(readingOrder(edit.rule)).toContain(edit.select);
        }
      }),
    );
  });
  test('moving there and back changes nothing', () => {
    fc.assert(
      fc.property(rulesWithStep, fc.nat(6), ({ rule, stepId }, to) => {
        const from = ids(rule).indexOf(stepId);
        const there = moveStep(rule, stepId, to);
        if (there) expect(moveStep(there.rule, stepId, from)?.rule).toEqual(rule);
        else expect(Math.min(to, rule.actions.length - 1)).toBe(from);
      }),
    );
  });
  test('moving says the index after the step was taken out', () => {
    expect(ids(moveStep(fraudRule, 's1', 1)?.rule ?? fraudRule)).toEqual(['s2', 's1', 's3']);
    expect(ids(moveStep(fraudRule, 's3', 0)?.rule ?? fraudRule)).toEqual(['s3', 's1', 's2']);
  });
  test('adding and deleting again gives back the very same steps', () => {
    fc.assert(
      fc.property(rules, fc.nat(5), (rule, index) => {
        const { rule: more } = insertStep(rule, index, webhook);
        expect(removeStep(more, freeStepId(rule)).rule).toEqual(rule);
      }),
    );
  });
  test('a new step never takes an id that another holds', () => {
    const gap = removeStep(fraudRule, 's1').rule;
    expect(freeStepId(gap)).toBe('s4');
    expect(ids(insertStep(gap, 0, webhook).rule)).toEqual(['s4', 's2', 's3']);
  });
  test('deleting the last of them selects the one before, deleting the only one the filter', () => {
    expect(removeStep(fraudRule, 's3').select).toBe(stepNodeId('s2'));
    expect(removeStep({ ...fraudRule, actions: fraudRule.actions.slice(0, 1) }, 's1').select).toBe('filter');
  });
  test('a copy stands right behind, under an id of its own', () => {
    const { rule } = duplicateStep(fraudRule, 's1') ?? { rule: fraudRule };
    expect(ids(rule)).toEqual(['s1', 's4', 's2', 's3']);
    expect(rule.actions[1]?.params).toEqual(rule.actions[0]?.params);
  });
  test('a step that is not there can be neither moved nor copied', () => {
    expect(moveStep(fraudRule, 's9', 0)).toBeNull();
    expect(duplicateStep(fraudRule, 's9')).toBeNull();
  });
  test('a field set to undefined is gone, not stored as nothing', () => {
    const off = updateStep(fraudRule, 's1', { disabled: true }).rule;
    expect(Object.keys(updateStep(off, 's1', { disabled: undefined }).rule.actions[0] ?? {})).toEqual(
      Object.keys(fraudRule.actions[0] ?? {}),
    );
  });
});

describe('the rule itself', () => {
  test('ticking an app twice changes nothing, and the order of ticking is kept', () => {
    const both = toggleApp(fraudRule, 'loans').rule;
    expect(both.scope.apps).toEqual(['cards', 'loans']);
    expect(toggleApp(both, 'loans').rule).toEqual(fraudRule);
  });
  test('a change of trigger leaves everything else', () => {
    const trigger = { kind: 'event', eventType: 'session.closed' } as const;
    expect(setTrigger(fraudRule, trigger).rule).toEqual({ ...fraudRule, trigger });
  });
  test('a description can be taken away again', () => {
    const described = updateRule(fraudRule, { description: 'Why' }, 'Change description').rule;
    expect(described.description).toBe('Why');
    expect(updateRule(described, { description: undefined }, 'Change description').rule).toEqual(fraudRule);
  });
});
