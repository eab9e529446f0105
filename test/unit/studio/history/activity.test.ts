import { describe, expect, it } from 'vitest';
import type { StoredRunBody } from '../../../../engine/contract/index.ts';
import { activityOf } from '../../../../engine/studio/history/activity.ts';

function run(id: string, at: string, outcome: StoredRunBody['outcome'], failed = 0): StoredRunBody {
  return {
    recordVersion: 1,
    rule: { id, name: id, version: 1, hash: 'h' },
    event: {
      id: 'e',
      type: 't',
      app: 'a',
      firedAt: at,
      actor: { kind: 'system', id: 'x' },
      streamId: 's',
      streamVersion: 1,
      tenantId: '',
      payload: {},
    },
    driver: 'live',
    outcome,
    reason: null,
    notes: [],
    filter: { pass: true, nodes: [] },
    steps: [],
    counts: { succeeded: 1, failed },
    sideEffects: 0,
    startedAt: at,
    latencyMs: 1,
    id: `run-${at}`,
    source: 'event',
    scope: ['a'],
    subject: 's',
    replayOf: null,
    held: null,
  };
}

describe('what the newest runs tell of their rules', () => {
  it('is when each last executed, how many runs there are, and how many failed', () => {
    const runs = [
      run('a', '2026-03-02T09:00:00.000Z', 'skipped'),
      run('a', '2026-03-02T08:00:00.000Z', 'executed', 1),
      run('b', '2026-03-02T07:00:00.000Z', 'skipped', 1),
      run('a', '2026-03-02T06:00:00.000Z', 'executed'),
    ];
    expect(activityOf(runs, false)).toEqual({
      rules: [
        { id: 'a', lastFired: '2026-03-02T08:00:00.000Z', runs: 3, failures: 1 },
        { id: 'b', lastFired: null, runs: 1, failures: 0 },
      ],
      since: null,
    });
  });

  it('says how far back it was read when there are older runs', () => {
    const runs = [run('a', '2026-03-02T09:00:00.000Z', 'executed')];
    expect(activityOf(runs, true).since).toBe('2026-03-02T09:00:00.000Z');
    expect(activityOf([], true)).toEqual({ rules: [], since: null });
  });
});
