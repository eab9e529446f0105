import type { FilterNode, Rule } from '../../engine/model/index.ts';
import { createRandom, type Random } from './random.ts';

/** The payload of every event of this workload. */
export interface OrderPayload {
  category: string;
  region: string;
  amount: number;
  channel: string;
  vip: boolean;
  customer: { tier: string; country: string; email: string };
  plan?: string;
  tags: string[];
  text: string;
}

/** A rule of one of five kinds, with what it asks for; all contenders are made from these. */
export type OrderRule = { id: string; type: string } & (
  | { kind: 'large'; category: string; amount: number }
  | { kind: 'regional'; category: string; region: string; amount: number }
  | { kind: 'tiered'; category: string; regions: string[]; tier: string }
  | { kind: 'channel'; channel: string; amount: number }
  | { kind: 'tagged'; tag: string; channel: string; plan: string }
);

export const types = Array.from({ length: 20 }, (_, index) => `order.event-${index}`);
export const apps = ['shop', 'market'];
const categories = Array.from({ length: 6 }, (_, index) => `category-${index}`);
const regions = ['north', 'south', 'east', 'west', 'centre', 'islands'];
const channels = ['web', 'phone', 'mail', 'store'];
const tiers = ['bronze', 'silver', 'gold', 'platinum'];
const plans = ['free', 'basic', 'plus'];
const tags = Array.from({ length: 10 }, (_, index) => `tag-${index}`);

/** So many rules, spread over the types. Those past the first thousand ask for categories that no event has. */
export function createRules(count: number): OrderRule[] {
  const random = createRandom(2);
  return Array.from({ length: count }, (_, index) => {
    const isExtra = index >= 1000;
    const id = `r_${String(index).padStart(5, '0')}`;
    const type = types[index % types.length] ?? '';
    const category = isExtra ? `past-category-${random.below(2000)}` : random.pick(categories);
    return { id, type, ...kindOf(random, isExtra ? random.below(80) : random.below(100), category) };
  });
}

type Asked = OrderRule extends infer Each
  ? Each extends OrderRule
    ? Omit<Each, 'id' | 'type'>
    : never
  : never;

function kindOf(random: Random, draw: number, category: string): Asked {
  const amount = 700 + random.below(300);
  if (draw < 35) return { kind: 'large', category, amount };
  if (draw < 60)
    return { kind: 'regional', category, region: random.pick(regions), amount: 400 + random.below(500) };
  if (draw < 80) {
    const [first, second] = [random.pick(regions), random.pick(regions)];
    return { kind: 'tiered', category, regions: [first, second], tier: random.pick(tiers) };
  }
  if (draw < 90) return { kind: 'channel', channel: random.pick(channels), amount: 950 + random.below(50) };
  return { kind: 'tagged', tag: random.pick(tags), channel: random.pick(channels), plan: random.pick(plans) };
}

/** The lines of a recording of so many events. */
export function createLines(count: number): string[] {
  const random = createRandom(3);
  return Array.from({ length: count }, (_, index) => {
    const payload: OrderPayload = {
      category: random.pick(categories),
      region: random.pick(regions),
      amount: random.below(1000),
      channel: random.pick(channels),
      vip: random.chance(0.1),
      customer: {
        tier: random.pick(tiers),
        country: random.pick(['CH', 'DE', 'FR']),
        email: `c${random.below(9000)}@example.com`,
      },
      ...(random.chance(0.7) ? { plan: random.pick(plans) } : {}),
      tags: Array.from({ length: random.below(4) }, () => random.pick(tags)),
      text: 'Please deliver in the morning, the bell does not work.',
    };
    return JSON.stringify({
      id: `e${index}`,
      type: random.pick(types),
      app: random.pick(apps),
      firedAt: '2026-03-02T09:20:00.000Z',
      actor: { kind: 'user', id: `u${random.below(900)}` },
      streamId: `o_${index}`,
      streamVersion: 1,
      tenantId: 'demo',
      payload,
    });
  });
}

export function toRule(rule: OrderRule): Rule {
  return {
    id: rule.id,
    name: rule.id,
    labels: [],
    order: 100,
    enabled: true,
    scope: { apps },
    trigger: { kind: 'event', eventType: rule.type },
    filter: filterOf(rule),
    actions: [],
    limits: { cooldownSeconds: 0, maxFiresPerDay: null, maxPerMinute: null },
    onActionError: 'continue',
    createdBy: 'm',
    version: 1,
  };
}

