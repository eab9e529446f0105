import child_process from 'node:child_process';
import dgram from 'node:dgram';
import dns from 'node:dns';
import net from 'node:net';
import tls from 'node:tls';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createSampleRecording, startReplay } from '../../../engine/replay/index.ts';
import { catalog, ruleWith, sampleEvent } from '../drivers/setting.ts';
import { asLines, inPieces, replayAll, sampleRules } from './replay-setting.ts';

afterEach(() => vi.restoreAllMocks());

const text = asLines(createSampleRecording(catalog, { seed: 13, events: 2000 }));

describe('a running replay', () => {
  it('says how far it has come, and what each rule came to', async () => {
    let clock = 0;
    const seen: number[] = [];
    const running = startReplay({
      rules: sampleRules(),
      catalog,
      source: inPieces(text, 20_000),
      workers: 1,
      onRows: () => {},
      onCheckpoint: () => {
        seen.push(running.progress().events);
      },
      measure: () => (clock += 10),
    });
    const ended = await running.ended;
    if (!ended.ok) throw ended.error;
    expect(seen.length).toBeGreaterThan(20);
    expect(seen).toEqual(seen.toSorted((one, other) => one - other));
    const progress = running.progress();
    expect(progress).toMatchObject({
      events: 2000,
      badLines: 0,
      bytes: text.length,
      totalBytes: null,
      secondsLeft: null,
    });
    expect(progress.rules).toEqual(ended.value.rules);
    expect(progress.rules.reduce((sum, { matched }) => sum + matched, 0)).toBe(ended.value.summary.matched);
    expect(ended.value.summary.elapsedMs).toBeGreaterThan(0);
  });

  it('waits until rows are taken', async () => {
    let isTaking = false;
    await replayAll(sampleRules(), inPieces(text, 20_000), {
      async onRows() {
        expect(isTaking).toBe(false);
        isTaking = true;
        await new Promise((resolve) => setImmediate(resolve));
        isTaking = false;
      },
    });
  });

  it('ends when it is cancelled, while it works and while it waits for more', async () => {
    for (const workers of [1, 2]) {
      let parts = 0;
      const running = startReplay({
        rules: sampleRules(),
        catalog,
        source: inPieces(text, 5000),
        workers,
        onRows: () => {
          parts++;
          running.cancel();
        },
      });
      expect(await running.ended).toMatchObject({ ok: true, value: { kind: 'cancelled', brokenAt: null } });
      expect(parts).toBe(1);
    }
    const stream = (async function* () {
      yield Buffer.from(text);
      await new Promise(() => {});
    })();
    const waiting = startReplay({
      rules: sampleRules(),
      catalog,
      source: { kind: 'stream', stream },
      workers: 1,
      onRows: () => {
        setImmediate(() => waiting.cancel());
      },
    });
    expect(await waiting.ended).toMatchObject({ ok: true, value: { kind: 'cancelled' } });
  });

  it('fails with what its taker of rows throws', async () => {
    const failing = replayAll(sampleRules(), inPieces(text), {
      onRows: () => {
        throw new Error('the disk is full');
      },
    });
    await expect(failing).rejects.toThrow('the disk is full');
  });

  it("takes the first event's time for events without one, unless told otherwise", async () => {
    const { firedAt: _, ...untimed } = sampleEvent('session.opened', { id: 'e_2' });
    const rule = ruleWith({ limits: { cooldownSeconds: 60 } });
    const events = [sampleEvent('session.opened', { id: 'e_1', firedAt: '2026-03-02T06:00:00Z' }), untimed];
    const { rows } = await replayAll([rule], inPieces(asLines(events)));
    expect(rows.map(({ at, reason }) => [new Date(at).toISOString(), reason])).toEqual([
      ['2026-03-02T06:00:00.000Z', null],
      ['2026-03-02T06:00:00.000Z', 'cooldown'],
    ]);
    const later = await replayAll([rule], inPieces(asLines(events)), { firedAt: '2026-03-02T07:00:00Z' });
    expect(later.rows.map(({ reason }) => reason)).toEqual([null, null]);
    const none = await replayAll([rule], inPieces(asLines([untimed])));
    expect(none.rows.map(({ at }) => at)).toEqual([0]);
  });

  it('opens no socket and starts no process', async () => {
    const refuse = () => {
      throw new Error('a replay touched the world');
    };
    const spies = [
      vi.spyOn(net.Socket.prototype, 'connect').mockImplementation(refuse),
      vi.spyOn(net, 'connect').mockImplementation(refuse),
      vi.spyOn(net, 'createConnection').mockImplementation(refuse),
      vi.spyOn(tls, 'connect').mockImplementation(refuse),
      vi.spyOn(dgram, 'createSocket').mockImplementation(refuse),
      vi.spyOn(dns, 'lookup'),
      vi.spyOn(child_process, 'spawn').mockImplementation(refuse),
      vi.spyOn(child_process, 'fork').mockImplementation(refuse),
    ];
    const { end } = await replayAll(sampleRules(), inPieces(text));
    expect(end.summary.executed).toBeGreaterThan(100);
    for (const spy of spies) expect(spy).not.toHaveBeenCalled();
  });
});

it('a sample recording is the same for one seed, in order of time, and about subjects that come back', () => {
  const make = (seed: number) => [...createSampleRecording(catalog, { seed, events: 500 })];
  const events = make(1);
  expect(make(1)).toEqual(events);
  expect(make(2)).not.toEqual(events);
  const times = events.map(({ firedAt }) => firedAt);
  expect(times).toEqual(times.toSorted());
  expect(new Set(events.map(({ id }) => id)).size).toBe(500);
  expect(new Set(events.map(({ type }) => type)).size).toBeGreaterThan(20);
  expect(new Set(events.map(({ streamId }) => streamId)).size).toBeLessThan(490);
});
