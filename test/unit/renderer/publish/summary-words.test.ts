import { describe, expect, it } from 'vitest';
import { appsWords, effectWords, testedOf, testedWords } from '../../../../renderer/publish/summary-words.ts';

const impact = (changed: number, source = 'workspace') => ({ source, events: 20, changed, rules: [] });

describe('what a publication comes to', () => {
  it('nothing at all is said to be nothing', () => {
    expect(appsWords({ taken: 0, conflicts: 0 }, 0)).toBe('None.');
    expect(effectWords({ taken: 0, conflicts: 0 }, null)).toBe('Nothing changes.');
  });

  it('an open conflict is never said to change nothing', () => {
    expect(appsWords({ taken: 0, conflicts: 1 }, 0)).toBe('Open until the conflict is settled.');
    expect(appsWords({ taken: 2, conflicts: 1 }, 3)).toBe('Without 1 rule in conflict.');
    expect(effectWords({ taken: 0, conflicts: 2 }, null)).toBe('Not known until 2 conflicts are settled.');
    expect(effectWords({ taken: 1, conflicts: 2 }, impact(0))).toBe(
      'No outcome changes over 20 events from the workspace, without 2 rules in conflict.',
    );
  });

  it('what is known is counted', () => {
    expect(appsWords({ taken: 1, conflicts: 0 }, 1)).toBeNull();
    expect(effectWords({ taken: 1, conflicts: 0 }, null)).toBe('Not known.');
    expect(effectWords({ taken: 1, conflicts: 0 }, impact(1, 'week.jsonl'))).toBe(
      '1 outcome would change over 20 events from week.jsonl.',
    );
  });
});

describe('what the expectations say', () => {
  const case_ = (pass: boolean) => ({
    name: 'a case',
    pass,
    expected: 'would-execute' as const,
    event: null,
    given: 1,
    differences: [],
  });

  it('rules are counted by whether they have expectations and keep all of them', () => {
    const runs = [[], [case_(true)], [case_(true), case_(false)], []].map((cases) => ({ cases }));
    expect(testedOf(runs)).toEqual({ passed: 1, failed: 1, untested: 2 });
  });

  it('a rule without expectations has passed nothing and failed nothing', () => {
    expect(testedWords({ passed: 0, failed: 0, untested: 1 })).toBe(
      'No expectations: nothing tests this rule.',
    );
    expect(testedWords({ passed: 0, failed: 0, untested: 3 })).toBe('No expectations for any of 3 rules.');
  });

  it('one rule is spoken of as it, several are counted', () => {
    expect(testedWords({ passed: 0, failed: 0, untested: 0 })).toBe('Nothing to test.');
    expect(testedWords({ passed: 1, failed: 0, untested: 0 })).toBe(
      'It passes all its expectations as it is now.',
    );
    expect(testedWords({ passed: 0, failed: 1, untested: 0 })).toBe(
      'It fails some of its expectations as it is now.',
    );
    expect(testedWords({ passed: 1, failed: 1, untested: 1 })).toBe(
      '1 of 3 rules passes all expectations as they are now. 1 rule fails some. No expectations: 1 rule.',
    );
    expect(testedWords({ passed: 2, failed: 2, untested: 0 })).toBe(
      '2 of 4 rules pass all expectations as they are now. 2 rules fail some.',
    );
  });
});
