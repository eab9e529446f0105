import fc from 'fast-check';
import { type Catalog, createCatalog, eventSchema, findEventType } from '../../../engine/catalog/index.ts';
import {
  type Event,
  type FilterNode,
  isJsonObject,
  type Json,
  type JsonObject,
  operators,
  type Pack,
  type Rule,
} from '../../../engine/model/index.ts';

/** Rules and events of every shape that JSON allows: what no one would write, recordings hold. */

const severities = ['low', 'medium', 'high', 'critical'];

const pack: Pack = {
  name: 'messy',
  version: '1',
  title: 'Messy',
  description: '',
  workspace: { tenant: 't', title: 't', defaultCreator: 'u' },
  directory: {
    apps: [],
    members: [],
    teams: [],
    templates: [],
    savedSearches: [],
    tags: [],
    mailboxes: [],
    agents: [],
  },
  eventTypes: [
    {
      type: 'known',
      version: 1,
      title: 'Known',
      description: '',
      subjectPath: null,
      payloadSchema: {
        type: 'object',
        properties: {
          a: { enum: severities, 'x-ordered': true },
          b: { enum: [3, null, 'low', 1, 1, { x: 1 }], 'x-ordered': true },
          list: {
            type: 'array',
            items: { type: 'object', properties: { n: { enum: severities, 'x-ordered': true } } },
          },
        },
      },
      samples: [{ name: 'one', event: eventOf({}) }],
    },
  ],
  actionTypes: [],
  tools: [],
  sampleRules: [],
};

/** Knows the event type `known`, in whose payload `a`, `b` and the items' `n` are ordered enums. */
export const messyCatalog: Catalog = createCatalog([pack]);
const known = findEventType(messyCatalog, 'known');
export const knownSchema: JsonObject = known ? eventSchema(known) : {};

export const simpleValues: readonly Json[] = [
  null,
  true,
  false,
  0,
  -0,
  1,
  -1,
  2,
  3,
  1e308,
  -1e308,
  2 ** 53,
  0.1,
  '',
  'a',
  'b',
  'ab',
  'low',
  'medium',
  'high',
  'critical',
  'ünï😀',
  '\ud83d',
  '0',
  '1',
  '^a',
  'b$',
  '(',
  '2026-01-05T09:00:00.000Z',
];
const simple = fc.constantFrom<Json>(...simpleValues);
const key = fc.constantFrom('x', 'n', '0', '1', 'length', 'toString', 'valueOf', 'ü', 'a b', '-1', '01');
const value: fc.Arbitrary<Json> = fc.oneof(
  { weight: 6, arbitrary: simple },
  fc.array(simple, { maxLength: 4 }),
  fc.dictionary(key, simple, { maxKeys: 3, noNullPrototype: true }),
  fc.array(fc.dictionary(key, simple, { maxKeys: 2, noNullPrototype: true }), { maxLength: 2 }),
);

export const payloads: fc.Arbitrary<JsonObject> = fc
  .record(
    {
      a: value,
      b: value,
      c: simple,
      length: value,
      '0': value,
      valueOf: value,
      deep: fc.oneof(
        value,
        fc.dictionary(
          fc.oneof(key, fc.constant('c')),
          fc.oneof(value, fc.dictionary(key, value, { maxKeys: 3, noNullPrototype: true })),
          { maxKeys: 4, noNullPrototype: true },
        ),
      ),
      list: fc.oneof(
        { weight: 1, arbitrary: value },
        {
          weight: 4,
          arbitrary: fc.array(
            fc.oneof(value, fc.record({ n: value, x: value }, { requiredKeys: [], noNullPrototype: true })),
            { maxLength: 4 },
          ),
        },
      ),
    },
    { requiredKeys: [] },
  )
  // As events come: parsed, so that objects are plain and -0 is what JSON makes of it.
  .map((payload) => parsed(payload));