function filterOf(rule: OrderRule): FilterNode[] {
  switch (rule.kind) {
    case 'large':
      return [
        { path: 'payload.category', op: 'eq', value: rule.category },
        { path: 'payload.amount', op: 'gte', value: rule.amount },
        { not: { path: 'payload.vip', op: 'eq', value: true } },
      ];
    case 'regional':
      return [
        { path: 'payload.category', op: 'eq', value: rule.category },
        { path: 'payload.region', op: 'eq', value: rule.region },
        { path: 'payload.amount', op: 'gte', value: rule.amount },
      ];
    case 'tiered':
      return [
        { path: 'payload.category', op: 'eq', value: rule.category },
        { path: 'payload.region', op: 'in', value: rule.regions },
        { path: 'payload.customer.tier', op: 'eq', value: rule.tier },
      ];
    case 'channel':
      return [
        { path: 'payload.channel', op: 'eq', value: rule.channel },
        { path: 'payload.amount', op: 'gte', value: rule.amount },
      ];
    case 'tagged':
      return [
        { path: 'payload.tags', op: 'contains', value: rule.tag },
        {
          any: [
            { path: 'payload.channel', op: 'eq', value: rule.channel },
            { path: 'payload.plan', op: 'eq', value: rule.plan },
          ],
        },
      ];
  }
}

/** The conditions as a person would write them in code. */
export function toFunction(rule: OrderRule): (payload: OrderPayload) => boolean {
  switch (rule.kind) {
    case 'large': {
      const { category, amount } = rule;
      return (payload) =>
        payload.category === category && payload.amount >= amount && !(payload.vip === true);
    }
    case 'regional': {
      const { category, region, amount } = rule;
      return (payload) =>
        payload.category === category && payload.region === region && payload.amount >= amount;
    }
    case 'tiered': {
      const { category, regions: wanted, tier } = rule;
      return (payload) =>
        payload.category === category && wanted.includes(payload.region) && payload.customer.tier === tier;
    }
    case 'channel': {
      const { channel, amount } = rule;
      return (payload) => payload.channel === channel && payload.amount >= amount;
    }
    case 'tagged': {
      const { tag, channel, plan } = rule;
      return (payload) =>
        payload.tags.includes(tag) && (payload.channel === channel || payload.plan === plan);
    }
  }
}

export function toJsonLogic(rule: OrderRule): object {
  const is = (path: string, value: unknown) => ({ '===': [{ var: `payload.${path}` }, value] });
  const from = (amount: number) => ({ '>=': [{ var: 'payload.amount' }, amount] });
  switch (rule.kind) {
    case 'large':
      return { and: [is('category', rule.category), from(rule.amount), { '!': [is('vip', true)] }] };
    case 'regional':
      return { and: [is('category', rule.category), is('region', rule.region), from(rule.amount)] };
    case 'tiered':
      return {
        and: [
          is('category', rule.category),
          { in: [{ var: 'payload.region' }, rule.regions] },
          is('customer.tier', rule.tier),
        ],
      };
    case 'channel':
      return { and: [is('channel', rule.channel), from(rule.amount)] };
    case 'tagged':
      return {
        and: [
          { in: [rule.tag, { var: 'payload.tags' }] },
          { or: [is('channel', rule.channel), is('plan', rule.plan)] },
        ],
      };
  }
}

/** The inputs of a decision table; the last is for what is no comparison of one field. */
export const tableFields = [
  'payload.category',
  'payload.region',
  'payload.amount',
  'payload.vip',
  'payload.customer.tier',
  'payload.channel',
  '',
];

export function toTableCells(rule: OrderRule): string[] {
  switch (rule.kind) {
    case 'large':
      return [text(rule.category), '', `>= ${rule.amount}`, 'false', '', '', ''];
    case 'regional':
      return [text(rule.category), text(rule.region), `>= ${rule.amount}`, '', '', '', ''];
    case 'tiered':
      return [text(rule.category), rule.regions.map(text).join(', '), '', '', text(rule.tier), '', ''];
    case 'channel':
      return ['', '', `>= ${rule.amount}`, '', '', text(rule.channel), ''];
    case 'tagged': {
      const either = `payload.channel == ${text(rule.channel)} or payload.plan == ${text(rule.plan)}`;
      return ['', '', '', '', '', '', `contains(payload.tags, ${text(rule.tag)}) and (${either})`];
    }
  }
}

/** Conditions of json-rules-engine. */
export function toConditions(rule: OrderRule) {
  const fact = (path: string, operator: string, value: unknown) => ({
    fact: 'payload',
    path: `$.${path}`,
    operator,
    value,
  });
  const type = { fact: 'type', operator: 'equal', value: rule.type };
  const from = (amount: number) => fact('amount', 'greaterThanInclusive', amount);
  switch (rule.kind) {
    case 'large':
      return {
        all: [type, fact('category', 'equal', rule.category), from(rule.amount), fact('vip', 'equal', false)],
      };
    case 'regional':
      return {
        all: [
          type,
          fact('category', 'equal', rule.category),
          fact('region', 'equal', rule.region),
          from(rule.amount),
        ],
      };
    case 'tiered':
      return {
        all: [
          type,
          fact('category', 'equal', rule.category),
          fact('region', 'in', rule.regions),
          fact('customer.tier', 'equal', rule.tier),
        ],
      };
    case 'channel':
      return { all: [type, fact('channel', 'equal', rule.channel), from(rule.amount)] };
    case 'tagged':
      return {
        all: [
          type,
          fact('tags', 'contains', rule.tag),
          { any: [fact('channel', 'equal', rule.channel), fact('plan', 'equal', rule.plan)] },
        ],
      };
  }
}

function text(value: string): string {
  return JSON.stringify(value);
}
