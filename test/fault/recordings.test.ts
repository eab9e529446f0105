import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { limits, writeCloudEvent } from '../../engine/model/index.ts';
import { createSampleRecording, openRecording, readRecording } from '../../engine/replay/index.ts';
import { catalog } from '../unit/drivers/setting.ts';
import { plainReplay } from '../unit/replay/plain-replay.ts';
import { asLines, inPieces, replayAll, sampleRules } from '../unit/replay/replay-setting.ts';
import { temporaryFolder } from '../unit/store/setting.ts';
import { seededRandom } from './seeded-random.ts';

const events = [...createSampleRecording(catalog, { seed: 11, events: 60 })];
const lines = events.map((event) => JSON.stringify(event));
const [first = '', second = ''] = lines;

/** The bad lines and the number of events of a recording, the same whichever way it is read. */
async function read(bytes: Buffer | string, pieces = 65_536) {
  const { end } = await replayAll(sampleRules(), inPieces(bytes, pieces));
  const plain = await plainReplay(sampleRules(), inPieces(bytes, pieces));
  expect({ events: end.summary.events, bad: end.bad }).toEqual({
    events: plain.events,
    bad: plain.bad.slice(0, 1000),
  });
  expect(end.summary.badLines).toBe(plain.bad.length);
  const { kind, brokenAt, summary, bad } = end;
  return { kind, brokenAt, events: summary.events, bad };
}

describe('a recording', () => {
  it('may be cut into pieces anywhere', async () => {
    const bytes = Buffer.from(`${lines.join('\r\n')}\n`);
    const whole = await read(bytes);
    expect(whole).toEqual({ kind: 'finished', brokenAt: null, events: 60, bad: [] });
    for (const size of [1, 7, 333, 4096]) expect(await read(bytes, size)).toEqual(whole);
  });

  it('may start with a mark, have empty lines, and end without a line break', async () => {
    expect(await read(`\ufeff${first}\n\n  \t\r\n${second}`)).toMatchObject({ events: 2, bad: [] });
    expect(await read('')).toMatchObject({ kind: 'finished', events: 0, bad: [] });
    expect(await read('\ufeff')).toMatchObject({ events: 0, bad: [] });
    expect(await read('\n\n')).toMatchObject({ events: 0, bad: [] });
  });

  it.each([
    ['not JSON', '{"id": nonsense}', /not JSON/],
    ['cut short', first.slice(0, -20), /not JSON/],
    ['two events', `${first} ${second}`, /not JSON/],
    ['a list of events', `[${first}]`, /expected/],
    ['no event', '{"id":"e_1"}', /type/],
    ['a NUL', first.replace('"app"', '"app\0"'), /not JSON/],
    ['a number without an end', first.replace('"streamVersion":1', '"streamVersion":1e999'), /streamVersion/],
    [
      'an infinite number in the payload',
      first.replace('"payload":{', '"payload":{"n":1e999,'),
      /not JSON at|finite/,
    ],
    [
      'nested too deeply',
      first.replace('"payload":{', `"payload":{"n":${'['.repeat(63)}${']'.repeat(63)},`),
      /deep/,
    ],
    ['far too deep', '['.repeat(100_000), /deep/],
    [
      'too long',
      first.replace('"payload":{', `"payload":{"n":"${'x'.repeat(limits.eventBytes)}",`),
      /too large/,
    ],
  ])('has a bad line for what is %s, and goes on behind it', async (_what, bad, message) => {
    const { events: found, bad: told } = await read(`${first}\n${bad}\n\n${second}\n`);
    expect(found).toBe(2);
    expect(told).toEqual([{ line: 2, message: expect.stringMatching(message) }]);
  });

  it('has bad lines for what is not UTF-8, and good ones around them', async () => {
    const wrong = Buffer.from(first.replace('"payload"', '"payloa\u00ff"'), 'latin1');
    const bytes = Buffer.concat([Buffer.from(`${second}\n`), wrong, Buffer.from(`\n${first}`)]);
    expect(await read(bytes)).toMatchObject({
      events: 2,
      bad: [{ line: 2, message: 'this is not text in UTF-8' }],
    });
  });

  it('in another encoding is all bad lines', async () => {
    const { events: found, bad } = await read(Buffer.from(`\ufeff${first}\n${second}\n`, 'utf16le'));
    expect(found).toBe(0);
    expect(bad[0]).toEqual({ line: 1, message: 'this is not text in UTF-8' });
  });

  it('of one endless line without an event is one bad line, in little memory', async () => {
    const piece = Buffer.alloc(1_048_576, 0x78);
    const stream = (async function* () {
      for (let megabyte = 0; megabyte < 300; megabyte++) yield piece;
      yield Buffer.from(`\n${first}\n`);
    })();
    const before = process.memoryUsage().rss;
    const { end } = await replayAll(sampleRules(), { kind: 'stream', stream });
    expect(end.summary).toMatchObject({ events: 1, badLines: 1 });
    expect(end.bad).toEqual([{ line: 1, message: expect.stringMatching(/too large/) }]);
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
  });

  it('finds the lines behind one that is too long, wherever pieces end', async () => {
    const long = 'x'.repeat(limits.eventBytes + 10);
    for (const size of [65_536, 1_000_003]) {
      const found = await read(`${first}\n${long}\n${second}\n${long}\n${first}\n${long}`, size);
      expect(found.events).toBe(3);
      expect(found.bad.map(({ line }) => line)).toEqual([2, 4, 6]);
    }
  });

  it('may hold envelopes among plain events', async () => {
    const [event] = events;
    if (!event) throw new Error('there are samples');
    const mixed = [writeCloudEvent(event), event, writeCloudEvent(event)];
    const { rows, end } = await replayAll(sampleRules(), inPieces(asLines(mixed)));
    expect(end.summary).toMatchObject({ events: 3, badLines: 0 });
    expect(rows).toHaveLength((await plainReplay(sampleRules(), inPieces(asLines(mixed)))).rows.length);
  });

  it('comes to the same by its bytes as read whole, whatever bytes are wrong', async () => {
    const random = seededRandom(20_260_302);
    const bytes = Buffer.from(`${lines.join('\n')}\n`);
    let bad = 0;
    for (let run = 0; run < 20; run++) {
      const wrong = Buffer.from(bytes);
      for (let edit = 0; edit < 12; edit++) {
        wrong[Math.floor(random() * wrong.length)] = Math.floor(random() * 256);
      }
      bad += (await read(wrong)).bad.length;
    }
    expect(bad).toBeGreaterThan(50);
  });
});

