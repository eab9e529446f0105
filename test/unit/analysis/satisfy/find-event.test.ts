import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  eventsOf,
  findEvent,
  formulaFor,
  isMatch,
  isRefuted,
} from '../../../../engine/analysis/satisfy/find-event.ts';
import type { FilterNode, Json, Operator } from '../../../../engine/model/index.ts';
import { catalog, event, filter, ruleWith } from '../arbitraries.ts';

const question = eventsOf(ruleWith({}), catalog);

describe('finding an event that a filter holds for', () => {
  it('never proves away what a real event holds for, and finds only what holds', () => {
    const count = { yes: 0, no: 0, undecided: 0 };
    const open: string[] = [];
    fc.assert(
      fc.property(filter, fc.array(event, { minLength: 8, maxLength: 8 }), (nodes, events) => {
        const answer = findEvent(nodes, question, { left: 60_000 });
        count[answer.verdict]++;
        if (answer.verdict === 'undecided') open.push(JSON.stringify(nodes));
        if (answer.verdict === 'yes') {
          expect(isMatch(nodes, answer.event, question)).toBe(true);
          if (answer.fitsSchema) expect(question.fits(answer.event)).toBe(true);
        }
        const formula = formulaFor(nodes, question);
        const unfit = isRefuted(formula, question, { left: 60_000 }, true);
        for (const each of events) {
          const holds = isMatch(nodes, each, question);
          if (holds) expect(answer.verdict).not.toBe('no');
          if (holds && unfit) expect(question.fits(each)).toBe(false);
        }
      }),
      { numRuns: 3000 },
    );
    // Of what people write nearly everything is decided; patterns against patterns are not.
    expect(open.length).toBeLessThan(30);
    expect(Math.min(count.yes, count.no)).toBeGreaterThan(500);
  });
});

describe('a search', () => {
  it('that has no steps left says so instead of guessing', () => {
    const nodes: FilterNode[] = [{ path: 'payload.ticket.subject', op: 'eq', value: 'nobody wrote this' }];
    expect(findEvent(nodes, question, { left: 0 })).toEqual({
      verdict: 'undecided',
      why: 'the search was ended',
    });
    expect(findEvent(nodes, question, { left: 60_000 }).verdict).toBe('yes');
  });
});

describe('what is known of the columns of an event', () => {
  const at = (path: string, op: Operator, value: Json): FilterNode => ({ path, op, value });
  const verdict = (nodes: readonly FilterNode[], asked = question) => {
    const answer = findEvent(nodes, asked, { left: 60_000 });
    if (answer.verdict === 'yes') expect(isMatch(nodes, answer.event, asked)).toBe(true);
    return answer.verdict;
  };

  it.each<[string, Json]>([
    ['actorId', 'm_7'],
    ['actorKind', 'agent'],
    ['tenantId', 'another'],
    ['streamId', 'tk_99'],
    ['streamVersion', 17],
    ['firedAt', '2031-05-01T00:00:00.000Z'],
    ['eventType', 'SlaBreached'],
    ['app', 'helpdesk'],
  ])('%s can be what an event may say there', (path, value) => {
    expect(verdict([at(path, 'eq', value)])).toBe('yes');
  });

  it.each<[string, Json]>([
    ['actorKind', 'robot'],
    ['streamVersion', -1],
    ['streamVersion', 1.5],
    ['firedAt', 'yesterday'],
    ['eventType', 'TicketTagged'],
    ['app', 'cards'],
  ])('%s can never be %s', (path, value) => {
    expect(verdict([at(path, 'eq', value)])).toBe('no');
  });

  it('a time can be between two others', () => {
    const [from, to] = ['2026-03-01T00:00:00.000Z', '2026-03-01T00:00:01.000Z'];
    expect(verdict([at('firedAt', 'gt', from), at('firedAt', 'lt', to)])).toBe('yes');
    expect(verdict([at('firedAt', 'gt', to), at('firedAt', 'lt', from)])).toBe('no');
  });

  it('any app will do where a question names none', () => {
    const anywhere = eventsOf(ruleWith({ scope: { apps: [] } }), catalog);
    expect(verdict([at('app', 'eq', 'anywhere')], anywhere)).toBe('yes');
  });

  it('the stream of a schedule is its rule', () => {
    const trigger = { kind: 'schedule', schedule: { kind: 'every', minutes: 60 } };
    const scheduled = eventsOf(ruleWith({ trigger }), catalog);
    expect(verdict([at('streamId', 'eq', 'r_test')], scheduled)).toBe('yes');
    expect(verdict([at('streamId', 'eq', 'r_other')], scheduled)).toBe('no');
  });
});

