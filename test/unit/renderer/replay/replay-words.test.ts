import { expect, test } from 'vitest';
import { replayWords } from '../../../../renderer/replay/replay-words.ts';
import { useReplay } from '../../../../renderer/state/replay-state.ts';

const replay = useReplay.getInitialState();

test('while a comparison runs, that is said, and nothing of one that failed, which says so itself', () => {
  const page = { kind: 'comparison' } as const;
  const running = { kind: 'running', share: null, words: '12 of 100 events' } as const;
  expect(replayWords({ ...replay, page, comparison: running })).toBe('Comparing');
  expect(replayWords({ ...replay, page, comparison: { kind: 'failed', message: 'no' } })).toBe('');
  expect(replayWords({ ...replay, page: { kind: 'setup' }, comparison: running })).toBe('');
});
