import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtInPacks, createCatalog } from '../../../engine/catalog/index.ts';
import { exportDialect, importDialect } from '../../../engine/dialects/index.ts';
import {
  contentHash,
  type Json,
  type JsonObject,
  operators,
  readRuleValue,
} from '../../../engine/model/index.ts';

const packs = builtInPacks();
const catalog = createCatalog(packs);
const names = ['cx', 'documents', 'helpdesk'] as const;
type Name = (typeof names)[number];

const text = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' });
const value: fc.Arbitrary<Json> = fc
  .jsonValue({ maxDepth: 2 })
  .map((sample): Json => JSON.parse(JSON.stringify(sample).replaceAll('__proto__', 'proto')));
const params: fc.Arbitrary<JsonObject> = fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), value, {
  maxKeys: 3,
});
const key = fc
  .stringMatching(/^[a-z][a-z0-9_]{0,6}$/)
  .filter((word) => word !== 'constructor' && word !== 'prototype');
const keys = fc.array(key, { minLength: 1, maxLength: 3 }).map((list) => list.join('.'));
const content = { name: text };

function eventsOf(name: Name) {
  return fc.constantFrom(
    ...(packs.find((pack) => pack.name === name)?.eventTypes ?? []).map(({ type }) => type),
  );
}
function stepsOf(name: Name, exactly?: number) {
  const types = (packs.find((pack) => pack.name === name)?.actionTypes ?? []).map(({ type }) => type);
  const step = fc.record({ type: fc.constantFrom(...types), params });
  return fc.array(step, { minLength: exactly ?? 0, maxLength: exactly ?? 4 });
}
function leafOf(path: fc.Arbitrary<string>, scalarOps: readonly string[], listOps: readonly string[]) {
  return fc.oneof(
    fc.record({ path, op: fc.constantFrom(...scalarOps), value }),
    fc.record({ path, op: fc.constantFrom(...listOps), value: fc.array(value, { maxLength: 3 }) }),
  );
}
const event = (name: Name) => eventsOf(name).map((eventType) => ({ kind: 'event', eventType }));
const schedule = fc.oneof(
  fc.record({ kind: fc.constant('every'), minutes: fc.integer({ min: 5, max: 525_600 }) }),
  fc.record(
    {
      kind: fc.constant('daily-utc'),
      hour: fc.integer({ min: 0, max: 23 }),
      minute: fc.integer({ min: 0, max: 59 }),
      weekday: fc.integer({ min: 1, max: 7 }),
    },
    { requiredKeys: ['kind', 'hour', 'minute'] },
  ),
);
const documentsLeaf = leafOf(
  fc.oneof(
    keys.map((path) => `payload.${path}`),
    fc.constantFrom('eventType', 'actorKind', 'actorId', 'streamId', 'streamVersion', 'tenantId'),
  ),
  ['eq', 'neq', 'gt', 'gte', 'lt', 'lte', 'contains'],
  ['in', 'nin'],
);
const ticketPath = keys.map((path) => `payload.ticket.${path}`);
const ticketNumber = fc.record({ path: ticketPath, op: fc.constantFrom('gt', 'lt'), value: fc.integer() });