describe('a condition that cannot be read', () => {
  const path = 'payload.ticket.subject';
  it.each<FilterNode>([
    { path, op: 'exists', value: 'yes' },
    { path, op: 'in', value: 'a' },
    { path, op: 'starts_with', value: 5 },
    { path, op: 'matches', value: '(' },
    { path, op: 'matches', value: 5 },
    { path, op: 'gt', value: true },
    { path: 'payload..subject', op: 'eq', value: 'a' },
    { path: 'item.key', op: 'eq', value: 'a' },
    { anyItem: 'payload..tags', where: { path: 'item', op: 'eq', value: 'a' } },
  ])('never holds, and its negation always: %j', (node) => {
    expect(findEvent([node], question, { left: 60_000 }).verdict).toBe('no');
    expect(findEvent([{ not: node }], question, { left: 60_000 }).verdict).toBe('yes');
    expect(isRefuted(formulaFor([{ not: node }], question), question, { left: 60_000 }, false)).toBe(false);
  });
});

describe('a text that a pattern asks for', () => {
  it.each([
    '^[abc]\\d{2,}$',
    '^a{3}$',
    '(?:first|second)+? \\w+',
    '\\w+@\\w+\\.com$',
    '^[^xa1 ]+$',
    '^[\\d]+-\\D$',
    '\\bword\\b',
    '(?P<name>q)z*',
    '^[^xa1 \\-_Z]$',
    '\\S\\s\\S\\n\\t?',
  ])('is made up: %s', (pattern) => {
    const nodes: FilterNode[] = [{ path: 'payload.ticket.subject', op: 'matches', value: pattern }];
    const answer = findEvent(nodes, question, { left: 60_000 });
    expect(answer).toMatchObject({ verdict: 'yes', fitsSchema: true });
    if (answer.verdict === 'yes') expect(isMatch(nodes, answer.event, question)).toBe(true);
  });
});

describe('whether an event is asked about', () => {
  const [sample] = question.bases;

  it('hangs on its type, its app and, on a schedule, its stream', () => {
    expect(isMatch([], sample, question)).toBe(true);
    expect(isMatch([], { ...sample, type: 'TicketTagged' }, question)).toBe(false);
    expect(isMatch([], { ...sample, app: 'cards' }, question)).toBe(false);
    const trigger = { kind: 'schedule', schedule: { kind: 'every', minutes: 60 } };
    const scheduled = eventsOf(ruleWith({ trigger }), catalog);
    const [firing] = scheduled.bases;
    expect(isMatch([], firing, scheduled)).toBe(true);
    expect(isMatch([], { ...firing, streamId: 'r_other' }, scheduled)).toBe(false);
  });
});

