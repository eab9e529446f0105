import { describe, expect, it } from 'vitest';
import { groupChanges, type OutcomeChange } from '../../../../engine/replay/index.ts';

const fires = { outcome: 'would-execute', reason: null } as const;

function change(event: string, more: Partial<OutcomeChange> = {}): OutcomeChange {
  return {
    event,
    rule: 'r_a',
    before: fires,
    after: null,
    cause: 'the rule is gone',
    why: `why of ${event}`,
    ...more,
  };
}

describe('changes', () => {
  it('are summed up by rule, outcomes and cause, with the first of each as a sample, the most frequent first', () => {
    const sum = groupChanges();
    sum.add(change('e_1', { rule: 'r_b' }), 1);
    sum.add(change('e_2'), 2);
    sum.add(change('e_3', { cause: 'other' }), 3);
    sum.add(change('e_4', { before: null, after: fires }), null);
    sum.add(change('e_5'), 5);
    expect(sum.groups()).toEqual([
      {
        rule: 'r_a',
        before: fires,
        after: null,
        cause: 'the rule is gone',
        events: 2,
        sample: { ...change('e_2'), line: 2 },
      },
      {
        rule: 'r_b',
        before: fires,
        after: null,
        cause: 'the rule is gone',
        events: 1,
        sample: { ...change('e_1', { rule: 'r_b' }), line: 1 },
      },
      {
        rule: 'r_a',
        before: fires,
        after: null,
        cause: 'other',
        events: 1,
        sample: { ...change('e_3', { cause: 'other' }), line: 3 },
      },
      {
        rule: 'r_a',
        before: null,
        after: fires,
        cause: 'the rule is gone',
        events: 1,
        sample: { ...change('e_4', { before: null, after: fires }), line: null },
      },
    ]);
    expect(sum.ungrouped()).toBe(0);
  });

  it('are handed out as they stand: what is added later does not change them', () => {
    const sum = groupChanges();
    sum.add(change('e_1'), 1);
    const [first] = sum.groups();
    sum.add(change('e_2'), 2);
    expect(first?.events).toBe(1);
  });

  it('take no more memory than ten thousand groups do', () => {
    const sum = groupChanges();
    for (let index = 0; index < 10_010; index++) sum.add(change('e', { cause: `cause ${index}` }), index);
    sum.add(change('e', { cause: 'cause 9' }), 1);
    expect(sum.groups()).toHaveLength(10_000);
    expect(sum.groups()[0]).toMatchObject({ cause: 'cause 9', events: 2 });
    expect(sum.ungrouped()).toBe(10);
  });
});
