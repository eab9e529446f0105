import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Rule } from '../../../../engine/model/index.ts';
import {
  type ComparisonEnd,
  type ComparisonOptions,
  createSampleRecording,
  type RecordedChange,
  startComparison,
} from '../../../../engine/replay/index.ts';
import { plainReplay } from '../plain-replay.ts';
import { asLines, inPieces, sampleRules } from '../replay-setting.ts';
import { catalog, opened, ruleWith } from '../setting.ts';

async function compare(
  before: readonly Rule[],
  after: readonly Rule[],
  text: string,
  options: Partial<ComparisonOptions> = {},
): Promise<{ changes: RecordedChange[]; end: ComparisonEnd }> {
  const changes: RecordedChange[] = [];
  const running = startComparison({
    before,
    after,
    catalog,
    source: inPieces(text, 1000),
    onChanges: (part) => void changes.push(...part),
    ...options,
  });
  const ended = await running.ended;
  if (!ended.ok) throw ended.error;
  return { changes, end: ended.value };
}

const topic = (value: string) => ({ path: 'payload.session.topic', op: 'eq', value });
const onFraud = ruleWith({ filter: [topic('fraud')] });
const onBilling = ruleWith({ filter: [topic('billing')] });

describe('a recording compared', () => {
  it('gives out changes with their line, groups them, and sums up', async () => {
    const text = asLines([
      opened('e_1'),
      opened('e_2', { topic: 'billing' }),
      opened('e_3', { topic: 'other' }),
      opened('e_4'),
    ]).replace('\n', '\n\nnonsense\r\n');
    const times = [0, 1000, 2000];
    const same = ruleWith({ id: 'r_same' });
    const { changes, end } = await compare([onFraud, same], [onBilling, same], text, {
      measure: () => times.shift() ?? 2000,
    });
    expect(changes.map(({ event, line }) => [event, line])).toEqual([
      ['e_1', 1],
      ['e_2', 4],
      ['e_4', 6],
    ]);
    expect(end).toMatchObject({
      kind: 'finished',
      summary: {
        events: 4,
        rules: 2,
        compared: 1,
        changed: 3,
        badLines: 1,
        elapsedMs: 1000,
        eventsPerSecond: 4,
      },
      groups: [
        { rule: 'r_test', events: 2, after: null, sample: { event: 'e_1', line: 1 } },
        { rule: 'r_test', events: 1, before: null, sample: { event: 'e_2', line: 4 } },
      ],
      ungrouped: 0,
      bad: [{ line: 3 }],
      brokenAt: null,
    });
  });

  it('times events that have no time by the first that has one, or as it is told', async () => {
    const timed = { filter: [{ path: 'firedAt', op: 'eq', value: '2026-03-02T09:00:00.000Z' }] };
    const { firedAt: _, ...timeless } = opened('e_2');
    const text = asLines([opened('e_1'), timeless]);
    expect((await compare([ruleWith(timed)], [], text)).end.summary.changed).toBe(2);
    const told = await compare([ruleWith(timed)], [], text, { firedAt: '2026-01-01T00:00:00Z' });
    expect(told.changes.map(({ event }) => event)).toEqual(['e_1']);
  });

  it('fires schedules on its clock, on the sides on which they are due', async () => {
    const every = (minutes: number, apps = ['cards', 'loans']) =>
      ruleWith({ scope: { apps }, trigger: { kind: 'schedule', schedule: { kind: 'every', minutes } } });
    const text = asLines([opened('e_1', {}, { minute: 1 }), opened('e_2', {}, { minute: 31 })]);
    const { changes } = await compare([every(10)], [every(15, ['cards'])], text);
    expect(
      changes.map(({ event, line, before, after, why }) => [
        event,
        line,
        before !== null,
        after !== null,
        why,
      ]),
    ).toEqual([
      ['r_test:cards:2026-03-02T09:10:00.000Z', null, true, false, expect.stringMatching(/^trigger: \{/)],
      ['r_test:loans:2026-03-02T09:10:00.000Z', null, true, false, expect.stringMatching(/^trigger: \{/)],
      ['r_test:cards:2026-03-02T09:15:00.000Z', null, false, true, expect.stringMatching(/^trigger: \{/)],
      ['r_test:cards:2026-03-02T09:20:00.000Z', null, true, false, expect.stringMatching(/^trigger: \{/)],
      ['r_test:loans:2026-03-02T09:20:00.000Z', null, true, false, expect.stringMatching(/^trigger: \{/)],
      ['r_test:loans:2026-03-02T09:30:00.000Z', null, true, false, 'scope.apps: "loans" was removed'],
    ]);
  });

  it('stops when it is cancelled, and says where a recording breaks off', async () => {
    const text = asLines(Array.from({ length: 2000 }, (_, index) => opened(`e_${index}`)));
    const running = startComparison({
      before: [onFraud],
      after: [],
      catalog,
      source: inPieces(text, 1000),
      onChanges: () => running.cancel(),
    });
    const ended = await running.ended;
    expect(ended).toMatchObject({ ok: true, value: { kind: 'cancelled', brokenAt: null } });
    expect(running.progress().events).toBeLessThan(2000);
    const waiting = startComparison({
      before: [onFraud],
      after: [],
      catalog,
      source: {
        kind: 'stream',
        stream: (async function* () {
          yield Buffer.from(text.slice(0, 300_000));
          await new Promise(() => {});
        })(),
      },
      onChanges: () => {},
    });
    waiting.cancel();
    expect(waiting.progress()).toMatchObject({ totalBytes: null, changed: 0 });
    const broken = startComparison({
      before: [onFraud],
      after: [],
      catalog,
      source: {
        kind: 'stream',
        stream: (async function* () {
          yield Buffer.from(asLines([opened('e_1')]));
          throw new Error('the cable was cut');
        })(),
      },
      onChanges: () => {},
    });
    expect(await broken.ended).toMatchObject({
      ok: true,
      value: { kind: 'finished', summary: { changed: 1 }, brokenAt: { line: 2 } },
    });
  });

  it('fails where there is nothing to read, and where nobody takes the changes', async () => {
    const missing = startComparison({
      before: [],
      after: [],
      catalog,
      source: { kind: 'file', path: '/no/such/file.jsonl' },
      onChanges: () => {},
    });
    expect(await missing.ended).toMatchObject({ ok: false });
    const refusing = compare([onFraud], [], asLines([opened('e_1')]), {
      onChanges: () => Promise.reject(new Error('full')),
    });
    await expect(refusing).rejects.toThrow('full');
  });

  it('finds what two plain replays differ in, and beside that only what both execute otherwise', async () => {
    const all = sampleRules();
    const edit = fc.constantFrom<(rule: Rule) => Rule | null>(
      (rule) => rule,
      () => null,
      (rule) => ({ ...rule, filter: rule.filter.slice(1) }),
      (rule) => ({ ...rule, filter: rule.filter.map((node) => ({ not: node })) }),
      (rule) => ({ ...rule, limits: { ...rule.limits, cooldownSeconds: 3600 } }),
      (rule) => ({ ...rule, limits: { ...rule.limits, maxFiresPerDay: 2 } }),
      (rule) => ({ ...rule, scope: { apps: rule.scope.apps.slice(1) } }),
      (rule) => ({ ...rule, actions: rule.actions.slice(1) }),
      (rule) => ({ ...rule, trigger: { kind: 'schedule', schedule: { kind: 'every', minutes: 30 } } }),
      (rule) => ({ ...rule, trigger: { kind: 'event', eventType: 'session.opened' } }),
    );
    const edits = fc.array(edit, { minLength: 4, maxLength: 4 });
    const some = fc.shuffledSubarray(all, { minLength: 4, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(some, edits, edits, fc.nat(1000), async (rules, one, two, seed) => {
        const [before, after] = [one, two].map((each) =>
          rules.flatMap((rule, index) => each[index]?.({ ...rule, enabled: true }) ?? []),
        );
        const text = asLines(createSampleRecording(catalog, { seed, events: 60, pace: 60_000 }));
        const outcomes = async (set: readonly Rule[]) => {
          const { rows } = await plainReplay(set, inPieces(text));
          return new Map(
            rows.map(({ event, rule, outcome, reason, line }) => [
              `${line} ${event} ${rule}`,
              JSON.stringify({ outcome, reason }),
            ]),
          );
        };
        const [old, now] = [await outcomes(before ?? []), await outcomes(after ?? [])];
        const { changes } = await compare(before ?? [], after ?? [], text);
        const key = ({ line, event, rule }: RecordedChange) => `${line} ${event} ${rule}`;
        for (const change of changes) {
          expect(change.before ? JSON.stringify(change.before) : undefined).toBe(old.get(key(change)));
          expect(change.after ? JSON.stringify(change.after) : undefined).toBe(now.get(key(change)));
        }
        const differing = [...new Set([...old.keys(), ...now.keys()])].filter(
          (id) => old.get(id) !== now.get(id),
        );
        const found = changes.filter(({ before: was, after: is }) => was?.reason !== is?.reason);
        expect(found.map(key).sort()).toEqual(differing.sort());
      }),
      { numRuns: 25 },
    );
  });
});
