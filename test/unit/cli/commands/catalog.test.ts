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