function parsed(payload: JsonObject): JsonObject {
  const copy: unknown = structuredClone(payload);
  return isJsonObject(copy) ? copy : {};
}

const rootPaths = [
  'payload.a',
  'payload.b',
  'payload.c',
  'payload.length',
  'payload.0',
  'payload.valueOf',
  'payload.toString',
  'payload.deep.c',
  'payload.deep.length',
  'payload.deep.toString',
  'payload.deep["a b"]',
  'payload.deep.x.n',
  'payload.deep.0.x',
  'payload.deep.x.valueOf',
  'payload.list',
  'payload.list.0',
  'payload.list[1].n',
  'payload.list["-1"]',
  'payload.list.01',
  'payload.list.length',
  'payload.a.x',
  'eventType',
  'actorKind',
  'actorId',
  'streamId',
  'streamVersion',
  'tenantId',
  'app',
  'firedAt',
];
const unreadable = ['payload', 'payload.constructor', 'payload.__proto__.x', 'nonsense', 'app.x', '..', ''];
const itemPaths = [
  'item',
  'item.n',
  'item.x',
  'item.0',
  'item.length',
  'item.toString',
  'item.n.x',
  'item.0.x',
];

const leafOf = (paths: readonly string[]) =>
  fc.record({
    path: fc.constantFrom(...paths),
    op: fc.constantFrom(...operators),
    value: fc.oneof({ weight: 3, arbitrary: value }, fc.array(value, { maxLength: 3 })),
  });
const off = fc.record({ disabled: fc.boolean() }, { requiredKeys: [] });

const { node } = fc.letrec<{ node: FilterNode; inner: FilterNode }>((tie) => {
  const nodesOf = (name: 'node' | 'inner', paths: readonly string[], lists: readonly string[]) => {
    const nodes: fc.Arbitrary<FilterNode>[] = [
      fc.tuple(leafOf(paths), off).map(([leaf, more]) => ({ ...leaf, ...more })),
      fc.tuple(fc.array(tie(name), { maxLength: 6 }), off).map(([any, more]) => ({ any, ...more })),
      fc.tuple(fc.array(tie(name), { maxLength: 6 }), off).map(([all, more]) => ({ all, ...more })),
      fc.tuple(tie(name), off).map(([not, more]) => ({ not, ...more })),
      fc
        .tuple(fc.constantFrom(...lists), tie('inner'), off)
        .map(([anyItem, where, more]) => ({ anyItem, where, ...more })),
      fc
        .tuple(fc.constantFrom(...lists), tie('inner'), off)
        .map(([everyItem, where, more]) => ({ everyItem, where, ...more })),
    ];
    return fc.oneof({ depthSize: 'small' }, ...nodes);
  };
  return {
    inner: nodesOf('inner', [...itemPaths, ...rootPaths.slice(0, 4), ...unreadable], ['item', 'item.n']),
    node: nodesOf(
      'node',
      [...rootPaths, ...rootPaths, ...unreadable, 'item', 'item.n'],
      ['payload.list', 'payload.a', 'item', 'payload.constructor', 'app'],
    ),
  };
});

/** Leaves that an index can use: few paths, few values, so that rules share them and events meet them. */
const common = fc
  .record({
    path: fc.constantFrom(
      'payload.a',
      'payload.b',
      'payload.c',
      'payload.deep.x',
      'actorKind',
      'streamVersion',
    ),
    op: fc.constantFrom('eq', 'in', 'gt', 'gte', 'lt', 'lte', 'neq'),
    value: simple,
  })
  .map(
    ({ path, op, value: operand }): FilterNode =>
      op === 'in'
        ? { path, op, value: [operand, 'user', 'a', 1, 0] }
        : op === 'eq' || op === 'neq' || op === 'gt' || op === 'gte' || op === 'lt' || op === 'lte'
          ? { path, op, value: operand }
          : { all: [] },
  );

