import { describe, expect, it } from 'vitest';
import {
  builtInPacks,
  createCatalog,
  findEventType,
  packFromJsonSchema,
  rowColumns,
} from '../../../engine/catalog/index.ts';
import {
  describeVariable,
  listEventPaths,
  listItemPaths,
  listVariables,
  operatorsFor,
  operatorWords,
  type PathEntry,
  parsePath,
  parseVariable,
} from '../../../engine/language/index.ts';
import { type JsonObject, operators, type Rule, readRuleValue } from '../../../engine/model/index.ts';
import { sampleEvent } from '../drivers/setting.ts';

const catalog = createCatalog(builtInPacks());
const opened = { kind: 'event', eventType: 'session.opened' } as const;
const sample = findEventType(catalog, 'session.opened')?.samples[0]?.event;

const every5Minutes = { kind: 'schedule', schedule: { kind: 'every', minutes: 5 } } as const;

/** A catalog whose only event type has a payload of this schema. */
function catalogOf(schema: JsonObject) {
  const made = packFromJsonSchema(
    { type: 'object', title: 'thing', ...schema },
    { name: 'test', firedAt: '2026-01-05T09:00:00.000Z' },
  );
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  return createCatalog([made.value.pack]);
}

/** The paths into the payload of the event type of such a catalog. */
function listPaths(from: ReturnType<typeof catalogOf>): string[] {
  const paths = listEventPaths(from, { kind: 'event', eventType: 'thing' });
  return paths.map(({ path }) => path).filter((path) => path.startsWith('payload.'));
}

