import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtInPacks } from '../../../engine/catalog/index.ts';
import {
  createSampleRecording,
  listStoredReplays,
  openStoredReplay,
  type ReplayRow,
  removeStoredReplay,
  resumeStoredReplay,
  type StoredReplay,
  startStoredReplay,
} from '../../../engine/replay/index.ts';
import { catalog } from '../drivers/setting.ts';
import { temporaryFolder } from '../store/setting.ts';
import { asLines, inPieces, replayAll, sampleRules } from './replay-setting.ts';

const events = [...createSampleRecording(catalog, { seed: 21, events: 4000 })];
const text = asLines(events);

function newReplay(content = text) {
  const folder = join(temporaryFolder(), 'replays');
  const recording = join(temporaryFolder(), 'events.jsonl');
  writeFileSync(recording, content);
  const options = {
    folder,
    id: 'first/one',
    rules: sampleRules(),
    packs: builtInPacks(),
    recording,
    workers: 1,
  };
  return { folder, recording, options: { ...options, startedAt: '2026-03-02T06:00:00Z' } };
}

function granted<Value>(result: { ok: true; value: Value } | { ok: false; error: unknown }): Value {
  if (!result.ok) throw new Error(String(result.error));
  return result.value;
}

function pagesOf(
  replay: StoredReplay,
  filter: Parameters<StoredReplay['page']>[0],
  limit: number,
): ReplayRow[] {
  const rows: ReplayRow[] = [];
  for (let after: number | null = 0; after !== null; ) {
    const page = replay.page(filter, after, limit);
    expect(page.rows.length).toBeLessThanOrEqual(limit);
    rows.push(...page.rows.map(({ seq: _, ...row }) => row));
    after = page.next;
  }
  return rows;
}

