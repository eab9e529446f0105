import { closeSync, openSync, writeSync } from 'node:fs';
import type { Rule } from '../../engine/model/index.ts';
import { createRandom } from './random.ts';

const types = Array.from({ length: 20 }, (_, index) => `order.event-${index}`);
const apps = ['shop', 'market'];
/** What rules look for: of so many customers each rule is about one. */
const customers = 600;

/** 1,000 rules over 20 types, each about one customer and large amounts: fifty to a type, as a workspace has them. */
export function createRules(): Rule[] {
  const random = createRandom(4);
  return Array.from({ length: 1000 }, (_, index) => ({
    id: `r_${String(index).padStart(4, '0')}`,
    name: `Rule ${index}`,
    labels: [],
    order: 100,
    enabled: true,
    scope: { apps },
    trigger: { kind: 'event', eventType: types[index % types.length] ?? '' },
    filter: [
      { path: 'payload.customer.id', op: 'eq', value: `c-${random.below(customers)}` },
      { path: 'payload.amount', op: 'gte', value: 200 + random.below(600) },
      { path: 'payload.channel', op: 'in', value: ['web', 'phone', random.pick(['mail', 'store'])] },
    ],
    actions: [],
    limits: { cooldownSeconds: index % 4 === 0 ? 3600 : 0, maxFiresPerDay: null, maxPerMinute: null },
    onActionError: 'continue',
    createdBy: 'm',
    version: 1,
  }));
}

/** Writes a recording of at least so many bytes; how many events it has, and how many bytes. */
export function writeRecording(file: string, atLeast: number): { events: number; bytes: number } {
  const random = createRandom(5);
  const target = openSync(file, 'w');
  const start = Date.parse('2026-03-02T06:00:00.000Z');
  let events = 0;
  let bytes = 0;
  try {
    while (bytes < atLeast) {
      let part = '';
      for (let line = 0; line < 2000; line++, events++)
        part += `${JSON.stringify(createEvent(events, start, random))}\n`;
      bytes += writeSync(target, part);
    }
  } finally {
    closeSync(target);
  }
  return { events, bytes };
}

function createEvent(number: number, start: number, random: ReturnType<typeof createRandom>) {
  return {
    id: `e_${number}`,
    type: random.pick(types),
    app: random.pick(apps),
    firedAt: new Date(start + number * 40).toISOString(),
    actor: { kind: 'user', id: `u_${random.below(900)}` },
    streamId: `order-${random.below(50_000)}`,
    streamVersion: 1 + random.below(9),
    tenantId: 'demo',
    payload: {
      category: `category-${random.below(40)}`,
      region: random.pick(['north', 'south', 'east', 'west']),
      amount: random.below(1000),
      channel: random.pick(['web', 'phone', 'mail', 'store']),
      vip: random.chance(0.1),
      customer: { id: `c-${random.below(customers)}`, tier: random.pick(['silver', 'gold']), country: 'CH' },
      tags: Array.from({ length: random.below(4) }, () => `tag-${random.below(10)}`),
      text: 'Please deliver in the morning, the bell does not work.',
    },
  };
}
