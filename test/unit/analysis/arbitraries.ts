import fc from 'fast-check';
import { builtInPacks, createCatalog } from '../../../engine/catalog/index.ts';
import {
  type Event,
  type FilterNode,
  type Json,
  operators,
  type Rule,
  readEventValue,
  readRuleValue,
} from '../../../engine/model/index.ts';

export const catalog = createCatalog(builtInPacks());

const texts = [
  '',
  'a',
  'ab',
  'abc',
  'b',
  'high',
  'urgent',
  'low',
  'open',
  'closed',
  'de',
  'x y',
  '5',
  'billing',
];
const numbers = [-1, 0, 1, 2, 2.5, 5, 90, 4711];
const scalars: Json[] = [...texts, ...numbers, true, false, null];
/** Values that rules and events share, so that conditions and events meet. */
export const value: fc.Arbitrary<Json> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...scalars) },
  { weight: 1, arbitrary: fc.array(fc.constantFrom(...scalars), { maxLength: 3 }) },
  {
    weight: 1,
    arbitrary: fc.dictionary(fc.constantFrom('vip', 'id', 'name', 'lang'), fc.constantFrom(...scalars)),
  },
);

const paths = [
  'payload.ticket.priority',
  'payload.ticket.status',
  'payload.ticket.subject',
  'payload.ticket.tags',
  'payload.ticket.tags.0',
  'payload.ticket.tags[1]',
  'payload.ticket.assignee_id',
  'payload.ticket.id',
  'payload.ticket.requester',
  'payload.ticket.requester.vip',
  'payload.ticket.requester.name',
  'payload.ticket.meta.lang',
  'payload.ticket',
  'payload.sla.percent',
  'payload.other',
  'payload.other.deep',
  'actorKind',
  'streamVersion',
  'streamId',
  'payload..broken',
] as const;

const operand = (op: string): fc.Arbitrary<Json> => {
  if (op === 'exists') return fc.boolean();
  if (op === 'in' || op === 'nin') return fc.array(value, { maxLength: 3 });
  if (op === 'matches') return fc.constantFrom('^a', 'b$', 'a.c', '\\d+', 'o|u', '(?i)AB', '[a-c]{2}', '(');
  if (op === 'starts_with' || op === 'ends_with') return fc.constantFrom(...texts);
  return value;
};

function leafOn(path: fc.Arbitrary<string>): fc.Arbitrary<FilterNode> {
  return fc
    .constantFrom(...operators)
    .chain((op) => fc.record({ path, op: fc.constant(op), value: operand(op) }));
}

const itemNode: fc.Arbitrary<FilterNode> = fc.letrec<{ node: FilterNode }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 2 },
    leafOn(fc.constantFrom('item', 'item', 'item.key')),
    fc.record({ not: tie('node') }),
    fc.record({ any: fc.array(tie('node'), { maxLength: 2 }) }),
    fc.record({ all: fc.array(tie('node'), { maxLength: 2 }) }),
  ),
})).node;

/** Any filter node: few paths and few values, so that conditions bear on each other. */
export function node(from: readonly string[] = paths): fc.Arbitrary<FilterNode> {
  return fc.letrec<{ node: FilterNode }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      { weight: 5, arbitrary: leafOn(fc.constantFrom(...from)) },
      { weight: 1, arbitrary: fc.record({ not: tie('node') }) },
      { weight: 1, arbitrary: fc.record({ any: fc.array(tie('node'), { maxLength: 3 }) }) },
      { weight: 1, arbitrary: fc.record({ all: fc.array(tie('node'), { maxLength: 3 }) }) },
      {
        weight: 1,
        arbitrary: fc.record({
          anyItem: fc.constantFrom('payload.ticket.tags', 'payload.other'),
          where: itemNode,
        }),
      },
      { weight: 1, arbitrary: fc.record({ everyItem: fc.constant('payload.ticket.tags'), where: itemNode }) },
      { weight: 1, arbitrary: leafOn(fc.constantFrom(...from)).map((leaf) => ({ ...leaf, disabled: true })) },
    ),
  })).node;
}

/** A filter on two or three paths of its own, so that its conditions often clash. */
export const filter: fc.Arbitrary<FilterNode[]> = fc
  .subarray([...paths], { minLength: 1, maxLength: 3 })
  .chain((some) => fc.array(node(some), { minLength: 1, maxLength: 4 }));

export const eventType = 'SlaBreached';

export function ruleWith(changes: Record<string, unknown>): Rule {
  const read = readRuleValue({
    id: 'r_test',
    name: 'Test',
    scope: { apps: ['helpdesk'] },
    trigger: { kind: 'event', eventType },
    filter: [],
    actions: [{ id: 's1', type: 'tag', params: { tag: 'a' } }],
    createdBy: 'm_bea_s',
    version: 1,
    ...changes,
  });
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

const maybe = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.option(arbitrary, { nil: undefined, freq: 4 });

/** Messy events of the type: every field may be missing, null or of another type. */
export const event: fc.Arbitrary<Event> = fc
  .record({
    ticket: fc.oneof(
      {
        weight: 8,
        arbitrary: fc.record(
          {
            id: value,
            subject: value,
            status: value,
            priority: fc.oneof(fc.constantFrom('low', 'normal', 'high', 'urgent'), value),
            tags: fc.oneof(fc.array(value, { maxLength: 3 }), value),
            assignee_id: value,
            requester: fc.oneof(fc.record({ vip: value, name: value }, { requiredKeys: [] }), value),
            meta: fc.oneof(fc.record({ lang: value }, { requiredKeys: [] }), value),
          },
          { requiredKeys: [] },
        ),
      },
      { weight: 1, arbitrary: value },
    ),
    sla: maybe(fc.oneof(fc.record({ percent: value }, { requiredKeys: [] }), value)),
    other: maybe(
      fc.oneof(value, fc.record({ deep: value }), fc.array(fc.record({ key: value }), { maxLength: 2 })),
    ),
    kind: fc.constantFrom('user', 'agent', 'system'),
    streamId: fc.constantFrom(...texts),
    streamVersion: fc.constantFrom(0, 1, 2, 5, 90),
  })
  .map(({ ticket, sla, other, kind, streamId, streamVersion }) =>
    readEventOf({
      type: eventType,
      app: 'helpdesk',
      actor: { kind, id: 'x' },
      streamId,
      streamVersion,
      payload: { ticket, ...(sla === undefined ? {} : { sla }), ...(other === undefined ? {} : { other }) },
    }),
  );

export function readEventOf(input: Record<string, unknown>): Event {
  const read = readEventValue(
    { id: 'e_1', firedAt: '2026-03-02T08:00:00.000Z', tenantId: 'helpline', ...input },
    { firedAt: '2026-03-02T08:00:00.000Z' },
  );
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}
