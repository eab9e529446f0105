import { describe, expect, it } from 'vitest';
import type { ActionRun } from '../../../engine/actions/index.ts';
import type { ChainAnswer, ChainRequest } from '../../../engine/chain/index.ts';
import { performStep } from '../../../engine/chain/perform-step.ts';
import type { ActionStep, Effect, Json } from '../../../engine/model/index.ts';

const step: ActionStep = { id: 's1', type: 'test', params: {} };
const post = (url: string): Effect => ({ kind: 'http.post', url });
const start = '2026-05-01T00:00:00.000Z';
const busy: ChainAnswer = {
  kind: 'effect-failed',
  failure: { code: 'http-503', message: 'busy', retryable: true },
};
const gone: ChainAnswer = {
  kind: 'effect-failed',
  failure: { code: 'http-404', message: 'gone', retryable: false },
};
const done = (output: Record<string, Json>, isPredicted = false, isPerformed = true): ChainAnswer => ({
  kind: 'effect-done',
  output,
  isPredicted,
  isPerformed,
});

/** Performs an action whose effects are answered in turn; the clock moves by sleeping. */
function perform(action: ActionRun, effects: ChainAnswer[] = []) {
  const asked: ChainRequest[] = [];
  let clock = start;
  const left = [...effects];
  const answer = (request: ChainRequest): ChainAnswer => {
    asked.push(request);
    switch (request.kind) {
      case 'now':
        return { kind: 'now', at: clock, elapsedMs: 0 };
      case 'random':
        return { kind: 'random', value: 0.5 };
      case 'sleep-until':
        clock = request.at;
        return { kind: 'done' };
      case 'read-state':
        return { kind: 'state', value: { open: 3 } };
      case 'perform-effect':
        return left.shift() ?? expect.unreachable('no more effects were expected');
      default:
        return expect.unreachable(request.kind);
    }
  };
  const run = performStep(action, { step, at: 'actions[0]', runKey: 'r_1:e_1' });
  let next = run.next();
  while (!next.done) next = run.next(answer(next.value));
  const { attempt: _, ...performed } = next.value;
  return { performed, asked };
}

describe('a step that is performed', () => {
  it('gives each request of its action the answer to it, and what was noted', () => {
    const answers: Json[] = [];
    function* action(): ActionRun {
      answers.push(yield { kind: 'read-state', query: { kind: 'ticket', id: 't1' } });
      answers.push(yield { kind: 'note', text: 'the ticket was open' });
      answers.push(yield { kind: 'perform-effect', effect: post('a') });
      answers.push(yield { kind: 'note', text: 'it is closed now' });
      return { ok: true, value: { id: 't1' } };
    }
    const { performed, asked } = perform(action(), [done({ status: 200 })]);
    expect(answers).toEqual([{ open: 3 }, null, { status: 200 }, null]);
    expect(performed).toEqual({
      result: { ok: true, value: { id: 't1' } },
      effects: [post('a')],
      attempts: [{ at: start }],
      notes: ['the ticket was open', 'it is closed now'],
      isPredicted: false,
      effectsPerformed: 1,
    });
    expect(asked).toEqual([
      { kind: 'now' },
      { kind: 'read-state', stepId: 's1', query: { kind: 'ticket', id: 't1' } },
      {
        kind: 'perform-effect',
        stepId: 's1',
        actionType: 'test',
        key: 'r_1:e_1:s1:0',
        attempt: 1,
        effect: post('a'),
      },
    ]);
  });

  it('has a key for each effect, counts those that happened, and is predicted when any of them was', () => {
    function* action(): ActionRun {
      for (const url of ['a', 'b', 'c']) yield { kind: 'perform-effect', effect: post(url) };
      return { ok: true, value: {} };
    }
    const { performed, asked } = perform(action(), [done({}), done({}, true, false), done({})]);
    expect(performed).toMatchObject({ isPredicted: true, effectsPerformed: 2 });
    expect(asked.flatMap((request) => (request.kind === 'perform-effect' ? [request.key] : []))).toEqual([
      'r_1:e_1:s1:0',
      'r_1:e_1:s1:1',
      'r_1:e_1:s1:2',
    ]);
  });

  it('tries a failing effect again, not those before it, and drops what is left when it fails for good', () => {
    function* action(): ActionRun {
      yield { kind: 'perform-effect', effect: post('a') };
      yield { kind: 'perform-effect', effect: post('b') };
      return expect.unreachable('the action has ended');
    }
    const { performed, asked } = perform(action(), [done({}), busy, gone]);
    expect(performed).toEqual({
      result: {
        ok: false,
        error: { kind: 'failed', error: { code: 'http-404', message: 'gone', at: 'actions[0]' } },
      },
      effects: [post('a'), post('b')],
      attempts: [
        { at: start, error: { code: 'http-503', message: 'busy', at: 'actions[0]' } },
        {
          at: '2026-05-01T00:00:00.500Z',
          error: { code: 'http-404', message: 'gone', at: 'actions[0]' },
        },
      ],
      notes: [],
      isPredicted: false,
      effectsPerformed: 1,
    });
    expect(asked.map(({ kind }) => kind)).toEqual([
      'now',
      'perform-effect',
      'perform-effect',
      'now',
      'random',
      'sleep-until',
      'now',
      'perform-effect',
    ]);
  });

  it.each([
    ['failed', [{ at: start, error: { code: 'no', message: 'not so', at: 'actions[0].params.to' } }]],
    ['invalid', []],
  ] as const)('that its action calls %s has an attempt only if it was tried', (kind, attempts) => {
    // biome-ignore lint/correctness/useYield: an action that says no at once
    function* action(): ActionRun {
      return {
        ok: false,
        error: { kind, code: 'no', message: 'not so', at: 'params.to', retryable: false },
      };
    }
    expect(perform(action()).performed).toEqual({
      result: {
        ok: false,
        error: { kind, error: { code: 'no', message: 'not so', at: 'actions[0].params.to' } },
      },
      effects: [],
      attempts,
      notes: [],
      isPredicted: false,
      effectsPerformed: 0,
    });
  });
});