export const filters: fc.Arbitrary<FilterNode[]> = fc.array(node, { maxLength: 5 });
const indexable: fc.Arbitrary<FilterNode[]> = fc
  .tuple(
    fc.array(common, { maxLength: 3 }),
    fc.array(common, { maxLength: 2 }),
    fc.array(node, { maxLength: 1 }),
  )
  .map(([plain, grouped, others]) => [
    ...plain,
    ...others,
    ...(grouped.length > 0 ? [{ all: grouped }] : []),
  ]);

export function eventOf(payload: JsonObject, more: Partial<Event> = {}): Event {
  return {
    id: 'e1',
    type: 'known',
    app: 'a',
    firedAt: '2026-01-05T09:00:00.000Z',
    actor: { kind: 'user', id: 'u' },
    streamId: 'r_1',
    streamVersion: 0,
    tenantId: '',
    payload,
    ...more,
  };
}

const types = ['known', 'unheard', 'schedule'];
const apps = ['a', 'b', 'c'];

export const events: fc.Arbitrary<Event> = fc
  .record({
    type: fc.constantFrom('known', ...types),
    app: fc.constantFrom(...apps),
    actorKind: fc.constantFrom<Event['actor']['kind']>('user', 'agent', 'system'),
    streamId: fc.constantFrom('r_1', 'r_2', 'r_3', ''),
    streamVersion: fc.nat({ max: 3 }),
    payload: payloads,
  })
  .map(({ actorKind, ...event }) =>
    eventOf(event.payload, { ...event, actor: { kind: actorKind, id: 'u' } }),
  );

export function ruleOf(id: string, filter: FilterNode[], more: Partial<Rule> = {}): Rule {
  return {
    id,
    name: id,
    labels: [],
    order: 100,
    enabled: true,
    scope: { apps: ['a'] },
    trigger: { kind: 'event', eventType: 'known' },
    filter,
    actions: [],
    limits: { cooldownSeconds: 0, maxFiresPerDay: null, maxPerMinute: null },
    onActionError: 'continue',
    createdBy: 'u',
    version: 1,
    ...more,
  };
}

/** A rule with an id out of a few, so that rules of one id meet. */
export const rules: fc.Arbitrary<Rule> = fc
  .record({
    id: fc.nat({ max: 40 }).map((number) => `r_${number}`),
    order: fc.constantFrom(100, 100, 1, 2, -5),
    apps: fc.array(fc.constantFrom(...apps), { maxLength: 3 }),
    trigger: fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom('known', ...types) },
      { weight: 1, arbitrary: fc.constant(null) },
    ),
    filter: fc.oneof({ weight: 1, arbitrary: filters }, { weight: 4, arbitrary: indexable }),
  })
  .map(({ id, order, apps: scope, trigger, filter }) =>
    ruleOf(id, filter, {
      order,
      scope: { apps: scope },
      trigger:
        trigger === null
          ? { kind: 'schedule', schedule: { kind: 'every', minutes: 5 } }
          : { kind: 'event', eventType: trigger },
    }),
  );