function ruleWith(changes: Record<string, unknown>): Rule {
  const read = readRuleValue({ name: 'Test', trigger: opened, ...changes });
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

describe('listing paths', () => {
  it('lists every field with its type, whether it may be missing, and a sample', () => {
    const entries = listEventPaths(catalog, opened, sample);
    const byPath = new Map(entries.map((entry) => [entry.path, entry]));
    expect(byPath.get('payload.session.topic')).toMatchObject({
      title: 'Topic',
      type: 'text',
      isOptional: true,
      sample: 'fraud',
      origin: 'session.opened',
    });
    expect(byPath.get('payload.session.channel')).toMatchObject({
      isOptional: false,
      enum: ['whatsapp', 'web', 'email', 'voice'],
    });
    for (const column of rowColumns) expect(byPath.has(column)).toBe(true);
  });

  it('lists only what can be parsed, for every event type there is', () => {
    for (const eventType of catalog.eventTypes.keys()) {
      const entries = listEventPaths(catalog, { kind: 'event', eventType });
      expect(entries.length).toBeGreaterThan(rowColumns.length);
      expect(entries.filter(({ path }) => !parsePath(path).ok)).toEqual([]);
    }
  });

  it('lists what where may say about the items of a list', () => {
    const paths = listItemPaths(catalog, opened, 'payload.session.tags').map(({ path }) => path);
    expect(paths).toEqual(['item', 'item.key', 'item.value']);
  });

  it('lists nothing for an unknown event type, nor about the items of what is no list', () => {
    const unknown = { kind: 'event', eventType: 'made.up' } as const;
    expect(listEventPaths(catalog, unknown)).toEqual([]);
    expect(listItemPaths(catalog, unknown, 'payload.session.tags')).toEqual([]);
    expect(listItemPaths(catalog, opened, 'payload.session.language')).toEqual([]);
    expect(listItemPaths(catalog, opened, 'payload..tags')).toEqual([]);
  });

  it('lists the columns alone for a schedule, whose payload is empty', () => {
    const entries = listEventPaths(catalog, every5Minutes);
    expect(entries.map(({ path, origin }) => [path, origin])).toEqual(
      rowColumns.map((column) => [column, 'schedule']),
    );
  });

  it('lists what any branch of a choice declares, but no choices within choices without end', () => {
    const nested = (times: number): JsonObject => ({
      properties: { [`in${times}`]: { type: 'string' } },
      ...(times < 9 ? { anyOf: [nested(times + 1), { type: 'null' }] } : {}),
    });
    const paths = listPaths(catalogOf({ properties: { choice: nested(0) } }));
    const within = [0, 1, 2, 3, 4, 5, 6].map((times) => `payload.choice.in${times}`);
    expect(paths).toEqual(['payload.choice', ...within]);
  });

  it('lists less deep where that would be more than anyone reads, and never more than 4,000', () => {
    const many = (count: number, schema: JsonObject): JsonObject =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}`, schema]));
    const wide = { properties: many(40, { $ref: '#/$defs/wide' }) };
    const deep = listPaths(catalogOf({ $defs: { wide }, properties: wide.properties }));
    expect(deep).toHaveLength(40 + 40 * 40);
    expect(deep).toContain('payload.f39.f39');
    expect(listPaths(catalogOf({ properties: many(5_000, { type: 'string' }) }))).toHaveLength(4_000);
  });

  it('follows what is defined elsewhere into the items of a list', () => {
    const item = { type: 'object', properties: { inner: { $ref: '#/$defs/item' } } };
    const trigger = { kind: 'event', eventType: 'thing' } as const;
    const schema = {
      $defs: { item },
      properties: { list: { type: 'array', items: { $ref: '#/$defs/item' } } },
    };
    const paths = listItemPaths(catalogOf(schema), trigger, 'payload.list').map(({ path }) => path);
    expect(paths.slice(0, 3)).toEqual(['item', 'item.inner', 'item.inner.inner']);
  });
});

describe('listing variables', () => {
  const rule = ruleWith({
    actions: [
      { id: 's1', type: 'assign_to', params: { strategy: 'round_robin' } },
      { id: 's2', type: 'tag_session', params: { tags: ['a'] }, disabled: true },
      { id: 's3', type: 'tag_session', params: { tags: ['b'] } },
    ],
  });

  it('offers outputs of earlier steps that are not disabled', () => {
    const outputs = (index: number) =>
      listVariables(catalog, rule, index, sample)
        .map(({ path }) => path)
        .filter((path) => path.startsWith('steps.'));
    expect(outputs(0)).toEqual([]);
    expect(outputs(1)).toEqual(['steps.s1.output.memberId']);
    expect(outputs(2)).toEqual(['steps.s1.output.memberId']);
  });

  it('offers only variables that can be used', () => {
    for (const { path } of listVariables(catalog, rule, 2, sample)) {
      expect([path, parseVariable(path).ok, describeVariable(catalog, rule, 2, path).ok]).toEqual([
        path,
        true,
        true,
      ]);
    }
  });

  it('offers nothing of the event on a schedule, and tells the source', () => {
    const scheduled = ruleWith({ trigger: every5Minutes });
    const entries = listVariables(catalog, scheduled, 0);
    expect(entries.filter(({ path }) => path.startsWith('event.'))).toEqual([]);
    expect(entries.find(({ path }) => path === 'trigger.source')?.sample).toBe('cron');
  });

  it('knows the result of a tool by the tool', () => {
    const tool = { tool: 'setDocumentSensitivity', args: {} };
    const called = ruleWith({
      trigger: { kind: 'event', eventType: 'document.dlp-flagged' },
      actions: [{ id: 's1', type: 'mcp-tool-call', params: tool }],
    });
    const paths = listVariables(catalog, called, 1).map(({ path }) => path);
    expect(paths).toContain('steps.s1.output.result.sensitivityAfter');
  });
});

describe('an entry', () => {
  const columns = [
    ['eventType', 'Event type', 'text', 'thing'],
    ['actorKind', 'Actor kind', 'text', 'user'],
    ['actorId', 'Actor', 'text', 'text'],
    ['streamId', 'Stream', 'text', 'text'],
    ['streamVersion', 'Stream version', 'number', 0],
    ['tenantId', 'Tenant', 'text', 'text'],
    ['app', 'App', 'text', 'text'],
    ['firedAt', 'Fired at', 'text', '2026-01-05T09:00:00.000Z'],
  ];
  const line = { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'] };
  const orders = catalogOf({
    $defs: { line },
    properties: {
      customerFirstName: { type: 'string' },
      'order__total-sum': { type: 'number' },
      x2Y: { title: 'Named', type: ['number', 'null'] },
      oddTitle: { title: 5, type: 'boolean' },
      inner: { type: 'object', properties: { '2nd': { enum: ['a', 'b'] } }, required: ['2nd'] },
      lines: { type: 'array', items: { $ref: '#/$defs/line' } },
    },
    required: ['customerFirstName', 'inner'],
  });
  const thing = { kind: 'event', eventType: 'thing' } as const;
  const brief = (entries: readonly PathEntry[]) =>
    entries.map(({ path, title, type, sample }) => [path, title, type, sample]);

  it('of a payload says how it reads, its type, a sample and whether it may be missing; columns follow', () => {
    const entries = listEventPaths(orders, thing);
    expect(brief(entries)).toEqual([
      ['payload.customerFirstName', 'Customer first name', 'text', 'text'],
      ['payload.order__total-sum', 'Order total sum', 'number', 1],
      ['payload.x2Y', 'Named', 'number or null', 1],
      ['payload.oddTitle', 'Odd title', 'true or false', true],
      ['payload.inner', 'Inner', 'object', { '2nd': 'a' }],
      ['payload.inner["2nd"]', '2nd', 'text', 'a'],
      ['payload.lines', 'Lines', 'list', [{ n: 1 }]],
      ...columns,
    ]);
    expect(entries.filter(({ isOptional }) => isOptional).map(({ path }) => path)).toEqual([
      'payload.order__total-sum',
      'payload.x2Y',
      'payload.oddTitle',
      'payload.lines',
    ]);
    expect(new Set(entries.map(({ origin }) => origin))).toEqual(new Set(['thing']));
    expect(entries.find(({ path }) => path === 'payload.inner["2nd"]')).toEqual({
      path: 'payload.inner["2nd"]',
      title: '2nd',
      type: 'text',
      isOptional: false,
      sample: 'a',
      enum: ['a', 'b'],
      schema: { enum: ['a', 'b'] },
      origin: 'thing',
    });
    expect(entries[0]).not.toHaveProperty('enum');
  });

  it('has the value of the sample event where that has one, be it null, and else one shaped by the schema', () => {
    const event = { ...sampleEvent('session.opened'), payload: { customerFirstName: 'Ada', x2Y: null } };
    expect(brief(listEventPaths(orders, thing, event)).slice(0, 4)).toEqual([
      ['payload.customerFirstName', 'Customer first name', 'text', 'Ada'],
      ['payload.order__total-sum', 'Order total sum', 'number', 1],
      ['payload.x2Y', 'Named', 'number or null', null],
      ['payload.oddTitle', 'Odd title', 'true or false', true],
    ]);
  });

  it('of an item belongs to its list', () => {
    expect(listItemPaths(orders, thing, 'payload.lines')).toEqual([
      {
        path: 'item',
        title: 'Item',
        type: 'object',
        isOptional: false,
        sample: { n: 1 },
        schema: line,
        origin: 'payload.lines',
      },
      {
        path: 'item.n',
        title: 'N',
        type: 'number',
        isOptional: false,
        sample: 1,
        schema: { type: 'integer' },
        origin: 'payload.lines',
      },
    ]);
  });

  it('of a variable says where the variable comes from', () => {
    const rule = ruleWith({
      id: 'r_1',
      version: 3,
      trigger: thing,
      actions: [{ id: 's1', type: 'made_up' }],
    });
    const variables = listVariables(orders, rule, 1);
    expect(variables.map(({ path, origin, sample }) => [path, origin, sample])).toEqual([
      ['event.payload.customerFirstName', 'thing', 'text'],
      ['event.payload.order__total-sum', 'thing', 1],
      ['event.payload.x2Y', 'thing', 1],
      ['event.payload.oddTitle', 'thing', true],
      ['event.payload.inner', 'thing', { '2nd': 'a' }],
      ['event.payload.inner["2nd"]', 'thing', 'a'],
      ['event.payload.lines', 'thing', [{ n: 1 }]],
      ['event.eventType', 'thing', 'text'],
      ['event.eventId', 'thing', 'text'],
      ['event.actorId', 'thing', 'text'],
      ['event.actorKind', 'thing', 'user'],
      ['event.app', 'thing', 'text'],
      ['event.firedAt', 'thing', '2026-01-05T09:00:00.000Z'],
      ['automation.id', 'this rule', 'r_1'],
      ['automation.name', 'this rule', 'Test'],
      ['automation.version', 'this rule', 3],
      ['trigger.source', 'the trigger', 'event'],
      ['trigger.firedAt', 'the trigger', '2026-01-05T09:00:00.000Z'],
    ]);
    expect(variables.find(({ path }) => path === 'event.actorKind')).toEqual({
      path: 'event.actorKind',
      title: 'Actor kind',
      type: 'text',
      isOptional: false,
      sample: 'user',
      enum: ['user', 'agent', 'system'],
      schema: { type: 'string', enum: ['user', 'agent', 'system'] },
      origin: 'thing',
    });
    const numbers = variables.filter(({ type, path }) => type === 'number' && path.startsWith('automation.'));
    expect(numbers.map(({ path }) => path)).toEqual(['automation.version']);
  });

  it('of an earlier step names the step and its action', () => {
    const rule = ruleWith({ actions: [{ id: 's1', type: 'send_email' }] });
    const outputs = listVariables(catalog, rule, 1).filter(({ origin }) => origin.startsWith('step'));
    expect(outputs.map(({ path, title, type, origin }) => [path, title, type, origin])).toEqual([
      ['steps.s1.output.messageId', 'Message id', 'text', 'step s1 · Send e-mail'],
      ['steps.s1.output.to', 'To', 'list', 'step s1 · Send e-mail'],
    ]);
  });

  it('has the values of the event for all that the event fills', () => {
    const event = sampleEvent('session.opened');
    const samples = listVariables(catalog, ruleWith({}), 0, event)
      .filter(({ path }) => /^(event\.[^p]|trigger)/.test(path))
      .map(({ path, sample }) => [path, sample]);
    expect(samples).toEqual([
      ['event.eventType', 'session.opened'],
      ['event.eventId', event.id],
      ['event.actorId', event.actor.id],
      ['event.actorKind', event.actor.kind],
      ['event.app', event.app],
      ['event.firedAt', event.firedAt],
      ['trigger.source', 'event'],
      ['trigger.firedAt', event.firedAt],
    ]);
  });
});

describe('what is listed of deep and wide schemas', () => {
  const nest = (depth: number): JsonObject =>
    depth === 0 ? { type: 'string' } : { type: 'object', properties: { in: nest(depth - 1) } };
  const many = (count: number, schema: JsonObject): JsonObject =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}`, schema]));

  it('ends six levels below the event', () => {
    const paths = listPaths(catalogOf({ properties: { in: nest(9) } }));
    expect(paths).toEqual(Array.from({ length: 6 }, (_, index) => `payload${'.in'.repeat(index + 1)}`));
  });

  it('is all of it up to exactly 4,000 entries', () => {
    const wide = (count: number) => ({ properties: many(count, nest(1)) });
    expect(listPaths(catalogOf(wide(2_000)))).toHaveLength(4_000);
    expect(listPaths(catalogOf(wide(2_001)))).toHaveLength(2_001);
  });

  it('names a field once, whatever the branches that declare it', () => {
    const one = { properties: { a: { type: 'string' }, b: { type: 'string' } } };
    const two = { properties: { b: { type: 'string' }, c: { type: 'string' } } };
    const schema = {
      allOf: [one, 'odd'],
      anyOf: [two],
      oneOf: [two, { properties: { d: {} } }],
      properties: { a: {} },
    };
    expect(listPaths(catalogOf({ properties: { x: schema } }))).toEqual([
      'payload.x',
      'payload.x.a',
      'payload.x.b',
      'payload.x.c',
      'payload.x.d',
    ]);
  });
});

