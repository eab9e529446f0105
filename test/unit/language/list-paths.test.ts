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
  parsePath,
  parseVariable,
} from '../../../engine/language/index.ts';
import { type JsonObject, operators, type Rule, readRuleValue } from '../../../engine/model/index.ts';

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

describe('operators in words', () => {
  it('has words for all of them', () => {
    expect(Object.keys(operatorWords).toSorted()).toEqual(operators.toSorted());
  });

  it('offers those that make sense for a value', () => {
    expect(operatorsFor({ type: 'boolean' })).toEqual(['eq', 'neq', 'exists']);
    expect(operatorsFor({ type: 'array', items: { type: 'string' } })[0]).toBe('contains');
    expect(operatorsFor({ type: 'integer' })).toContain('gte');
    expect(operatorsFor({ type: 'string' })).toContain('matches');
    expect(operatorsFor({ enum: ['a', 'b'] })).not.toContain('gt');
    expect(operatorsFor({ enum: ['a', 'b'], 'x-ordered': true })).toContain('gt');
    expect(operatorsFor({}).toSorted()).toEqual(operators.toSorted());
  });
});
