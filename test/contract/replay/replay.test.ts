import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { builtInPacks, createCatalog } from '../../../engine/catalog/index.ts';
import type { ReplayView } from '../../../engine/contract/index.ts';
import { createSampleRecording } from '../../../engine/replay/index.ts';
import { type Client, openFresh, transports } from '../setting.ts';

const day = (events: number): string =>
  [...createSampleRecording(createCatalog(builtInPacks()), { seed: 7, events })]
    .map((event) => `${JSON.stringify(event)}\n`)
    .join('');

async function upload(client: Client, name: string, bytes: Buffer, piece = 40_000) {
  const { upload: id } = await client.replay.recordings.begin({ name, bytes: bytes.length });
  for (let offset = 0; offset < bytes.length; offset += piece) {
    const data = bytes.subarray(offset, offset + piece).toString('base64');
    await client.replay.recordings.write({ upload: id, offset, data });
  }
  return await client.replay.recordings.finish({ upload: id });
}

async function finished(client: Client, id: string): Promise<ReplayView> {
  let last: ReplayView | null = null;
  for await (const view of await client.replay.runs.follow({ id })) last = view;
  if (last === null) throw new Error('a replay tells at least its end');
  return last;
}

async function ruleIds(client: Client): Promise<string[]> {
  return (await client.rules.list()).map(({ id }) => id);
}

describe.each(Object.entries(transports))('replays, over %s', (_name, connect) => {
  it('takes a recording in pieces, plain or packed, and tells what is in it', async () => {
    const client = await connect(await openFresh());
    const plain = Buffer.from(day(300));
    const first = await upload(client, 'day.jsonl', plain);
    expect(first).toMatchObject({ name: 'day.jsonl', bytes: plain.length, events: 300, isPacked: false });
    const packed = gzipSync(plain);
    const second = await upload(client, 'day.jsonl.gz', packed);
    expect(second).toMatchObject({ bytes: packed.length, events: 300, isPacked: true });
    expect(second.from).toBe(first.from);
    const all = await client.replay.recordings.list();
    expect(all.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['day.jsonl', 'day.jsonl.gz', expect.stringMatching(/^A day at /)]),
    );
    const event = await client.replay.recordings.event({ id: second.id, line: 2 });
    expect(event.id).toBe('e_7_2');
  });

  it('gives the events of a type out of a recording, a few at a time', async () => {
    const client = await connect(await openFresh());
    const { id } = await upload(client, 'day.jsonl', Buffer.from(`not an event\n\n${day(400)}`));
    const eventType = 'session.opened';
    const first = await client.replay.recordings.look({ id, eventType, limit: 3 });
    expect(first.events).toHaveLength(3);
    expect(first.next).toBe(first.events.at(-1)?.line);
    const after = first.next ?? 0;
    const { events, next } = await client.replay.recordings.look({ id, eventType, after, limit: 100 });
    expect(next).toBeNull();
    expect(events[0]?.line).toBeGreaterThan(after);
    for (const { line, event } of [...first.events, ...events]) {
      expect(event.type).toBe(eventType);
      expect(await client.replay.recordings.event({ id, line })).toEqual(event);
      break;
    }
    const none = await client.replay.recordings.look({ id, eventType: 'no.such', limit: 5 });
    expect(none).toEqual({ events: [], next: null });
  });

  it('replays chosen rules, gives the matches by pages, and opens one with its rule', async () => {
    const client = await connect(await openFresh());
    const recording = await upload(client, 'day.jsonl', Buffer.from(day(500)));
    const ids = await ruleIds(client);
    const { id } = await client.replay.runs.start({
      recording: recording.id,
      rules: { ids, content: 'draft' },
    });
    const view = await finished(client, id);
    expect(view).toMatchObject({ state: 'finished', events: 500, ruleCount: ids.length, trouble: null });
    expect(view.matched).toBeGreaterThan(20);
    const total = view.outcomes.reduce((sum, { matched }) => sum + matched, 0);
    expect(total).toBe(view.matched);
    let after = 0;
    let rows = 0;
    for (;;) {
      const page = await client.replay.runs.page({ id, filter: {}, after, limit: 50 });
      rows += page.rows.length;
      if (page.next === null) break;
      after = page.next;
    }
    expect(rows).toBe(view.matched);
    const [row] = (await client.replay.runs.page({ id, filter: { reasons: [null] }, limit: 1 })).rows;
    const opened = await client.replay.runs.open({ id, seq: row?.seq ?? 0 });
    expect(opened.event.id).toBe(row?.event);
    expect(opened.rule.id).toBe(row?.rule);
    const chart = await client.replay.runs.chart({ id, filter: {}, buckets: 60 });
    const charted = chart.buckets.reduce(
      (sum, { executed, skipped }) =>
        sum + executed + Object.values(skipped).reduce((one: number, other) => one + (other ?? 0), 0),
      0,
    );
    expect(charted).toBe(view.matched);
    expect(chart.buckets.length).toBeLessThanOrEqual(61);
    expect((await client.replay.runs.list()).map((entry) => entry.id)).toEqual([id]);
  });
});