/** Rules that the dialect can express. */
const expressible: Record<Name, fc.Arbitrary<object>> = {
  cx: fc.record({
    ...content,
    scope: fc.record({ apps: fc.subarray(['cards', 'loans', 'insurance']) }),
    trigger: event('cx'),
    actions: stepsOf('cx'),
  }),
  documents: fc.oneof(
    fc.record({
      ...content,
      scope: fc.constant({ apps: ['documents'] }),
      trigger: event('documents'),
      filter: fc.array(
        fc.oneof(
          documentsLeaf,
          fc.record({ any: fc.array(documentsLeaf, { maxLength: 3 }) }),
          fc.record({ not: documentsLeaf }),
        ),
        { maxLength: 4 },
      ),
      actions: stepsOf('documents', 1),
    }),
    fc.record({
      ...content,
      scope: fc.constant({ apps: ['documents'] }),
      trigger: schedule.map((when) => ({ kind: 'schedule', schedule: when })),
      actions: stepsOf('documents', 1),
    }),
  ),
  helpdesk: fc.record({
    ...content,
    enabled: fc.boolean(),
    scope: fc.constant({ apps: ['helpdesk'] }),
    trigger: event('helpdesk'),
    filter: fc.array(fc.oneof(leafOf(ticketPath, ['eq', 'neq', 'contains'], ['in', 'nin']), ticketNumber), {
      maxLength: 4,
    }),
    actions: stepsOf('helpdesk'),
    limits: fc.record({
      cooldownSeconds: fc.integer({ min: 0, max: 86_400 }),
      maxFiresPerDay: fc.option(fc.integer({ min: 1, max: 1000 })),
    }),
  }),
};

/** Rules with anything in them, now and then. */
const anything = (name: Name): fc.Arbitrary<object> => {
  const rarely = <Value>(rare: fc.Arbitrary<Value>, usual: Value) =>
    fc.oneof({ weight: 7, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: rare });
  const leaf = leafOf(
    fc.oneof(
      ticketPath,
      keys.map((path) => `payload.${path}`),
      fc.constant('app'),
    ),
    operators,
    ['in'],
  );
  return fc
    .tuple(
      expressible[name],
      fc.record({
        description: rarely<string | undefined>(text, undefined),
        labels: rarely<string[]>(fc.array(text, { maxLength: 2 }), []),
        order: rarely(fc.integer({ min: 0, max: 200 }), 100),
        onActionError: rarely<string>(fc.constant('stop'), 'continue'),
      }),
      rarely<object>(
        fc.record({
          filter: fc.array(
            fc.oneof(
              leaf,
              leaf.map((node) => ({ all: [node] })),
            ),
          ),
        }),
        {},
      ),
      rarely<object>(fc.constant({ limits: { maxPerMinute: 3 } }), {}),
      rarely<object>(fc.constant({ scope: { apps: ['cards', 'helpdesk'] } }), {}),
      rarely<object>(fc.constant({ actions: [{ id: 'mine', type: 'tag', params: { type: 1 } }] }), {}),
    )
    .map((parts) => JSON.parse(JSON.stringify(Object.assign({}, ...parts))));
};

function complete(value: object) {
  const rule = readRuleValue(value, { createdBy: 'm_1' });
  if (!rule.ok) throw new Error(JSON.stringify(rule.error));
  return rule.value;
}
function readBack(text: string, from: Name) {
  const imported = importDialect(text, from, { catalog, createdBy: 'm_1' });
  const [rule] = imported.ok ? imported.value.rules : [];
  if (!rule) throw new Error(JSON.stringify(imported));
  return rule;
}

describe.each(names)('the %s dialect', (name) => {
  it('writes every rule it can express, and reads the same rule back', () => {
    fc.assert(
      fc.property(expressible[name], (value) => {
        // A parameter called like the action's own key has no place in a document automation.
        fc.pre(name !== 'documents' || !JSON.stringify(value).match(/"params":\{"(type|params)"|,"type"/));
        const rule = complete(value);
        const exported = exportDialect(rule, name, catalog);
        expect(exported).toMatchObject({ ok: true });
        if (exported.ok) expect(readBack(exported.value, name)).toEqual({ ...rule, id: expect.anything() });
      }),
      { numRuns: 300 },
    );
  });

  it('writes a rule whole or says why not', () => {
    fc.assert(
      fc.property(anything(name), (value) => {
        const rule = complete(value);
        const exported = exportDialect(rule, name, catalog);
        if (exported.ok) expect(contentHash(readBack(exported.value, name))).toBe(contentHash(rule));
        else expect(exported.error.every(({ at, message }) => at !== '' && message !== '')).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
