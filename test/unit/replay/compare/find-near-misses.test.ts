import { describe, expect, it } from 'vitest';
import { collectNearMisses } from '../../../../engine/analysis/index.ts';
import { createSampleRecording, findNearMisses } from '../../../../engine/replay/index.ts';
import { asLines, inPieces } from '../replay-setting.ts';
import { catalog, opened, ruleWith } from '../setting.ts';

const rule = ruleWith({
  filter: [
    { path: 'payload.session.topic', op: 'eq', value: 'fraud' },
    { path: 'payload.session.channel', op: 'in', value: ['whatsapp'] },
  ],
});

describe('near misses in a recording', () => {
  it('are those of its events one by one', async () => {
    const events = [...createSampleRecording(catalog, { seed: 7, events: 2000 })];
    const plain = collectNearMisses(rule, catalog);
    for (const event of events) plain.add(event);
    const found = await findNearMisses({ rule, catalog, source: inPieces(asLines(events), 10_000) });
    expect(found).toEqual({ ok: true, value: plain.funnel() });
    expect(plain.funnel().considered).toBeGreaterThan(5);
    expect(plain.funnel().events).toBe(2000);
  });

  it('pass over bad lines, and give events without a time the first one', async () => {
    const timed = ruleWith({ filter: [{ path: 'firedAt', op: 'neq', value: '2026-03-02T09:00:00.000Z' }] });
    const { firedAt: _, ...timeless } = opened('e_2');
    const text = `${asLines([opened('e_1'), timeless])}nonsense\r\n`;
    const found = await findNearMisses({ rule: timed, catalog, source: inPieces(text) });
    expect(found).toMatchObject({ ok: true, value: { events: 2, missed: 2 } });
    const told = { rule: timed, catalog, firedAt: '2026-01-01T00:00:00Z' };
    expect(await findNearMisses({ ...told, source: inPieces(text) })).toMatchObject({
      value: { matched: 1 },
    });
  });

  it('are told of as they are found, until somebody has seen enough', async () => {
    const text = asLines(Array.from({ length: 3000 }, (_, index) => opened(`e_${index}`)));
    const seen: number[] = [];
    const enough = new AbortController();
    const found = await findNearMisses({
      rule,
      catalog,
      source: inPieces(text),
      signal: enough.signal,
      onProgress: ({ events }) => {
        seen.push(events);
        if (seen.length === 2) enough.abort();
      },
    });
    expect(seen).toHaveLength(2);
    expect(found).toMatchObject({ ok: true, value: { events: seen[1] } });
  });

  it('cannot be told of a recording that is not there', async () => {
    const source = { kind: 'file' as const, path: '/no/such/file.jsonl' };
    expect(await findNearMisses({ rule, catalog, source })).toMatchObject({ ok: false });
  });
});
