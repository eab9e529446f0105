import { describe, expect, it } from 'vitest';
import {
  askEffect,
  askNow,
  askRandom,
  askState,
  type ChainPart,
  claimGates,
  tell,
} from '../../../engine/chain/ask.ts';
import type { ChainAnswer } from '../../../engine/chain/index.ts';

const done: ChainAnswer = { kind: 'done' };
const now: ChainAnswer = { kind: 'now', at: '2026-01-05T09:00:00.000Z', elapsedMs: 0 };
const parts: [string, () => ChainPart<unknown>, ChainAnswer][] = [
  ['now', askNow, done],
  ['random', askRandom, done],
  [
    'claim-gates',
    () =>
      claimGates({
        kind: 'claim-gates',
        ruleId: 'r',
        subject: 's',
        app: 'a',
        at: '2026-01-05T09:00:00.000Z',
        limits: { cooldownSeconds: 0, maxFiresPerDay: null, maxPerMinute: null },
        refusals: [],
      }),
    now,
  ],
  [
    'read-state',
    () => askState({ kind: 'read-state', stepId: 's1', query: { kind: 'ticket', id: '1' } }),
    now,
  ],
  [
    'perform-effect',
    () =>
      askEffect({
        kind: 'perform-effect',
        stepId: 's1',
        actionType: 'x',
        key: 'k',
        attempt: 1,
        effect: { kind: 'http.post' },
      }),
    done,
  ],
  ['sleep-until', () => tell({ kind: 'sleep-until', at: '2026-01-05T09:00:00.000Z' }), now],
];

describe('a driver that answers another question than it was asked', () => {
  it.each(parts)('is told so, as a bug: %s', (kind, start, wrong) => {
    const part = start();
    expect(part.next().value).toMatchObject({ kind });
    expect(() => part.next(wrong)).toThrow(`a "${kind}" request was answered with "${wrong.kind}"`);
  });
});
