import type { ActionStep, FilterNode, Leaf, Rule } from '../../engine/model/index.ts';

/** Conditions as people write them, no two alike. */
function leafAt(number: number): Leaf {
  switch (number % 4) {
    case 0:
      return { path: 'payload.session.topic', op: 'eq', value: `topic-${number}` };
    case 1:
      return { path: 'payload.session.text', op: 'contains', value: `stolen ${number}` };
    case 2:
      return { path: 'payload.session.channel', op: 'in', value: ['web', 'voice'] };
    default:
      return { path: 'payload.session.language', op: 'neq', value: `l${number}` };
  }
}

const steps: readonly Omit<ActionStep, 'id'>[] = [
  { type: 'tag_session', params: { tags: ['seen', 'measured'] } },
  {
    type: 'send_email',
    params: {
      to: ['fraud-ops@acme-bank.com'],
      template: 'fraud-alert-v2',
      subject: 'Session ${event.eventId}',
    },
  },
];

/** A rule of exactly so many filter nodes and steps: groups in two levels, as people draw them, ten nodes to each. */
export function bigRule(id: string, name: string, filterNodes: number, stepCount: number): Rule {
  const filter: FilterNode[] = [];
  let left = filterNodes;
  for (let group = 0; left > 0; group++) {
    const size = Math.min(left, 10);
    left -= size;
    filter.push(groupOf(group, size));
  }
  return {
    id,
    name,
    description: '',
    labels: [],
    order: 100,
    enabled: false,
    scope: { apps: ['cards'] },
    trigger: { kind: 'event', eventType: 'session.opened' },
    filter,
    actions: Array.from({ length: stepCount }, (_, index) => ({ id: `s${index + 1}`, ...of(steps, index) })),
    limits: { cooldownSeconds: 0, maxFiresPerDay: null, maxPerMinute: null },
    onActionError: 'continue',
    createdBy: 'm_bench',
    version: 1,
  };
}

/** `size` nodes in one: an `any` of conditions with, where there is room, an `all` inside it. */
function groupOf(seed: number, size: number): FilterNode {
  const leaves = (count: number, from: number): Leaf[] =>
    Array.from({ length: count }, (_, index) => leafAt(seed * 11 + from + index));
  const [only] = leaves(1, 0);
  if (size === 1 && only) return only;
  if (size < 6) return { any: leaves(size - 1, 0) };
  return { any: [...leaves(size - 5, 0), { all: leaves(3, size) }] };
}

function of<Item>(items: readonly Item[], index: number): Item {
  const item = items[index % items.length];
  if (item === undefined) throw new Error('there is nothing to pick from');
  return item;
}
