import { z } from 'zod';
import { type Json, json, jsonObject } from './json.ts';
import { limits } from './limits.ts';

/** Comparison operators a leaf may use, in the order menus show them. */
export const operators = [
  'eq',
  'neq',
  'in',
  'nin',
  'gt',
  'gte',
  'lt',
  'lte',
  'contains',
  'exists',
  'starts_with',
  'ends_with',
  'matches',
] as const;
export type Operator = (typeof operators)[number];

/** Spellings that are read as an operator and written as its own name. */
export const operatorAliases = { ne: 'neq', not_in: 'nin' } as const satisfies Record<string, Operator>;

const operator = z
  .enum([...operators, 'ne', 'not_in'])
  .transform((op): Operator => (op === 'ne' || op === 'not_in' ? operatorAliases[op] : op));

/** What any filter node may carry beside its meaning. Disabled nodes are ignored by every evaluation. */
const nodeExtras = {
  id: z.string().min(1).max(100).optional(),
  disabled: z.boolean().optional(),
  note: z.string().max(limits.noteLength).optional(),
};

export interface NodeExtras {
  id?: string | undefined;
  disabled?: boolean | undefined;
  note?: string | undefined;
}
/** Compares the value at `path` with `value`. */
export type Leaf = { path: string; op: Operator; value: Json } & NodeExtras;
/** Holds when at least one child holds; empty: false. */
export type AnyGroup = { any: FilterNode[] } & NodeExtras;
/** Holds when every child holds; empty: true. */
export type AllGroup = { all: FilterNode[] } & NodeExtras;
export type NotNode = { not: FilterNode } & NodeExtras;
/** Holds when some item of the list at the path satisfies `where`, whose paths start with `item`. */
export type AnyItemNode = { anyItem: string; where: FilterNode } & NodeExtras;
/** Holds when the path is a list all of whose items satisfy `where`. */
export type EveryItemNode = { everyItem: string; where: FilterNode } & NodeExtras;
export type FilterNode = Leaf | AnyGroup | AllGroup | NotNode | AnyItemNode | EveryItemNode;

const path = z.string().min(1, 'a path is needed').max(500);

export const leaf = z.strictObject({ path, op: operator, value: json, ...nodeExtras });
export const filterNode: z.ZodType<FilterNode> = z.lazy(() =>
  z.union([
    leaf,
    z.strictObject({ any: z.array(filterNode), ...nodeExtras }),
    z.strictObject({ all: z.array(filterNode), ...nodeExtras }),
    z.strictObject({ not: filterNode, ...nodeExtras }),
    z.strictObject({ anyItem: path, where: filterNode, ...nodeExtras }),
    z.strictObject({ everyItem: path, where: filterNode, ...nodeExtras }),
  ]),
);

/** Exponential backoff: delays are milliseconds; `full` jitter draws each delay from 0 to its bound. */
export const retry = z.strictObject({
  maxAttempts: z.int().min(1).max(20).default(4),
  initialDelayMs: z.int().min(0).max(3_600_000).default(1000),
  factor: z.number().min(1).max(10).default(2),
  maxDelayMs: z.int().min(0).max(86_400_000).default(60_000),
  jitter: z.enum(['full', 'none']).default('full'),
});
export type Retry = z.infer<typeof retry>;

export const errorPolicy = z.enum(['continue', 'stop']);
export type ErrorPolicy = z.infer<typeof errorPolicy>;

export const actionStep = z.strictObject({
  /** Named by `${steps.<id>.output…}`. */
  id: z
    .string()
    .regex(/^[A-Za-z][\w-]{0,63}$/, 'a step id starts with a letter and has only letters, digits, _ and -'),
  type: z.string().min(1, 'an action type is needed').max(200),
  params: jsonObject.default({}),
  retry: retry.optional(),
  onError: errorPolicy.optional(),
  disabled: z.boolean().optional(),
  note: z.string().max(limits.noteLength).optional(),
});
export type ActionStep = z.infer<typeof actionStep>;

/** Schedules tick on 5-minute boundaries, UTC. `every` is anchored at the epoch; weekday 1 is Monday. */
export const schedule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('every'), minutes: z.int().min(5).max(525_600) }),
  z.strictObject({
    kind: z.literal('daily-utc'),
    hour: z.int().min(0).max(23),
    minute: z.int().min(0).max(59),
    weekday: z.int().min(1).max(7).optional(),
  }),
]);
export type Schedule = z.infer<typeof schedule>;

export const trigger = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('event'),
    eventType: z.string().min(1, 'an event type is needed').max(200),
  }),
  z.strictObject({ kind: z.literal('schedule'), schedule }),
]);
export type Trigger = z.infer<typeof trigger>;

/** `null` means no limit. */
export const ruleLimits = z.strictObject({
  cooldownSeconds: z.int().min(0).max(31_536_000).default(0),
  maxFiresPerDay: z.int().min(1).nullable().default(null),
  maxPerMinute: z.int().min(1).nullable().default(null),
});
export type RuleLimits = z.infer<typeof ruleLimits>;

export const ruleId = z.string().regex(/^r_[\w-]{1,64}$/, 'a rule id is r_ and letters, digits, _ or -');
export const appId = z.string().min(1).max(100);

/** What a person authors: everything but identity and bookkeeping. The content hash covers it. */
const ruleContent = {
  name: z.string().min(1, 'a name is needed').max(limits.nameLength),
  description: z.string().max(limits.noteLength).optional(),
  labels: z.array(z.string().min(1).max(100)).max(50).default([]),
  /** Rules that match one event run in ascending `order`, then by id. */
  order: z.int().default(100),
  /** Allow-list. Empty: the rule never fires. */
  scope: z.strictObject({ apps: z.array(appId).max(1000).default([]) }).default({ apps: [] }),
  trigger,
  /** All must hold; empty: every event of the type. */
  filter: z.array(filterNode).default([]),
  actions: z.array(actionStep).max(limits.actionSteps).default([]),
  limits: ruleLimits.default({ cooldownSeconds: 0, maxFiresPerDay: null, maxPerMinute: null }),
  onActionError: errorPolicy.default('continue'),
};

/** A whole rule, as stored and exported. Key order here is the order in which rules are written. */
export const rule = z.strictObject({
  id: ruleId,
  name: ruleContent.name,
  description: ruleContent.description,
  labels: ruleContent.labels,
  order: ruleContent.order,
  enabled: z.boolean().default(false),
  scope: ruleContent.scope,
  trigger: ruleContent.trigger,
  filter: ruleContent.filter,
  actions: ruleContent.actions,
  limits: ruleContent.limits,
  onActionError: ruleContent.onActionError,
  createdBy: z.string().max(200),
  version: z.int().min(0),
});
export type Rule = z.infer<typeof rule>;
export type RuleContent = Omit<Rule, 'id' | 'enabled' | 'createdBy' | 'version'>;

/** A rule as people write it in a file: identity and bookkeeping may be left out. */
export const ruleInput = rule.extend({
  id: ruleId.optional(),
  createdBy: z.string().max(200).optional(),
  version: z.int().min(0).optional(),
});
export type RuleInput = z.infer<typeof ruleInput>;
