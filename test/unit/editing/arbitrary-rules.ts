import fc from 'fast-check';
import { readingOrder } from '../../../engine/editing/index.ts';
import type { ActionStep, FilterNode, Rule } from '../../../engine/model/index.ts';

/** Rules of every shape that a person can draw, and nodes of them. */
const extras = fc.record(
  { disabled: fc.constant(true), note: fc.string({ minLength: 1, maxLength: 20 }) },
  { requiredKeys: [] },
);

const leaf = fc
  .tuple(
    fc.record({
      path: fc.constantFrom('payload.session.topic', 'payload.session.tags', 'app'),
      op: fc.constantFrom('eq' as const, 'contains' as const, 'in' as const, 'exists' as const),
      value: fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.parse(JSON.stringify(value))),
    }),
    extras,
  )
  .map(([node, more]): FilterNode => ({ ...node, ...more }));

const { node: anyNode } = fc.letrec<{ node: FilterNode }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.tuple(fc.array(tie('node'), { maxLength: 3 }), extras).map(([any, more]) => ({ any, ...more })),
    fc.tuple(fc.array(tie('node'), { maxLength: 3 }), extras).map(([all, more]) => ({ all, ...more })),
    fc.tuple(tie('node'), extras).map(([not, more]) => ({ not, ...more })),
    tie('node').map((where) => ({ anyItem: 'payload.session.tags', where })),
    tie('node').map((where) => ({ everyItem: 'payload.session.tags', where })),
  ),
}));
export const filterNodes: fc.Arbitrary<FilterNode> = anyNode;

const params = fc.dictionary(
  fc.constantFrom('to', 'subject', 'tags', '__proto__', 'body text'),
  fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.parse(JSON.stringify(value))),
);
const steps = fc
  .array(fc.record({ type: fc.constantFrom('send_email', 'tag_session', 'webhook'), params, more: extras }), {
    maxLength: 5,
  })
  .map((list) =>
    list.map(({ type, params: given, more }, index): ActionStep => {
      // As they come from text: a `__proto__` is a key like any other there.
      return { id: `s${index + 1}`, type, params: JSON.parse(JSON.stringify(given)), ...more };
    }),
  );

export const rules: fc.Arbitrary<Rule> = fc
  .record({
    filter: fc.array(filterNodes, { maxLength: 4 }),
    actions: steps,
    apps: fc.uniqueArray(fc.constantFrom('cards', 'loans', 'insurance')),
    isScheduled: fc.boolean(),
  })
  .map(
    ({ filter, actions, apps, isScheduled }): Rule => ({
      id: 'r_test',
      name: 'Suspected card fraud',
      labels: ['fraud'],
      order: 100,
      enabled: false,
      scope: { apps },
      trigger: isScheduled
        ? { kind: 'schedule', schedule: { kind: 'every', minutes: 60 } }
        : { kind: 'event', eventType: 'session.opened' },
      filter,
      actions,
      limits: { cooldownSeconds: 0, maxFiresPerDay: null, maxPerMinute: null },
      onActionError: 'continue',
      createdBy: 'm_owner',
      version: 1,
    }),
  );

/** A rule with the place of one of its filter nodes. */
export const rulesWithCondition: fc.Arbitrary<{ rule: Rule; at: string }> = rules
  .filter((rule) => rule.filter.length > 0)
  .chain((rule) =>
    fc.record({
      rule: fc.constant(rule),
      at: fc.constantFrom(...readingOrder(rule).filter((node) => node.startsWith('filter['))),
    }),
  );

/** A rule with the id of one of its steps. */
export const rulesWithStep: fc.Arbitrary<{ rule: Rule; stepId: string }> = rules
  .filter((rule) => rule.actions.length > 0)
  .chain((rule) =>
    fc.record({ rule: fc.constant(rule), stepId: fc.constantFrom(...rule.actions.map(({ id }) => id)) }),
  );

/** A small rule to tell stories with: one topic, an `any` of two, and three actions. */
export const fraudRule: Rule = {
  id: 'r_fraud',
  name: 'Suspected card fraud',
  labels: [],
  order: 100,
  enabled: false,
  scope: { apps: ['cards'] },
  trigger: { kind: 'event', eventType: 'session.opened' },
  filter: [
    { path: 'payload.session.topic', op: 'eq', value: 'fraud' },
    {
      any: [
        { path: 'payload.session.channel', op: 'eq', value: 'voice' },
        { not: { path: 'payload.session.language', op: 'eq', value: 'en' } },
      ],
    },
  ],
  actions: [
    { id: 's1', type: 'tag_session', params: { tags: ['fraud-suspect'] } },
    { id: 's2', type: 'send_email', params: { to: ['fraud-ops@acme-bank.com'] } },
    { id: 's3', type: 'escalate_to_human', params: { team: 'fraud' } },
  ],
  limits: { cooldownSeconds: 0, maxFiresPerDay: null, maxPerMinute: null },
  onActionError: 'continue',
  createdBy: 'm_owner',
  version: 1,
};
