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
