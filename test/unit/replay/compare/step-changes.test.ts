import { describe, expect, it } from 'vitest';
import { dryRunSteps } from '../../../../engine/drivers/index.ts';
import type { StepRecord } from '../../../../engine/model/index.ts';
import { describeStepChanges } from '../../../../engine/replay/compare/step-changes.ts';
import { catalog, opened, ruleWith } from '../setting.ts';

function stepsOf(actions: unknown[]): StepRecord[] {
  return dryRunSteps({ rule: ruleWith({ actions }), event: opened('e_1'), catalog });
}

const tag = (tags: string[], more = {}) => ({ type: 'tag_session', params: { tags }, ...more });
const between = (before: unknown[], after: unknown[]) => describeStepChanges(stepsOf(before), stepsOf(after));

/** A step as it may be recorded. */
const step = (effects: StepRecord['effects'], changes: Partial<StepRecord> = {}): StepRecord => ({
  id: 's1',
  type: 'webhook',
  status: 'would-run',
  params: {},
  output: null,
  effects,
  attempts: [],
  error: null,
  ...changes,
});

describe('what two runs do differently', () => {
  it('is nothing where they do the same, whatever their steps are called', () => {
    expect(between([tag(['a'])], [tag(['a'], { id: 'x', note: 'n' })])).toBeNull();
    expect(between([tag(['a']), tag(['b'], { disabled: true })], [tag(['a'])])).toBeNull();
    expect(between([], [])).toBeNull();
  });

  it('is another list of steps', () => {
    expect(
      between([tag(['a'])], [tag(['a']), { type: 'escalate_to_human', params: { team: 'fraud' } }]),
    ).toEqual({
      cause: 'actions: tag_session → tag_session, escalate_to_human',
      why: 'actions: tag_session → tag_session, escalate_to_human',
    });
    expect(between([tag(['a'])], [])?.why).toBe('actions: tag_session → no step');
    expect(between([tag(['a'])], [tag(['a'], { disabled: true })])?.why).toBe(
      'actions: tag_session → no step',
    );
  });

  it('is a step that can no longer run, with the reason', () => {
    const broken = tag(['${event.payload.nothing}']);
    const error = '(cannot be resolved: event.payload.nothing)';
    expect(between([tag(['a'])], [broken])).toEqual({
      cause: 'actions[0] tag_session: would-run → invalid',
      why: `actions[0] tag_session: would-run → invalid ${error}`,
    });
    expect(between([broken], [tag(['a'])])?.why).toBe(`actions[0] tag_session: invalid → would-run ${error}`);
    const failed = step([], { status: 'failed' });
    expect(describeStepChanges([step([])], [failed])?.why).toBe('actions[0] webhook: would-run → failed');
  });

  it('names the deepest places that differ, at the step of the later rule', () => {
    const before = step([{ kind: 'http.post', body: { a: 1, b: [1, 2], old: true }, to: ['x'] }]);
    const after = step([{ kind: 'http.post', body: { a: 2, b: [1, 3], 'new key': null }, to: ['x', 'y'] }]);
    const disabled = step([], { status: 'disabled' });
    expect(describeStepChanges([before], [disabled, after])).toEqual({
      cause:
        'actions[1] webhook: effects[0].body.a; actions[1] webhook: effects[0].body.b[1]; actions[1] webhook: effects[0].body.old; and 2 more',
      why: 'actions[1] webhook: effects[0].body.a 1 → 2; actions[1] webhook: effects[0].body.b[1] 2 → 3; actions[1] webhook: effects[0].body.old true → nothing; and 2 more',
    });
    const added = step([{ kind: 'http.post', 'new key': null }]);
    expect(describeStepChanges([step([{ kind: 'http.post' }])], [added])).toEqual({
      cause: 'actions[0] webhook: effects[0]["new key"]',
      why: 'actions[0] webhook: effects[0]["new key"] nothing → null',
    });
    const longer = step([{ kind: 'http.post', to: ['x', 'y'] }]);
    expect(describeStepChanges([step([{ kind: 'http.post', to: ['x'] }])], [longer])?.why).toBe(
      'actions[0] webhook: effects[0].to ["x"] → ["x","y"]',
    );
    expect(describeStepChanges([step([])], [step([{ kind: 'http.post' }])])?.why).toBe(
      'actions[0] webhook: effects [] → [{"kind":"http.post"}]',
    );
  });
});
