import { expect, it } from 'vitest';
import { entryLines } from '../../../../renderer/replay/entry-words.ts';

const run = {
  id: 'rp_1',
  recording: { id: 'rec_1', name: 'A day at Acme Bank', isThere: true },
  startedAt: '2026-03-02T06:05:09.120Z',
  state: 'finished' as const,
  ruleCount: 12,
  ruleName: null,
  events: 10_000,
  matched: 1,
};

it('a past replay is told from others by its rules, its recording, what came of it and the second it began', () => {
  expect(entryLines(run)).toEqual({
    title: '12 rules',
    came: 'A day at Acme Bank · 1 match',
    started: 'started 2 Mar 2026, 06:05:09 UTC',
  });
  expect(entryLines({ ...run, ruleName: 'Fraud', matched: 1227 })).toMatchObject({
    title: 'Fraud',
    came: 'A day at Acme Bank · 1,227 matches',
  });
});

it('one that runs or was stopped says so', () => {
  expect(entryLines({ ...run, state: 'running' }).came).toBe('A day at Acme Bank · running');
  expect(entryLines({ ...run, state: 'stopped', matched: 3 }).came).toBe(
    'A day at Acme Bank · stopped after 10,000 events, 3 matches',
  );
});
