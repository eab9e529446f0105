import { expect, it } from 'vitest';
import { granted, openIn, temporaryFolder } from '../setting.ts';

it('a mark is of one content of one rule, and can be taken away', async () => {
  const { sync } = await openIn(temporaryFolder());
  const mark = { ruleId: 'r_1', hash: 'a'.repeat(64), at: '2026-03-02T09:00:00.000Z', cases: 3 };
  granted(sync.putTestedMark(mark));
  granted(sync.putTestedMark({ ...mark, cases: 4 }));
  granted(sync.putTestedMark({ ...mark, hash: 'b'.repeat(64) }));
  expect(granted(sync.testedMarks())).toEqual([
    { ...mark, cases: 4 },
    { ...mark, hash: 'b'.repeat(64) },
  ]);
  granted(sync.removeTestedMark('r_1', mark.hash));
  expect(granted(sync.testedMarks()).map(({ hash }) => hash)).toEqual(['b'.repeat(64)]);
});
