import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Service, startService } from './start-service.ts';

describe('what a workspace knows', () => {
  let service: Service;
  let token: string;

  beforeAll(async () => {
    service = await startService({ packs: ['cx', 'documents'] });
    token = service.token('m_omar_d');
  });
  afterAll(() => service.stop());

  const get = (path: string) => service.request('GET', `/api/v1/${path}`, { token });
  const post = (path: string, body: unknown, headers = {}) =>
    service.request('POST', `/api/v1/${path}`, { token, body, headers });

  test.each(['apps', 'members', 'teams', 'templates', 'searches', 'tools'])(
    '%s are listed in pages',
    async (list) => {
      const { status, body } = await get(`${list}?limit=1`);
      expect(status).toBe(200);
      expect(body.items).toHaveLength(1);
      expect(typeof body.nextCursor).toBe('string');
      expect((await get(`${list}?limit=1&cursor=${body.nextCursor}`)).body.items).not.toEqual(body.items);
    },
  );

  test('the catalog has its packs whole', async () => {
    const { body } = await get('catalog');
    expect(body.packs.map(({ name }: { name: string }) => name)).toEqual(['cx', 'documents']);
    expect(body.packs[0].eventTypes[0].samples.length).toBeGreaterThanOrEqual(3);
  });

  test('a search can be saved, once per id, and is known from then on', async () => {
    const search = { id: 'overdue', title: 'Overdue', query: 'due:past' };
    expect(await post('searches', search)).toMatchObject({ status: 201, body: search });
    expect((await post('searches', search)).status).toBe(409);
    expect((await get('searches?limit=500')).body.items).toContainEqual(search);
    const created = await post('rules', {
      name: 'Digest',
      scope: { apps: ['documents'] },
      trigger: { kind: 'schedule', schedule: { kind: 'every', minutes: 60 } },
      actions: [
        { type: 'email-saved-search', params: { savedSearch: 'overdue', recipients: ['me@example.com'] } },
      ],
    });
    expect(created).toMatchObject({ status: 201, body: { problems: [] } });
  });

  test('a target that the workspace does not know is accepted, and told', async () => {
    const created = await post('rules', {
      name: 'Escalate',
      scope: { apps: ['cards'] },
      trigger: { kind: 'event', eventType: 'session.opened' },
      actions: [{ type: 'escalate_to_human', params: { team: 'night-shift' } }],
    });
    expect(created.status).toBe(201);
    expect(created.body.problems.map(({ code }: { code: string }) => code)).toContain('unknown-team');
  });

  describe('subscriptions', () => {
    const wanted = { url: 'https://hooks.example.com/rules', secret: 'canary-signing-secret-1' };

    test('are made once per key, and their secret is kept outside of the database', async () => {
      const first = await post('subscriptions', wanted, { 'idempotency-key': 's1' });
      const again = await post('subscriptions', wanted, { 'idempotency-key': 's1' });
      expect(first).toMatchObject({
        status: 201,
        body: {
          url: wanted.url,
          events: ['rule.executed', 'rule.skipped'],
          apps: null,
          secret: wanted.secret,
        },
      });
      expect(again.body).toEqual(first.body);
      const { items } = (await get('subscriptions')).body;
      expect(items).toHaveLength(1);
      expect(JSON.stringify(items)).not.toContain(wanted.secret);
      service.workspace.database.connection.pragma('wal_checkpoint(TRUNCATE)');
      expect(readFileSync(join(service.folder, 'workspace.sqlite')).includes(wanted.secret)).toBe(false);

      const removed = await service.request('DELETE', `/api/v1/subscriptions/${first.body.id}`, { token });
      expect(removed.status).toBe(204);
      expect((await get('subscriptions')).body.items).toEqual([]);
      expect(readFileSync(join(service.folder, 'secrets.json'), 'utf8')).not.toContain(wanted.secret);
    });

    test('get a secret of their own where none is given', async () => {
      const { body } = await post('subscriptions', { url: 'secret:hook', events: ['rule.skipped'] });
      expect(body.secret).toMatch(/^[\w-]{32}$/);
    });

    test.each([
      'http://hooks.example.com',
      'https://127.0.0.1/x',
      'https://169.254.169.254/',
      'ftp://example.com',
      'x',
    ])('never lead to %s', async (url) => {
      expect(await post('subscriptions', { url })).toMatchObject({
        status: 422,
        body: { errors: [{ at: 'url' }] },
      });
    });

    test('of all apps are for those who may touch all', async () => {
      const manager = service.token('m_sara_k');
      const subscribe = (apps: string[] | null) =>
        service.request('POST', '/api/v1/subscriptions', { token: manager, body: { url: wanted.url, apps } });
      expect((await subscribe(null)).status).toBe(403);
      expect((await subscribe(['loans'])).status).toBe(403);
      expect((await subscribe(['cards'])).status).toBe(201);
    });
  });

  describe('events', () => {
    const event = { type: 'member.joined', app: 'cards', payload: {} };

    test('come one by one, in a list, or in an envelope', async () => {
      expect(await post('events', event)).toMatchObject({ status: 202, body: { accepted: 1 } });
      expect(await post('events', [event, event])).toMatchObject({ status: 202, body: { accepted: 2 } });
      const envelope = {
        specversion: '1.0',
        id: 'c1',
        source: '/x',
        type: 'member.joined',
        app: 'cards',
        data: {},
      };
      expect((await post('events', envelope)).body.items).toEqual([{ id: 'c1', status: 'accepted' }]);
      const ids = service.told.events.map(({ id }) => id);
      expect(new Set(ids).size).toBe(4);
      expect(service.told.events[0]).toMatchObject({ firedAt: '2026-03-02T09:00:00.000Z' });
    });

    test('of a batch with one that cannot be read, none is taken in', async () => {
      const before = service.told.events.length;
      const refused = await post('events', [event, { ...event, app: 7 }]);
      expect(refused).toMatchObject({ status: 422, body: { errors: [{ at: '[1].app' }] } });
      expect((await post('events', [])).status).toBe(422);
      expect(service.told.events.length).toBe(before);
    });
  });
});
