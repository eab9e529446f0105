import type { Event, Rule } from '../../engine/model/index.ts';
import { hookStep, ruleOf, tagStep, ticketEvent } from '../unit/workspace/dispatch/live-setting.ts';

type Random = () => number;

const types = ['TicketCreated', 'TicketTagged', 'TicketPriorityChanged'] as const;

function pick<Item>(random: Random, first: Item, ...others: readonly Item[]): Item {
  return [first, ...others][Math.floor(random() * (others.length + 1))] ?? first;
}

/** A few rules with limits, steps in the database and in the world, some of which set each other off. */
export function rulesOf(random: Random): Rule[] {
  return ['r_a', 'r_b', 'r_c'].map((id) =>
    ruleOf({
      id,
      order: Math.floor(random() * 3),
      trigger: { kind: 'event', eventType: pick(random, ...types) },
      scope: { apps: pick(random, ['helpdesk'], ['helpdesk'], ['cards']) },
      filter: pick<unknown[]>(
        random,
        [],
        [{ path: 'payload.ticket.priority', op: 'gte', value: 'high' }],
        [{ not: { path: 'payload.ticket.tags', op: 'contains', value: 'billing' } }],
      ),
      limits: {
        cooldownSeconds: pick(random, 0, 10, 600),
        maxFiresPerDay: pick(random, null, null, 2),
        maxPerMinute: pick(random, null, null, 2),
      },
      onActionError: pick(random, 'continue', 'stop'),
      actions: pick<unknown[]>(
        random,
        [tagStep],
        [hookStep],
        [tagStep, hookStep],
        [hookStep, { id: 's3', type: 'set_priority', params: { priority: 'urgent' } }],
        [hookStep, { ...hookStep, id: 's4' }],
      ),
    }),
  );
}

/** Events in batches, about few tickets. */
export function eventsOf(random: Random): Event[][] {
  let number = 0;
  return Array.from({ length: 2 + Math.floor(random() * 4) }, () =>
    Array.from({ length: 1 + Math.floor(random() * 3) }, () => {
      const ticket = {
        id: 1 + Math.floor(random() * 2),
        priority: pick(random, 'normal', 'urgent'),
        tags: pick(random, [], ['billing']),
      };
      return {
        ...ticketEvent(`e${number++}`, ticket),
        type: pick(random, ...types),
        app: pick(random, 'helpdesk', 'helpdesk', 'cards'),
      };
    }),
  );
}
