import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { builtInPacks } from '../../../../engine/catalog/index.ts';
import { folderWith, fraudRule, rulewrightHere, sessionOpened } from '../run-cli.ts';

const [cx] = builtInPacks();
const own = {
  ...cx,
  name: 'our-own',
  title: 'Our own',
  eventTypes: [{ ...cx?.eventTypes[0], type: 'our.event' }],
};

it('lists the packs that ship, and those that --catalog names', async () => {
  const all = JSON.parse((await rulewrightHere(['catalog', 'list', '--json'])).stdout);
  expect(all.map(({ name }: { name: string }) => name)).toEqual(['cx', 'documents', 'helpdesk']);
  const two = await rulewrightHere(['catalog', 'list', '--catalog', 'cx', '--catalog', 'helpdesk', '--json']);
  expect(JSON.parse(two.stdout)).toHaveLength(2);
});

it('shows a pack, an event type and an action type', async () => {
  const show = async (name: string) =>
    JSON.parse((await rulewrightHere(['catalog', 'show', name, '--json'])).stdout);
  expect(await show('cx')).toEqual(cx);
  expect(await show('session.opened')).toMatchObject({
    type: 'session.opened',
    subjectPath: 'payload.session.id',
  });
  expect(await show('webhook')).toMatchObject({ effects: ['http.post'] });
  const missing = await rulewrightHere(['catalog', 'show', 'session.open']);
  expect(missing.code).toBe(2);
  expect(missing.stderr).toContain('session.opened');
});

it('adds a pack to the data folder, where it is used from then on', async () => {
  const { path } = folderWith({ 'own.json': own });
  const data = ['--data', path('data')];
  expect((await rulewrightHere(['catalog', 'add', path('own.json'), ...data])).code).toBe(0);
  const list = JSON.parse((await rulewrightHere(['catalog', 'list', '--json', ...data])).stdout);
  expect(list.map(({ name }: { name: string }) => name)).toContain('our-own');
});

it('adds nothing that is not a pack, and names the place', async () => {
  const { path } = folderWith({ 'own.json': { ...own, eventTypes: [{ type: 1 }] } });
  const data = ['--data', path('data')];
  const refused = await rulewrightHere(['catalog', 'add', path('own.json'), ...data]);
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(refused.stderr).toContain('eventTypes[0].type');
  expect(JSON.parse((await rulewrightHere(['catalog', 'list', '--json', ...data])).stdout)).toHaveLength(3);
});

it('says which added pack cannot be used, and goes on without it', async () => {
  const { path } = folderWith({
    'own.json': own,
    'rule.json': fraudRule,
    'event.json': sessionOpened('cards', 'x'),
  });
  const data = ['--data', path('data')];
  await rulewrightHere(['catalog', 'add', path('own.json'), ...data]);
  writeFileSync(path('data/packs/our-own.pack.json'), '{');
  const list = await rulewrightHere(['catalog', 'list', '--json', ...data]);
  expect(list.code).toBe(0);
  expect(list.stderr).toContain('our-own.pack.json is not used');
});

it('adds the events that a JSON Schema describes, named by its parts, and dry-runs rules on them', async () => {
  const order = { type: 'object', required: ['total'], properties: { total: { type: 'number' } } };
  const { path } = folderWith({
    'shop.schema.json': { definitions: { 'order.placed': order, colour: { type: 'string' } } },
    'rule.json': {
      name: 'Large orders',
      scope: { apps: ['shop'] },
      trigger: { kind: 'event', eventType: 'order.placed' },
      filter: [{ path: 'payload.total', op: 'gt', value: 100 }],
    },
    'event.json': { type: 'order.placed', app: 'shop', payload: { total: 120 } },
  });
  const data = ['--data', path('data')];
  const added = await rulewrightHere(['catalog', 'add', path('shop.schema.json'), ...data]);
  expect(added).toMatchObject({ code: 0, stdout: expect.stringContaining('added shop 1  1 events') });
  expect(added.stderr).toContain('"colour" was left out');
  const run = ['eval', '--rule', path('rule.json'), '--event', path('event.json'), '--json', ...data];
  const record = JSON.parse((await rulewrightHere(run)).stdout);
  expect(record).toMatchObject({ outcome: 'would-execute', notes: expect.not.arrayContaining(['catalog']) });
});

it('refuses a schema that no one could walk through, in a pack or on its own', async () => {
  const circle = { type: 'object', allOf: [{ $ref: '#' }] };
  const { path } = folderWith({
    'circle.schema.json': circle,
    'own.json': { ...own, eventTypes: [{ ...emptyEvent, payloadSchema: circle }] },
  });
  for (const file of ['circle.schema.json', 'own.json']) {
    const refused = await rulewrightHere(['catalog', 'add', path(file), '--data', path('data')]);
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('round in a circle') });
  }
});

const emptyEvent = {
  type: 'own.event',
  title: 'Own',
  description: '',
  subjectPath: null,
  samples: [
    {
      name: 'One',
      event: {
        id: 'e',
        type: 'own.event',
        app: 'own',
        firedAt: '2026-01-05T09:00:00Z',
        actor: { kind: 'system', id: 'x' },
        streamId: '',
        streamVersion: 0,
        tenantId: '',
        payload: {},
      },
    },
  ],
};
