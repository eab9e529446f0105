import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Rule, readRuleValue } from '../../../engine/model/index.ts';
import { createSampleRecording } from '../../../engine/replay/index.ts';
import { catalog } from '../drivers/setting.ts';
import { plainReplay } from './plain-replay.ts';
import { asLines, inPieces, replayAll, sampleRules } from './replay-setting.ts';

/** Events of a few types, so that rules and subjects meet often; some carry causes, some leave their time out. */
function messyRecording(seed: number, events: number): unknown[] {
  const types = ['session.opened', 'session.closed', 'TicketCreated', 'TicketTagged', 'document.dlp-flagged'];
  const all = [...createSampleRecording(catalog, { seed, events: events * 8, pace: 9000 })];
  const few = all.filter(({ type }) => types.includes(type)).slice(0, events);
  return few.map((event, index) => {
    const { firedAt, ...untimed } = event;
    if (index % 17 === 5) return untimed;
    if (index % 13 === 4) return { ...event, causedBy: { runId: 'run', depth: index % 2 === 0 ? 4 : 5 } };
    // Some come late, out of order.
    if (index % 11 === 3) return { ...event, firedAt: new Date(Date.parse(firedAt) - 240_000).toISOString() };
    return event;
  });
}

const texts = [
  '${event.payload.ticket.requester.name}',
  '${event.payload.session.customer.name}',
  'plain',
  '${event.payload.documentId}',
  'for ${event.actorId}',
  '${steps.s1.output.tag}',
  '${nonsense}',
];
const action = fc.oneof(
  fc.constantFrom(...texts).map((tag) => ({ type: 'tag', params: { tag } })),
  fc.constantFrom(...texts).map((text) => ({ type: 'add_internal_note', params: { text } })),
  fc
    .constantFrom('high', '${event.payload.ticket.priority}', '${event.payload.ticket.status}')
    .map((priority) => ({ type: 'set_priority', params: { priority } })),
  fc.constantFrom(...texts).map((tag) => ({ type: 'tag_session', params: { tags: [tag] } })),
  fc
    .constantFrom(
      'ops@acme-bank.com',
      '${event.payload.ticket.requester.email}',
      '${event.payload.session.customer.id}',
    )
    .map((to) => ({ type: 'send_email', params: { to: [to], subject: 'a', body: 'b' } })),
  fc.constant({ type: 'assign_to', params: { strategy: 'round_robin' } }),
  fc.constant({ type: 'made_up', params: {} }),
);
const leaf = fc.oneof(
  fc
    .record({
      path: fc.constantFrom(
        'payload.ticket.priority',
        'payload.session.topic',
        'actorKind',
        'payload.severity',
      ),
      op: fc.constantFrom('eq', 'neq', 'in', 'gte', 'exists'),
      value: fc.constantFrom('high', 'low', 'fraud', 'user'),
    })
    .map((node) =>
      node.op === 'in'
        ? { ...node, value: [node.value, 'normal', 'payments'] }
        : node.op === 'exists'
          ? { ...node, value: true }
          : node,
    ),
  fc.constant({ path: 'payload.ticket.tags', op: 'contains', value: 'billing' }),
);
const node = fc.oneof(
  leaf,
  leaf.map((not) => ({ not })),
  fc.array(leaf, { maxLength: 3 }).map((any) => ({ any })),
);
const trigger = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .constantFrom(
        'session.opened',
        'session.closed',
        'TicketCreated',
        'TicketTagged',
        'document.dlp-flagged',
      )
      .map((eventType) => ({ kind: 'event', eventType })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(5, 7, 60)
      .map((minutes) => ({ kind: 'schedule', schedule: { kind: 'every', minutes } })),
  },
);
const parts = fc.record({
  order: fc.constantFrom(1, 100),
  trigger,
  filter: fc.array(node, { maxLength: 2 }),
  apps: fc.subarray([...catalog.apps.keys()], { minLength: 1 }),
  actions: fc.array(action, { maxLength: 3 }),
  limits: fc.record({
    cooldownSeconds: fc.constantFrom(0, 0, 300, 86_400),
    maxFiresPerDay: fc.constantFrom(null, null, 3),
    maxPerMinute: fc.constantFrom(null, null, 2),
  }),
  onActionError: fc.constantFrom('continue', 'stop'),
  createdBy: fc.constantFrom('m_nobody', ...[...catalog.members.keys()]),
});

const ruleSets = fc
  .array(parts, { minLength: 1, maxLength: 12 })
  .map((list) => list.map(({ apps, ...rest }, index) => ruleOf(index, { scope: { apps }, ...rest })));

function ruleOf(index: number, rest: object): Rule {
  const read = readRuleValue({ id: `r_${index}`, name: `Rule ${index}`, ...rest });
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

/** Rules with every limit, which a recording of any seed comes up against. */
const heldBack = ['session.opened', 'session.closed', 'TicketCreated']
  .flatMap((eventType) =>
    [{ cooldownSeconds: 86_400 }, { maxFiresPerDay: 1 }, { maxPerMinute: 1 }].map((limits) => ({
      eventType,
      limits,
    })),
  )
  .map(({ eventType, limits }, index) =>
    ruleOf(index, {
      scope: { apps: [...catalog.apps.keys()] },
      trigger: { kind: 'event', eventType },
      filter: [],
      actions: [{ type: 'tag', params: { tag: '${nonsense}' } }],
      limits,
      createdBy: index % 4 === 3 ? 'm_nobody' : [...catalog.members.keys()][0],
    }),
  );

describe('a replay', () => {
  it('comes to the same as dry runs of every rule on every event, order included, on rules and events of any kind', async () => {
    const seen = new Set<string>();
    let invalid = 0;
    await fc.assert(
      fc.asyncProperty(ruleSets, fc.nat(1000), async (rules, seed) => {
        const text = asLines(messyRecording(seed, 60));
        const plain = await plainReplay(rules, inPieces(text));
        const { rows, end } = await replayAll(rules, inPieces(text, 3000));
        expect(rows.map(({ start: _, ...row }) => row)).toEqual(plain.rows);
        expect(end.summary).toMatchObject({
          events: plain.events,
          considered: plain.considered,
          matched: plain.rows.length,
        });
        for (const { reason } of rows) seen.add(String(reason));
        invalid += end.summary.invalid;
      }),
      {
        numRuns: 40,
        examples: [
          [heldBack, 1],
          [heldBack, 2],
        ],
      },
    );
    expect([...seen].sort()).toEqual(['cooldown', 'daily-cap', 'depth', 'null', 'permission', 'rate-limit']);
    expect(invalid).toBeGreaterThan(20);
  });

  it('comes to the same with any number of threads, pieces of any size, and rules in any order', async () => {
    const events = [...createSampleRecording(catalog, { seed: 9, events: 3000 })];
    const text = asLines(events);
    const { rows, end } = await replayAll(sampleRules(), inPieces(text));
    expect(rows.length).toBeGreaterThan(300);
    expect(new Set(rows.map(({ reason }) => reason)).size).toBeGreaterThan(2);
    expect(rows.some(({ line }) => line === null)).toBe(true);
    for (const workers of [2, 3, undefined]) {
      const again = await replayAll(
        sampleRules().reverse(),
        inPieces(text, 40_000),
        workers === undefined ? {} : { workers },
      );
      expect(again.rows).toEqual(rows);
      expect(again.end.rules.toSorted((one, other) => (one.rule < other.rule ? -1 : 1))).toEqual(
        end.rules.toSorted((one, other) => (one.rule < other.rule ? -1 : 1)),
      );
    }
  });
});