describe('a packed recording', () => {
  const bytes = Buffer.from(`${lines.join('\n')}\n`);
  const packed = gzipSync(bytes);

  it('is known by its bytes, whatever it is called, in one piece or several', async () => {
    expect(await read(packed, 100)).toMatchObject({ events: 60, bad: [] });
    expect(await read(Buffer.concat([packed, packed]))).toMatchObject({ events: 120, bad: [] });
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'recording'), packed);
    const { end } = await replayAll(sampleRules(), { kind: 'file', path: join(folder, 'recording') });
    expect(end.summary.events).toBe(60);
  });

  it('that breaks off is replayed as far as it can be read, and the break is told of', async () => {
    const large = gzipSync(Buffer.from(asLines(createSampleRecording(catalog, { seed: 2, events: 1000 }))));
    const cut = await read(large.subarray(0, Math.floor(large.length / 2)));
    expect(cut.events).toBeGreaterThan(300);
    expect(cut.events).toBeLessThan(700);
    expect(cut.bad).toEqual([{ line: cut.events + 1, message: expect.stringMatching(/not JSON/) }]);
    expect(cut.brokenAt).toEqual({ line: cut.events + 2, reason: 'unexpected end of file' });
  });

  it('that is damaged is replayed up to there', async () => {
    const large = gzipSync(Buffer.from(asLines(createSampleRecording(catalog, { seed: 2, events: 1000 }))));
    large.fill(0xff, Math.floor(large.length * 0.8), Math.floor(large.length * 0.8) + 40);
    const found = await read(large, 1000);
    expect(found.events).toBeGreaterThan(100);
    expect(found.brokenAt?.reason).toMatch(/\w/);
  });

  it('of nothing but a beginning is broken', async () => {
    expect(await read(packed.subarray(0, 5))).toMatchObject({ events: 0, brokenAt: { line: 1 } });
  });
});

it('a recording that is not there, or is a folder, cannot be opened', async () => {
  const folder = temporaryFolder();
  const missing = await openRecording({ kind: 'file', path: join(folder, 'none.jsonl') });
  expect(missing).toMatchObject({ ok: false, error: { code: 'ENOENT' } });
  const directory = await openRecording({ kind: 'file', path: folder });
  expect(directory).toMatchObject({ ok: false, error: { message: expect.stringMatching(/directory/) } });
});

it('a stream that fails is read up to there', async () => {
  const stream = (async function* () {
    yield Buffer.from(`${first}\n${second}\n`);
    throw new Error('the line is dead');
  })();
  const opened = await openRecording({ kind: 'stream', stream });
  if (!opened.ok) throw opened.error;
  const found = [];
  for await (const line of readRecording(opened.value)) found.push(line.kind);
  expect(found).toEqual(['event', 'event', 'break']);
});
