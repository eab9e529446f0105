import { expect, it } from 'vitest';
import { createSampleRecording } from '../../../engine/replay/index.ts';
import { catalog } from '../drivers/setting.ts';
import { plainReplay } from './plain-replay.ts';
import { asLines, inPieces, replayAll, sampleRules } from './replay-setting.ts';

it('comes to the same as dry runs of every rule on every event, order included', async () => {
  const text = asLines(createSampleRecording(catalog, { seed: 7, events: 1000 }));
  const plain = await plainReplay(sampleRules(), inPieces(text));
  const { rows, end } = await replayAll(sampleRules(), inPieces(text));
  expect(rows.map(({ start: _, ...row }) => row)).toEqual(plain.rows);
  expect(end.summary.considered).toBe(plain.considered);
  expect(rows.length).toBeGreaterThan(50);
  const threaded = await replayAll(sampleRules(), inPieces(text, 5000), { workers: 3 });
  expect(threaded.rows).toEqual(rows);
});
