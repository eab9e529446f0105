import { describe, expect, test } from 'vitest';
import { builtInPacks, createCatalog } from '../../../../engine/catalog/index.ts';
import { listEventPaths } from '../../../../engine/language/index.ts';
import { type JsonObject, type Rule, readRuleValue } from '../../../../engine/model/index.ts';
import { operandChoices } from '../../../../renderer/inspector/fields/operand-choices.ts';
import { durationWords, unitWords } from '../../../../renderer/inspector/fields/unit-words.ts';
import { itemsOf } from '../../../../renderer/words/new-nodes.ts';

const catalog = createCatalog(builtInPacks());

function ruleOn(eventType: string, apps: string[]): Rule {
  const read = readRuleValue({
    id: 'r_1',
    name: 'Compare',
    scope: { apps },
    trigger: { kind: 'event', eventType },
    createdBy: 'm_omar_d',
    version: 1,
  });
  if (!read.ok) throw new Error('the rule of the test is no rule');
  return read.value;
}

function choicesFor(
  eventType: string,
  apps: string[],
  path: string,
  narrow = (schema: JsonObject) => schema,
) {
  const rule = ruleOn(eventType, apps);
  const entry = listEventPaths(catalog, rule.trigger).find((each) => each.path === path);
  return operandChoices(rule, catalog, entry, narrow(entry?.schema ?? {}));
}

describe('what a field may be compared with', () => {
  test('is the tags of the workspace, where it is a list of tags', () => {
    const values = choicesFor('TicketCreated', ['helpdesk'], 'payload.ticket.tags', itemsOf);
    expect(values.map(({ value }) => value)).toEqual(
      catalog.packs.find(({ name }) => name === 'helpdesk')?.directory.tags,
    );
  });

  test('is the agents, or nobody, where it is the one a ticket is given to', () => {
    const values = choicesFor('TicketCreated', ['helpdesk'], 'payload.ticket.assignee_id');
    expect(values).toContainEqual({ value: '123456', label: '123456', detail: 'Billing desk' });
    expect(values.at(-1)?.value).toBe('null');
  });

  test('is the apps of the workspace, where it is the app', () => {
    expect(choicesFor('session.opened', ['cards'], 'app').map(({ value }) => value)).toEqual([
      'cards',
      'loans',
      'insurance',
    ]);
  });

  test('is otherwise what it is in the samples, each once, and no long text', () => {
    const topics = choicesFor('session.opened', ['cards'], 'payload.session.topic').map(({ value }) => value);
    expect(topics).toContain('card-limit');
    expect(new Set(topics).size).toBe(topics.length);
    const texts = choicesFor('session.opened', ['cards'], 'payload.session.text');
    expect(texts.every(({ value }) => value.length <= 40)).toBe(true);
    expect(choicesFor('session.opened', ['cards'], 'payload.nothing')).toEqual([]);
  });
});

test('a number is said in the unit that its field’s name has', () => {
  expect(unitWords('payload.durationSeconds', 5400)).toBe('1 h 30 min');
  expect(unitWords('payload.budget.limitCents', 1250000)).toBe('12,500.00');
  expect(unitWords('payload.variancePercent', 4.5)).toBe('4.5 %');
  expect(unitWords('payload.waitMs', 1500)).toBe('1.5 s');
  expect(unitWords('payload.afterMinutes', 90)).toBe('1 h 30 min');
  expect(unitWords('payload.items', 7)).toBeNull();
});

test('a duration is said in its two largest parts', () => {
  expect([0, 59, 60, 3600, 90_061, -30].map(durationWords)).toEqual([
    '0 s',
    '59 s',
    '1 min',
    '1 h',
    '1 d 1 h',
    '−30 s',
  ]);
});
