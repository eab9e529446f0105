import { describe, expect, it } from 'vitest';
import {
  asking,
  matchFilterOf,
  noFilter,
  withOutcome,
  withReason,
} from '../../../../renderer/state/replay-state.ts';

describe('the filter of a replay', () => {
  it('asks nothing of the engine while nothing is chosen', () => {
    expect(matchFilterOf(noFilter)).toEqual({});
  });

  it('asks for executions, for all that was held back, or for one reason of it', () => {
    expect(matchFilterOf(withOutcome('executed', noFilter))).toEqual({ reasons: [null] });
    expect(matchFilterOf(withOutcome('held-back', noFilter))).toEqual({
      reasons: ['permission', 'cooldown', 'daily-cap', 'rate-limit', 'depth'],
    });
    expect(matchFilterOf(withReason('cooldown', noFilter))).toEqual({ reasons: ['cooldown'] });
    expect(matchFilterOf(withReason('depth', withOutcome('held-back', noFilter)))).toEqual({
      reasons: ['depth'],
    });
  });

  it('asks for it together with rule, app and time', () => {
    const filter = { ...noFilter, rule: 'r_1', app: 'cards', span: { from: 1, until: 2 } };
    expect(matchFilterOf(withReason('daily-cap', filter))).toEqual({
      rules: ['r_1'],
      apps: ['cards'],
      reasons: ['daily-cap'],
      from: 1,
      until: 2,
    });
  });

  it('never asks for an execution that was held back', () => {
    const executed = withOutcome('executed', noFilter);
    expect(withReason('cooldown', executed)).toEqual({ ...noFilter, reason: 'cooldown' });
    expect(withOutcome('executed', withReason('cooldown', noFilter))).toEqual(executed);
    expect(withReason(null, executed)).toEqual(executed);
    expect(withOutcome(null, withReason('cooldown', noFilter)).reason).toBe('cooldown');
  });

  it('is set as a whole by an outcome that was counted', () => {
    expect(asking(null)).toEqual({ outcome: null, reason: null });
    expect(asking('executed')).toEqual({ outcome: 'executed', reason: null });
    expect(asking('rate-limit')).toEqual({ outcome: 'held-back', reason: 'rate-limit' });
  });
});