describe('a file that is no recording', () => {
  it.each([
    ['is empty', '', /is empty/],
    ['is something else', 'hello\nworld\n', /first line is no event/],
  ])('%s: it is refused in words, and leaves nothing behind', async (_case, text, words) => {
    const client = await transports.MessagePort(await openFresh());
    await expect(upload(client, 'notes.txt', Buffer.from(text))).rejects.toThrow(words);
    const names = (await client.replay.recordings.list()).map(({ name }) => name);
    expect(names).not.toContain('notes.txt');
  });

  it('an upload that was aborted cannot be finished', async () => {
    const client = await transports.MessagePort(await openFresh());
    const { upload: id } = await client.replay.recordings.begin({ name: 'a', bytes: 10 });
    await client.replay.recordings.abort({ upload: id });
    await expect(client.replay.recordings.finish({ upload: id })).rejects.toThrow(/not known/);
  });

  it('bytes that are missing in the middle are noticed', async () => {
    const client = await transports.MessagePort(await openFresh());
    const { upload: id } = await client.replay.recordings.begin({ name: 'a', bytes: 10 });
    const late = client.replay.recordings.write({ upload: id, offset: 5, data: 'AAAA' });
    await expect(late).rejects.toThrow(/lost on its way/);
  });
});

describe('drafts', () => {
  const fraudTopic = { path: 'payload.session.topic', op: 'eq', value: 'card' } as const;

  async function withEditedRule() {
    const client = await transports.MessagePort(await openFresh());
    const recording = await upload(client, 'day.jsonl', Buffer.from(day(800)));
    const summary = (await client.rules.list()).find(({ trigger }) => trigger.kind === 'event');
    const document = await client.rules.get({ id: summary?.id ?? '' });
    const rule = { ...document.rule, filter: [] };
    await client.rules.saveDraft({
      id: rule.id,
      baseRevision: document.revision,
      rule,
      codeText: null,
      layout: {},
    });
    return { client, recording, document, rule };
  }

  it('are compared with the versions last saved: what changed, grouped by reason', async () => {
    const { client, recording, rule } = await withEditedRule();
    let end = null;
    for await (const news of await client.replay.compare({ recording: recording.id, ids: [rule.id] }))
      if (news.kind === 'end') end = news;
    expect(end).toMatchObject({ events: 800, compared: 1, trouble: null });
    expect(end?.changed).toBeGreaterThan(0);
    expect(end?.groups.reduce((sum, { events }) => sum + events, 0)).toBe(end?.changed);
    expect(end?.rules[0]?.after?.filter).toEqual([]);
  });

  it('are told which single condition kept how many events away', async () => {
    const { client, recording, document } = await withEditedRule();
    let done = null;
    const rule = { ...document.rule, filter: [fraudTopic] };
    for await (const news of await client.replay.nearMisses({ recording: recording.id, rule }))
      if (news.isDone) done = news.funnel;
    expect(done?.events).toBe(800);
    expect(done?.conditions).toHaveLength(1);
    expect(done?.conditions[0]?.rejectedAlone).toBe(done?.missed);
    expect(done?.conditions[0]?.edits.at(-1)).toMatchObject({ kind: 'drop', gains: done?.missed });
  });

  it('an event is explained by all rules, in order, the draft in place of what is stored', async () => {
    const { client, recording, rule } = await withEditedRule();
    const { id } = await client.replay.runs.start({
      recording: recording.id,
      rules: { ids: [rule.id], content: 'draft' },
    });
    await finished(client, id);
    const { event } = await client.replay.runs.open({ id, seq: 1 });
    const { rules } = await client.replay.explain({ event, draft: rule });
    expect(rules.find((each) => each.id === rule.id)?.outcome).toBe('would-execute');
    const never = { ...rule, filter: [{ any: [] }] };
    const explained = await client.replay.explain({ event, draft: never });
    expect(explained.rules.find((each) => each.id === rule.id)?.why).toContain('an empty “any of”');
  });
});

