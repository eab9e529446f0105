import { expect, test } from 'vitest';
import { builtInPacks, createCatalog } from '../../../engine/catalog/index.ts';
import { compileOffline } from '../../../engine/compose/index.ts';

const catalog = createCatalog(builtInPacks());

test.each([
  ['When the SLA is breached, set priority to urgent', 'SlaBreached'],
  ['When the SLA is about to be breached, set priority to urgent', 'SlaWarned'],
  ['When the SLA is nearly breached, set priority to urgent', 'SlaWarned'],
  ['When a ticket is close to breaching its SLA, set priority to urgent', 'SlaWarned'],
  ['When a ticket comes in, set priority to urgent', 'TicketCreated'],
])('%s: %s', (sentence, eventType) => {
  const { rule, unclear } = compileOffline(sentence, { catalog, pack: 'helpdesk' });
  expect(unclear).toEqual([]);
  expect(rule?.trigger).toEqual({ kind: 'event', eventType });
});

test.each(['nobody is assigned', 'no one is assigned', 'nobody has it', 'it is unassigned'])(
  'a ticket of which %s has no assignee',
  (words) => {
    const sentence = `When a ticket is created and ${words}, assign it to First line`;
    const { rule, unclear } = compileOffline(sentence, { catalog, pack: 'helpdesk' });
    expect(unclear).toEqual([]);
    expect(rule?.filter).toEqual([{ path: 'payload.ticket.assignee_id', op: 'eq', value: null }]);
  },
);

test.each([
  ['a new manager', ['manager']],
  ['an admin', ['admin']],
  ['a manager or an admin', ['manager', 'admin']],
])('who joins is asked for by the role: %s', (who, roles) => {
  const sentence = `When ${who} joins on Cards, email care@acme-bank.com with the welcome template`;
  const { rule, unclear } = compileOffline(sentence, { catalog });
  expect(unclear).toEqual([]);
  expect(rule?.trigger).toEqual({ kind: 'event', eventType: 'member.joined' });
  const [only, ...more] = roles;
  const value = more.length > 0 ? { op: 'in', value: roles } : { op: 'eq', value: only };
  expect(rule?.filter).toEqual([{ path: 'payload.member.role', ...value }]);
});

test('nobody but a member is taken for one who joins', () => {
  expect(compileOffline('When a customer joins Cards, tag it vip', { catalog }).rule).toBeNull();
});

/** The answers to the question about `text`, each with what its sentence becomes. */
function answers(sentence: string, text: string) {
  const asked = compileOffline(sentence, { catalog }).unclear.find((each) => each.text === text);
  return {
    question: asked?.question,
    choices: asked?.choices?.map((choice) => ({
      label: choice.label,
      sentence: choice.sentence,
      ...compileOffline(choice.sentence, { catalog }),
    })),
  };
}

test.each([
  ['When a session opens in Cards about fraud, tag it vip', 'about fraud', 'fraud', 'fraud'],
  [
    'When a session about card limits opens in Cards, tag it vip',
    'about card limits',
    'card limits',
    'card-limit',
  ],
  [
    'When a session opens in Cards regarding a lost card, tag it vip',
    'regarding a lost card',
    'lost card',
    'lost card',
  ],
  [
    'When a session opens in Cards about "lost card", tag it vip',
    'about "lost card"',
    'lost card',
    'lost card',
  ],
])('what a thing is about is asked, the topic or the text: %s', (sentence, text, said, topic) => {
  const { question, choices } = answers(sentence, text);
  expect(question).toBe(`What tells that it is about ${said}?`);
  expect(choices?.map(({ label }) => label)).toEqual([
    `Topic is “${topic}”`,
    `First message contains “${said}”`,
  ]);
  expect(choices?.map(({ unclear }) => unclear)).toEqual([[], []]);
  expect(choices?.map(({ rule }) => rule?.filter)).toEqual([
    [{ path: 'payload.session.topic', op: 'eq', value: topic }],
    [{ path: 'payload.session.text', op: 'contains', value: said }],
  ]);
});

test('what a ticket is about may stand in its subject', () => {
  const { choices } = answers('When a ticket about refunds is created, tag it billing', 'about refunds');
  expect(choices?.map(({ label }) => label)).toEqual(['Subject contains “refunds”']);
  expect(choices?.[0]?.rule?.filter).toEqual([
    { path: 'payload.ticket.subject', op: 'contains', value: 'refunds' },
  ]);
});

test.each([
  'Every Monday at 9am in Cards about fraud, tag it vip',
  'When a session opens in Cards about, tag it vip',
  'When a session opens in Cards about “5" pipes”, tag it vip',
  'When a budget alert about fraud is hit in Cards, tag it vip',
])('where nothing can tell what it is about, the words alone are asked about: %s', (sentence) => {
  const { unclear } = compileOffline(sentence, { catalog });
  expect(unclear.filter(({ text }) => text.startsWith('about')).map(({ choices }) => choices)).toEqual([
    undefined,
  ]);
});

test('a session that is not about something is never taken for one that is', () => {
  const sentence = 'When a session not about fraud opens in Cards, tag it vip';
  expect(compileOffline(sentence, { catalog }).rule).toBeNull();
});

test('what no action does is asked with the actions there are, each leading to a question of its own or a rule', () => {
  const { choices } = answers('When a session opens in Cards, notify the manager', 'notify the manager');
  expect(choices?.map(({ label, sentence, unclear }) => [label, sentence, unclear[0]?.question])).toEqual([
    ['Assign to operator', 'When a session opens in Cards, assign it', 'Who should get it?'],
    ['Tag the session', 'When a session opens in Cards, tag it', 'Which tag is meant?'],
    ['Send e-mail', 'When a session opens in Cards, email', 'Who should the mail go to?'],
    ['Escalate to people', 'When a session opens in Cards, escalate it', 'Which team should take over?'],
  ]);
});

test.each([
  ['When a session opens in Cards, tag the session', 'tag the session', 'tag_session'],
  ['When a session opens in Cards, assign it', 'assign it', 'assign_to'],
  ['When a session opens in Cards, escalate it', 'escalate it', 'escalate_to_human'],
])('the answers to %s are rules', (sentence, text, type) => {
  const { choices } = answers(sentence, text);
  expect(choices?.length).toBeGreaterThan(1);
  for (const { unclear, rule } of choices ?? []) {
    expect(unclear).toEqual([]);
    expect(rule?.actions.map((step) => step.type)).toEqual([type]);
  }
});