/** Rules that crowd into one type and app and look at few paths, so that they must be told apart by their values. */
const crowdedLeaf: fc.Arbitrary<FilterNode> = fc.oneof(
  fc.record({
    path: fc.constantFrom('payload.a', 'payload.b', 'payload.c', 'payload.deep.x'),
    op: fc.constantFrom<'eq' | 'gt' | 'gte' | 'lt' | 'lte' | 'contains'>(
      'eq',
      'eq',
      'gt',
      'gte',
      'lt',
      'lte',
      'contains',
    ),
    value: fc.constantFrom<Json>(0, 1, 2, 3, 'a', 'b', 'ab', 'low', 'high', null, true),
  }),
  fc.record({
    path: fc.constantFrom('payload.a', 'payload.b', 'payload.c'),
    op: fc.constant('in' as const),
    value: fc.array(fc.constantFrom<Json>(0, 1, 2, 'a', 'b', 'low', 'high'), { maxLength: 9 }),
  }),
  fc
    .array(
      fc.record({
        path: fc.constantFrom('payload.c', 'payload["c"]'),
        op: fc.constant('eq' as const),
        value: fc.constantFrom<Json>(0, 1, 'a', 'b'),
      }),
      { minLength: 1, maxLength: 3 },
    )
    .map((any) => ({ any })),
  // To be none of some values, in each way of saying it.
  fc
    .record({
      path: fc.constantFrom('payload.a', 'payload.b', 'payload.c'),
      values: fc.array(fc.constantFrom<Json>(0, 1, 2, 'a', 'low', null), { minLength: 1, maxLength: 3 }),
      way: fc.constantFrom('neq', 'nin', 'not', 'not any'),
    })
    .map(({ path, values, way }): FilterNode => {
      const [first = null] = values;
      if (way === 'neq') return { path, op: 'neq', value: first };
      if (way === 'nin') return { path, op: 'nin', value: values };
      if (way === 'not') return { not: { path, op: 'in', value: values } };
      return { not: { any: values.map((each) => ({ path, op: 'eq', value: each })) } };
    }),
);

/** Leaves that tell many rules apart: a great many values at two paths, a few at a third, items and texts. */
const tellingLeaf: fc.Arbitrary<FilterNode> = fc.oneof(
  fc.record({
    path: fc.constantFrom('payload.wide', 'payload.wider'),
    op: fc.constant('eq' as const),
    value: fc.nat({ max: 300 }),
  }),
  fc.record({
    path: fc.constantFrom('payload.wide', 'payload.wider'),
    op: fc.constant('in' as const),
    value: fc.array(fc.nat({ max: 300 }), { maxLength: 12 }),
  }),
  fc.record({
    path: fc.constant('payload.c'),
    op: fc.constant('contains' as const),
    value: fc.constantFrom<Json>(0, 1, 'a', 'b', 'ab', 'xa', null, 'never'),
  }),
  crowdedLeaf,
);

function crowd(leaf: fc.Arbitrary<FilterNode>, ids: number, minLength: number, maxLength: number) {
  const rule = fc
    .tuple(
      fc.nat({ max: ids }),
      fc.array(leaf, { maxLength: 4 }),
      fc.constantFrom<string[][]>(['a'], ['a', 'b']),
    )
    .map(([number, filter, scope]) => ruleOf(`r_${number}`, filter, { scope: { apps: scope } }));
  return fc.array(rule, { minLength, maxLength, size: 'max' });
}

export const crowdedRules: fc.Arbitrary<Rule[]> = crowd(crowdedLeaf, 200, 20, 200);
/** Enough rules for a tree to be split, and some to put in and take out after. */
export const throngedRules: fc.Arbitrary<Rule[]> = crowd(tellingLeaf, 1_600, 1_000, 1_800);
export const someRules: fc.Arbitrary<Rule[]> = crowd(tellingLeaf, 1_600, 0, 100);

export const crowdedEvents: fc.Arbitrary<Event> = fc
  .record(
    {
      a: fc.constantFrom<Json>(0, 1, 2, 3, 'a', 'b', 'ab', 'low', 'high', null),
      b: fc.constantFrom<Json>(0, 1, 2, 3, -1, 'low', true),
      c: fc.oneof(
        fc.constantFrom<Json>(0, 1, 2, 'a', 'b', 'xaby'),
        fc.array(fc.constantFrom<Json>(0, 1, 'a', 'b', null), { maxLength: 4 }),
      ),
      deep: fc.record({ x: fc.constantFrom<Json>(0, 1, 2, 'a') }, { noNullPrototype: true }),
      wide: fc.oneof(fc.nat({ max: 310 }), fc.constantFrom<Json>('1', null)),
      wider: fc.nat({ max: 310 }),
    },
    { requiredKeys: [] },
  )
  .map((payload) => eventOf(parsed(payload)));