describe('expectations', () => {
  it('are made from an event, run, renamed, exported, brought in and removed', async () => {
    const client = await transports.MessagePort(await openFresh());
    const packs = await client.catalog.packs();
    const summary = (await client.rules.list()).find(({ trigger }) => trigger.kind === 'event');
    const { rule } = await client.rules.get({ id: summary?.id ?? '' });
    const type = rule.trigger.kind === 'event' ? rule.trigger.eventType : '';
    const sample = packs.flatMap(({ eventTypes }) => eventTypes).find((each) => each.type === type)
      ?.samples[0];
    if (!sample) throw new Error('the event type has a sample');
    const on = client.replay.expectations;
    await on.add({ rule, event: sample.event, name: 'as today' });
    expect(await on.add({ rule, event: sample.event, name: 'as today' })).toEqual({ name: 'as today (2)' });
    const today = await on.run({ rule });
    expect(today.cases.map(({ name, pass }) => [name, pass])).toEqual([
      ['as today', true],
      ['as today (2)', true],
    ]);
    expect(today.total).toBeGreaterThan(today.covered);
    const broken = await on.run({ rule: { ...rule, scope: { apps: [] } } });
    expect(broken.cases[0]).toMatchObject({ pass: false });
    expect(broken.cases[0]?.differences[0]?.message).toContain('not-considered');
    await on.rename({ rule: rule.id, name: 'as today (2)', to: 'twice' });
    await expect(on.rename({ rule: rule.id, name: 'twice', to: 'as today' })).rejects.toThrow(/already/);
    const { text } = await on.export({ rule: rule.id });
    await on.remove({ rule: rule.id, name: 'as today' });
    await on.remove({ rule: rule.id, name: 'twice' });
    expect((await on.run({ rule })).cases).toEqual([]);
    expect(await on.import({ rule: rule.id, text })).toEqual({ cases: 2 });
    expect((await on.run({ rule })).cases.map(({ name }) => name)).toEqual(['as today', 'twice']);
  });
});

describe('a replay', () => {
  it('that was cancelled is taken up again and ends as if it had not been', async () => {
    const client = await transports.MessagePort(await openFresh());
    const recording = await upload(client, 'day.jsonl', Buffer.from(day(3000)), 1_000_000);
    const rules = { ids: await ruleIds(client), content: 'saved' } as const;
    const whole = await client.replay.runs.start({ recording: recording.id, rules });
    const expected = await finished(client, whole.id);
    const { id } = await client.replay.runs.start({ recording: recording.id, rules });
    await client.replay.runs.cancel({ id });
    const stopped = await finished(client, id);
    if (stopped.state === 'stopped') await client.replay.runs.resume({ id });
    const view = await finished(client, id);
    expect(view).toMatchObject({ state: 'finished', events: 3000, matched: expected.matched });
    expect(view.outcomes).toEqual(expected.outcomes);
    await client.replay.runs.remove({ id });
    expect((await client.replay.runs.list()).map((entry) => entry.id)).toEqual([whole.id]);
  });

  it('of a rule or a recording that is gone is refused in words', async () => {
    const client = await transports.MessagePort(await openFresh());
    const [recording] = await client.replay.recordings.list();
    const id = recording?.id ?? '';
    const start = (recordingId: string, ids: string[]) =>
      client.replay.runs.start({ recording: recordingId, rules: { ids, content: 'draft' } });
    await expect(start(id, ['r_nowhere'])).rejects.toThrow(/no rule r_nowhere/);
    await expect(start('nothing', await ruleIds(client))).rejects.toThrow(/no longer in the data folder/);
  });
});
