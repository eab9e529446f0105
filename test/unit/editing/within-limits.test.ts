import { describe, expect, it } from 'vitest';
import { describeExcess, freeStepId, wrapFilter } from '../../../engine/editing/index.ts';
import { limits, type Rule, readRuleValue } from '../../../engine/model/index.ts';

function ruleWith(change: Partial<Rule>): Rule {
  const read = readRuleValue({
    name: 'Limits',
    trigger: { kind: 'event', eventType: 'session.opened' },
    filter: [{ path: 'payload.session.topic', op: 'eq', value: 'fraud' }],
  });
  if (!read.ok) throw new Error('the rule of this test is no rule');
  return { ...read.value, ...change };
}

describe('the limits of a rule', () => {
  it('are not exceeded by a rule that can be saved', () => {
    expect(describeExcess(ruleWith({}))).toBeNull();
  });

  it('are told when one action is too many', () => {
    const step = (index: number) => ({ id: `s${index}`, type: 'tag_session', params: {} });
    const actions = Array.from({ length: limits.actionSteps }, (_, index) => step(index));
    expect(describeExcess(ruleWith({ actions }))).toBeNull();
    expect(describeExcess(ruleWith({ actions: [...actions, step(999)] }))).toMatch(/200 actions/);
  });

  it('are told when one condition is too many, wherever it stands', () => {
    const condition = { path: 'payload.session.topic', op: 'eq', value: 'fraud' } as const;
    const any = Array.from({ length: limits.filterNodes - 1 }, () => condition);
    expect(describeExcess(ruleWith({ filter: [{ any }] }))).toBeNull();
    expect(describeExcess(ruleWith({ filter: [{ any }, condition] }))).toMatch(/1000 conditions and groups/);
  });

  it('are told when groups nest one level too deep', () => {
    let rule = ruleWith({});
    for (let level = 1; level < limits.filterDepth; level++) rule = wrapFilter(rule, 'filter[0]', 'not').rule;
    expect(describeExcess(rule)).toBeNull();
    expect(describeExcess(wrapFilter(rule, 'filter[0]', 'all').rule)).toMatch(/64 levels/);
  });
});

describe('the id of a new step', () => {
  it('is not one that a template still names, though its step is gone', () => {
    const actions: Rule['actions'] = [
      { id: 's1', type: 'tag_session', params: {} },
      {
        id: 's3',
        type: 'send_email',
        params: { body: 'To ${steps.s2.output.memberId} or ${steps.s4.output.x}' },
      },
    ];
    expect(freeStepId(ruleWith({ actions }))).toBe('s5');
  });
});