describe('operators in words', () => {
  it('has words for all of them', () => {
    expect(Object.keys(operatorWords).toSorted()).toEqual(operators.toSorted());
  });

  it('offers those that make sense for a value', () => {
    const always = ['eq', 'neq', 'in', 'nin', 'exists'];
    const orders = ['gt', 'gte', 'lt', 'lte'];
    const texts = ['contains', 'starts_with', 'ends_with', 'matches'];
    expect(operatorsFor({ type: 'boolean' })).toEqual(['eq', 'neq', 'exists']);
    expect(operatorsFor({ type: ['boolean', 'null'] })).toEqual(always);
    expect(operatorsFor({ type: 'array', items: { type: 'string' } })).toEqual(['contains', ...always]);
    expect(operatorsFor({ type: 'integer' })).toEqual([...always, ...orders]);
    expect(operatorsFor({ type: 'string' })).toEqual([...always, ...texts, ...orders]);
    expect(operatorsFor({ const: 'a' })).toEqual(always);
    expect(operatorsFor({ enum: ['a', 'b'] })).toEqual(always);
    expect(operatorsFor({ enum: ['a', 'b'], 'x-ordered': true })).toEqual([...always, ...orders]);
    expect(operatorsFor({}).toSorted()).toEqual(operators.toSorted());
  });
});
