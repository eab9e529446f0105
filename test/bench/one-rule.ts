import { ZenEngine } from '@gorules/zen-engine';
import { LogicEngine } from 'json-logic-engine';
import { Engine } from 'json-rules-engine';
import sift from 'sift';
import { compileFilter } from '../../engine/matching/index.ts';
import type { Event, FilterNode } from '../../engine/model/index.ts';
import { type Contender, contest } from './contest.ts';
import { createRandom } from './random.ts';
import { formatRate, formatRatio, type Report, type Workload } from './workload.ts';
import { zenExpression } from './zen.ts';

const count = 100_000;

/** The events of this workload: sessions that were closed, as the cx pack has them. */
type SessionClosed = Omit<Event, 'payload'> & {
  payload: {
    session: {
      id: string;
      channel: string;
      language: string;
      topic?: string;
      text: string;
      tags: string[];
      customer: { id: string; name: string; email: string; vip: boolean; segment?: string; country: string };
    };
    resolution: string;
    durationSeconds: number;
    satisfaction?: number;
  };
};

const filter: FilterNode[] = [
  { path: 'payload.session.channel', op: 'eq', value: 'whatsapp' },
  { path: 'payload.durationSeconds', op: 'gt', value: 450 },
  {
    any: [
      { path: 'payload.session.topic', op: 'eq', value: 'fraud' },
      { path: 'payload.session.customer.vip', op: 'eq', value: true },
    ],
  },
  { not: { path: 'payload.resolution', op: 'eq', value: 'abandoned' } },
];

function handWritten({ payload }: SessionClosed): boolean {
  return (
    payload.session.channel === 'whatsapp' &&
    payload.durationSeconds > 450 &&
    (payload.session.topic === 'fraud' || payload.session.customer.vip === true) &&
    !(payload.resolution === 'abandoned')
  );
}

const jsonLogic = {
  and: [
    { '===': [{ var: 'payload.session.channel' }, 'whatsapp'] },
    { '>': [{ var: 'payload.durationSeconds' }, 450] },
    {
      or: [
        { '===': [{ var: 'payload.session.topic' }, 'fraud'] },
        { '===': [{ var: 'payload.session.customer.vip' }, true] },
      ],
    },
    { '!': [{ '===': [{ var: 'payload.resolution' }, 'abandoned'] }] },
  ],
};

const siftQuery = {
  'payload.session.channel': 'whatsapp',
  'payload.durationSeconds': { $gt: 450 },
  $or: [{ 'payload.session.topic': 'fraud' }, { 'payload.session.customer.vip': true }],
  'payload.resolution': { $ne: 'abandoned' },
};

const zenText =
  'payload.session.channel == "whatsapp" and payload.durationSeconds > 450 and ' +
  '(payload.session.topic == "fraud" or payload.session.customer.vip == true) and ' +
  'not (payload.resolution == "abandoned")';

function contender(
  name: string,
  events: number,
  collect: (events: number, found: string[]) => void,
): Contender {
  return {
    name,
    events,
    run(length) {
      const found: string[] = [];
      collect(length, found);
      return found;
    },
  };
}

function first<Item>(items: Item[], count: number): Item[] {
  return count === items.length ? items : items.slice(0, count);
}

/** The events as they come: each parsed from a line of its own. Topic and satisfaction are missing in some. */
function createEvents(): { events: Event[]; sessions: SessionClosed[] } {
  const random = createRandom(1);
  const lines = Array.from({ length: count }, (_, index) => {
    const customer = random.below(5000);
    const event: SessionClosed = {
      id: `e${index}`,
      type: 'session.closed',
      app: random.pick(['cards', 'loans']),
      firedAt: '2026-03-02T09:20:00.000Z',
      actor: { kind: 'agent', id: 'a_cards' },
      streamId: `s_${index}`,
      streamVersion: 1 + random.below(9),
      tenantId: 'acme-bank',
      payload: {
        session: {
          id: `s_${index}`,
          channel: random.pick(['web', 'whatsapp']),
          language: random.pick(['en', 'de', 'fr']),
          ...(random.chance(0.9)
            ? { topic: random.chance(0.55) ? 'fraud' : random.pick(['card-limit', 'login']) }
            : {}),
          text: 'Can I raise the limit of my card for next week?',
          tags: random.chance(0.5) ? ['self-service'] : [],
          customer: {
            id: `c_${customer}`,
            name: `Customer ${customer}`,
            email: `c${customer}@example.com`,
            vip: random.chance(0.5),
            ...(random.chance(0.9) ? { segment: random.pick(['retail', 'private']) } : {}),
            country: random.pick(['DE', 'AE', 'CH']),
          },
        },
        resolution: random.chance(0.5) ? 'abandoned' : random.pick(['resolved', 'handed-over']),
        durationSeconds: random.below(900),
        ...(random.chance(0.5) ? { satisfaction: 1 + random.below(5) } : {}),
      },
    };
    return JSON.stringify(event);
  });
  const parsed = lines.map((line) => JSON.parse(line));
  return { events: parsed, sessions: parsed };
}