describe('a stored replay', () => {
  it('keeps every row, and what it came to', async () => {
    const { folder, recording, options } = newReplay(`${text}nonsense\n`);
    const end = granted(await granted(await startStoredReplay(options)).ended);
    const { rows } = await replayAll(sampleRules(), inPieces(`${text}nonsense\n`));
    expect(listStoredReplays(folder)).toEqual(['first/one']);
    const replay = granted(openStoredReplay(folder, 'first/one'));
    expect(replay).toMatchObject({ recording, startedAt: '2026-03-02T06:00:00Z', rules: sampleRules() });
    expect(pagesOf(replay, {}, 7)).toEqual(rows);
    expect(replay.ending()).toEqual(end);
    expect(replay.checkpoint()).toMatchObject({
      lines: 4001,
      events: 4000,
      badLines: 1,
      bad: [{ line: 4001 }],
    });
    replay.close();
    removeStoredReplay(folder, 'first/one');
    expect(listStoredReplays(folder)).toEqual([]);
  });

  it('is read by rule, app, outcome, reason and time', async () => {
    const { folder, options } = newReplay();
    granted(await granted(await startStoredReplay(options)).ended);
    const replay = granted(openStoredReplay(folder, 'first/one'));
    const rows = pagesOf(replay, {}, 1000);
    const middle = rows[Math.floor(rows.length / 2)]?.at ?? 0;
    const filters: [Parameters<StoredReplay['page']>[0], (row: ReplayRow) => boolean][] = [
      [{ rules: ['r_dlp_advice'] }, ({ rule }) => rule === 'r_dlp_advice'],
      [
        { rules: ['r_dlp_advice', 'r_fraud_cards'] },
        ({ rule }) => ['r_dlp_advice', 'r_fraud_cards'].includes(rule),
      ],
      [{ rules: ['r_none'] }, () => false],
      [{ apps: ['helpdesk'] }, ({ app }) => app === 'helpdesk'],
      [{ reasons: [null] }, ({ reason }) => reason === null],
      [
        { reasons: ['daily-cap', 'cooldown'] },
        ({ reason }) => reason === 'daily-cap' || reason === 'cooldown',
      ],
      [{ isInvalid: true }, ({ isInvalid }) => isInvalid],
      [{ from: middle }, ({ at }) => at >= middle],
      [{ until: middle, apps: ['cards'] }, ({ at, app }) => at < middle && app === 'cards'],
      [
        { rules: ['r_dlp_advice'], reasons: ['daily-cap'], from: middle },
        (row) => row.rule === 'r_dlp_advice' && row.reason === 'daily-cap' && row.at >= middle,
      ],
    ];
    for (const [filter, holds] of filters) expect(pagesOf(replay, filter, 13)).toEqual(rows.filter(holds));
    const perHour = replay.outcomes({}, 60);
    expect(perHour.reduce((sum, { matches }) => sum + matches, 0)).toBe(rows.length);
    for (const { rule, reason, from, matches } of perHour) {
      const own = rows.filter(
        (row) =>
          row.rule === rule && row.reason === reason && Math.floor(row.at / 3_600_000) * 3_600_000 === from,
      );
      expect(own).toHaveLength(matches);
    }
    const some = replay.outcomes(
      { rules: ['r_dlp_advice'], apps: ['documents'], reasons: ['daily-cap'] },
      100_000_000,
    );
    expect(some).toEqual([
      {
        rule: 'r_dlp_advice',
        reason: 'daily-cap',
        from: 0,
        matches: rows.filter(({ rule, reason }) => rule === 'r_dlp_advice' && reason === 'daily-cap').length,
      },
    ]);
    replay.close();
  });

  it('goes on where it was cancelled, and ends as if it had not been', async () => {
    const { folder, options } = newReplay();
    const running = granted(await startStoredReplay(options));
    while (running.progress().events === 0) await new Promise((resolve) => setImmediate(resolve));
    running.cancel();
    const cancelled = granted(await running.ended);
    expect(cancelled.kind).toBe('cancelled');
    const before = granted(openStoredReplay(folder, 'first/one'));
    expect(before.ending()).toBeNull();
    before.close();
    const resumed = granted(
      await granted(await resumeStoredReplay({ folder, id: 'first/one', workers: 2 })).ended,
    );
    const { rows, end } = await replayAll(sampleRules(), inPieces(text));
    const untimed = { elapsedMs: 0, eventsPerSecond: 0 };
    expect({ ...resumed, summary: { ...resumed.summary, ...untimed } }).toEqual({
      ...end,
      summary: { ...end.summary, ...untimed },
    });
    const replay = granted(openStoredReplay(folder, 'first/one'));
    expect(pagesOf(replay, {}, 1000)).toEqual(rows);
    replay.close();
    expect(await resumeStoredReplay({ folder, id: 'first/one' })).toEqual({
      ok: false,
      error: 'this replay is at its end',
    });
  });

  it('is not taken up with another recording, or by another version', async () => {
    const { folder, recording, options } = newReplay();
    const running = granted(await startStoredReplay(options));
    running.cancel();
    await running.ended;
    appendFileSync(recording, '{}\n');
    expect(await resumeStoredReplay({ folder, id: 'first/one' })).toMatchObject({
      ok: false,
      error: expect.stringMatching(/no longer the recording/),
    });
    expect(await resumeStoredReplay({ folder, id: 'none' })).toMatchObject({ ok: false });
    writeFileSync(join(folder, 'no.replay.sqlite'), '');
    expect(openStoredReplay(folder, 'no')).toEqual({ ok: false, error: 'this is no replay' });
    writeFileSync(join(folder, 'junk.replay.sqlite'), 'x'.repeat(5000));
    expect(openStoredReplay(folder, 'junk')).toMatchObject({
      ok: false,
      error: expect.stringMatching(/not a database/),
    });
  });

  it('is refused where its recording cannot be read, or its file not be made', async () => {
    const { options, recording } = newReplay();
    expect(await startStoredReplay({ ...options, recording: `${recording}.none` })).toMatchObject({
      ok: false,
    });
    expect(await startStoredReplay({ ...options, folder: recording })).toMatchObject({
      ok: false,
      error: expect.stringMatching(/cannot be stored/),
    });
  });
});