describe('what is found', () => {
  const on = (path: string, op: Operator, value: Json): FilterNode => ({ path, op, value });
  const found = (...nodes: FilterNode[]) => findEvent(nodes, question, { left: 60_000 });

  it('keeps the type that it was asked about beside what is changed', () => {
    const answer = found(on('eventType', 'eq', 'SlaBreached'), on('payload.ticket.subject', 'eq', 'nobody'));
    expect(answer).toMatchObject({
      verdict: 'yes',
      event: { type: 'SlaBreached', payload: { ticket: { subject: 'nobody' } } },
      fitsSchema: true,
    });
  });

  it('is nothing where values found apart undo each other', () => {
    expect(found(on('payload.ticket.tags.0', 'eq', 'x'), on('payload.ticket.tags.key', 'eq', 'y'))).toEqual({
      verdict: 'undecided',
      why: 'its conditions are beyond what can be worked out',
    });
  });

  it('is nothing in a list longer than anybody has', () => {
    expect(
      found(on('payload.ticket.tags', 'contains', 'x'), on('payload.ticket.tags.500', 'eq', 'y')),
    ).toEqual({
      verdict: 'undecided',
      why: 'its conditions are beyond what can be worked out',
    });
  });

  it('keeps conditions on items that look at more than the item, or is left open', () => {
    const elsewhere = on('payload.ticket.subject', 'eq', 'nobody');
    const some: FilterNode = { anyItem: 'payload.ticket.tags', where: elsewhere };
    const every: FilterNode = { everyItem: 'payload.ticket.tags', where: elsewhere };
    const verdictOf = (...nodes: FilterNode[]) => {
      const answer = found(...nodes);
      if (answer.verdict === 'yes') expect(isMatch(nodes, answer.event, question)).toBe(true);
      return answer.verdict;
    };
    expect([
      verdictOf(some),
      verdictOf(every),
      verdictOf({ not: some }),
      verdictOf({ not: every }),
      verdictOf(some, { not: every }),
    ]).toEqual(['undecided', 'yes', 'yes', 'yes', 'undecided']);
  });

  it('is said not to fit its schema where the schema as a whole does not take it', () => {
    const strict = { ...question, fits: () => false };
    const answer = findEvent([on('payload.ticket.subject', 'eq', 'nobody')], strict, { left: 60_000 });
    expect(answer).toMatchObject({ verdict: 'yes', fitsSchema: false });
  });

  it('has at its position an item with all that is asked inside it', () => {
    const nodes: FilterNode[] = [
      { everyItem: 'payload.rows', where: on('item.kind', 'eq', 'x') },
      on('payload.rows.0.cell.value', 'eq', 1),
      on('payload.rows.0.name', 'exists', true),
    ];
    const answer = found(...nodes);
    if (answer.verdict !== 'yes') throw new Error(answer.verdict);
    expect(answer.event.payload.rows).toMatchObject([{ kind: 'x', cell: { value: 1 } }]);
    expect(isMatch(nodes, answer.event, question)).toBe(true);
  });

  it('is an item that does not equal what a list may not contain', () => {
    const [list, item]: FilterNode[] = [
      { not: on('payload.ticket.tags', 'contains', 'x') },
      { anyItem: 'payload.ticket.tags', where: { not: on('item', 'eq', 'y') } },
    ];
    if (!list || !item) throw new Error('two conditions');
    expect(found(list, item).verdict).toBe('yes');
    expect(found(list, { anyItem: 'payload.ticket.tags', where: on('item', 'eq', 'x') }).verdict).toBe('no');
  });
});

describe('a search with fewer steps', () => {
  const tags = 'payload.ticket.tags';
  const starts = (path: string, value: string): FilterNode => ({ path, op: 'starts_with', value });
  it.each<[string, FilterNode[]]>([
    [
      'a text',
      [starts('payload.ticket.subject', 'q'), { path: 'payload.ticket.subject', op: 'contains', value: 'z' }],
    ],
    ['a choice', [{ any: [starts('payload.ticket.subject', 'q'), starts('payload.ticket.status', 'q')] }]],
    [
      'items',
      [
        { anyItem: tags, where: starts('item', 'q') },
        { everyItem: tags, where: { not: starts('item', 'a') } },
      ],
    ],
    [
      'what is inside',
      [starts('payload.other.a.b', 'q'), { path: 'payload.other', op: 'exists', value: true }],
    ],
    ['places', [starts(`${tags}.1`, 'q'), { path: tags, op: 'exists', value: true }]],
    [
      'what cannot be',
      [starts('payload.ticket.subject', 'q'), { path: 'payload.ticket.subject', op: 'lt', value: 'a' }],
    ],
  ])('for %s knows less, and never anything else', (_, nodes) => {
    const full = findEvent(nodes, question, { left: 60_000 });
    let known = 0;
    for (let left = 0; left < 400; left++) {
      const answer = findEvent(nodes, question, { left });
      if (answer.verdict === 'undecided') expect(answer.why).toBe('the search was ended');
      else {
        known++;
        expect(answer.verdict).toBe(full.verdict);
      }
    }
    expect(known).toBeGreaterThan(0);
  });
});