function rulesEngine(events: readonly Event[]): Contender {
  const engine = new Engine([], { allowUndefinedFacts: true });
  const fact = (path: string, operator: string, value: unknown) => ({
    fact: 'payload',
    path,
    operator,
    value,
  });
  engine.addRule({
    conditions: {
      all: [
        fact('$.session.channel', 'equal', 'whatsapp'),
        fact('$.durationSeconds', 'greaterThan', 450),
        {
          any: [fact('$.session.topic', 'equal', 'fraud'), fact('$.session.customer.vip', 'equal', true)],
        },
        { not: fact('$.resolution', 'equal', 'abandoned') },
      ],
    },
    event: { type: 'match' },
  });
  return {
    name: 'json-rules-engine',
    events: 500,
    async run(length) {
      const found: string[] = [];
      for (const event of events.slice(0, length)) {
        const { events: fired } = await engine.run({ payload: event.payload });
        if (fired.length > 0) found.push(event.id);
      }
      return found;
    },
  };
}

function zen(events: readonly Event[]): Contender {
  const decision = new ZenEngine().createDecision(zenExpression(zenText));
  return {
    name: '@gorules/zen-engine',
    events: 4_000,
    async run(length) {
      const found: string[] = [];
      // Many at a time: it works on threads of its own.
      for (let start = 0; start < length; start += 200) {
        const batch = events.slice(start, Math.min(start + 200, length));
        const answers = await Promise.all(batch.map((event) => decision.evaluate(event)));
        for (const [index, event] of batch.entries()) if (answers[index]?.result.holds) found.push(event.id);
      }
      return found;
    },
  };
}

export const oneRule: Workload = {
  name: 'one-rule',
  async run(): Promise<Report> {
    const { events, sessions } = createEvents();
    const compiled = compileFilter(filter);
    const logic = new LogicEngine().build(jsonLogic);
    const query = sift<unknown>(siftQuery);
    const masks = new Int32Array(count * compiled.maskWords);
    const ours = 'Rulewright';
    const everyOutcome = 'Rulewright, every outcome kept';
    // Each has a loop of its own, as it would in a program: what a virtual machine learns about a loop is not shared.
    const rates = await contest([
      contender('hand-written', count, (length, found) => {
        for (const session of first(sessions, length)) if (handWritten(session)) found.push(session.id);
      }),
      contender(ours, count, (length, found) => {
        for (const event of first(events, length)) if (compiled.test(event)) found.push(event.id);
      }),
      contender(everyOutcome, count, (length, found) => {
        let offset = 0;
        for (const event of first(events, length)) {
          if (compiled.fill(event, masks, offset)) found.push(event.id);
          offset += compiled.maskWords;
        }
      }),
      contender('json-logic-engine, compiled', count, (length, found) => {
        for (const event of first(events, length)) if (logic(event) === true) found.push(event.id);
      }),
      contender('sift', 20_000, (length, found) => {
        for (const event of first(events, length)) if (query(event)) found.push(event.id);
      }),
      zen(events),
      rulesEngine(events),
    ]);
    const of = (name: string) => rates.get(name) ?? Number.NaN;
    return {
      title: 'One rule',
      about:
        'Two ANDed leaves, an `any` of two, a `not`; 100,000 events, of which each leaf holds for about half. Slow contenders are run on fewer events ' +
        '(sift 20,000, zen-engine 4,000, json-rules-engine 500) and their rate is extrapolated.',
      table: {
        head: ['contender', 'events', 'of hand-written'],
        rows: [...rates].map(([name, rate]) => [
          name,
          formatRate(rate),
          formatRatio(rate / of('hand-written')),
        ]),
      },
      budgets: [
        {
          what: 'one rule, of hand-written',
          measured: of(ours) / of('hand-written'),
          unit: '×',
          atLeast: 0.6,
          aim: 0.9,
        },
        {
          what: 'one rule, of json-logic compiled',
          measured: of(ours) / of('json-logic-engine, compiled'),
          unit: '×',
          atLeast: 1,
          aim: null,
        },
        {
          what: 'outcome of every leaf kept for every event, of none kept',
          measured: of(everyOutcome) / of(ours),
          unit: '×',
          atLeast: 0.5,
          aim: 0.8,
        },
      ],
    };
  },
};
