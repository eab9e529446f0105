import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Scope, workspaceContract } from '../../../engine/contract/index.ts';
import { type Service, startService } from './start-service.ts';

interface Route {
  name: string;
  method: string;
  path: string;
  scope: Scope | null;
}

/** Every route there is, read from the contract: one that is added is tested with the others. */
function everyRoute(): Route[] {
  return Object.entries(workspaceContract).flatMap(([group, routes]) =>
    Object.entries(routes).map(([name, procedure]) => {
      const { route, meta } = procedure['~orpc'];
      const path = (route.path ?? '').replaceAll('{id}', 'r_none');
      return { name: `${group}.${name}`, method: route.method ?? '', path, scope: meta.scope };
    }),
  );
}

describe('who may call what', () => {
  let service: Service;
  const routes = everyRoute();

  beforeAll(async () => {
    service = await startService({ packs: ['cx'] });
  });
  afterAll(() => service.stop());

  test('every route asks for a scope', () => {
    expect(routes.length).toBeGreaterThan(30);
    expect(routes.filter(({ scope }) => scope === null)).toEqual([]);
  });

  test.each(routes)('$name is refused without a token', async ({ method, path }) => {
    const refused = await service.request(method, path);
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toBe('Bearer realm="rulewright"');
    expect(refused.headers.get('content-type')).toBe('application/problem+json');
  });

  test.each(routes)(
    '$name is refused with a token that was revoked, has expired or was never made',
    async ({ method, path }) => {
      const revoked = service.token('m_omar_d');
      service.workspace.tokens.revoke('m_omar_d');
      const expired = service.token('m_amina_r', { expiresAt: '2026-03-02T08:59:59.999Z' });
      for (const token of [revoked, expired, 'rw_nobody', `${revoked}x`]) {
        expect((await service.request(method, path, { token })).status).toBe(401);
      }
    },
  );

  test.each(routes)(
    '$name is refused without its scope, before its input is looked at',
    async ({ method, path, scope }) => {
      const token = service.token('m_omar_d', {
        scopes: scope === 'rules:read' ? ['rules:write'] : ['rules:read'],
      });
      const body = method === 'GET' || method === 'DELETE' ? {} : { body: { nonsense: true } };
      const refused = await service.request(method, path, { token, ...body });
      expect(refused).toMatchObject({ status: 403, body: { code: 'FORBIDDEN', missing: { scope } } });
      service.workspace.tokens.revoke('m_omar_d');
    },
  );

  test('a token whose member has a smaller role than its scopes has only the scopes of the role', async () => {
    const token = service.token('m_ruth_a', { scopes: ['rules:read', 'rules:write'] });
    const me = await service.request('GET', '/api/v1/me', { token });
    expect(me.body).toMatchObject({ role: 'reader', scopes: ['rules:read'], editableApps: [] });
  });

  test('a manager may change rules of the own apps only', async () => {
    const cards = service.token('m_sara_k');
    const owner = service.token('m_omar_d');
    const me = await service.request('GET', '/api/v1/me', { token: cards });
    expect(me.body.editableApps).toEqual(['cards']);
    const rule = (apps: string[]) => ({
      name: 'Tag',
      scope: { apps },
      trigger: { kind: 'event', eventType: 'session.opened' },
      actions: [{ type: 'tag_session', params: { tags: ['x'] } }],
    });
    const refused = await service.request('POST', '/api/v1/rules', {
      token: cards,
      body: rule(['cards', 'loans']),
    });
    expect(refused).toMatchObject({ status: 403, body: { missing: { apps: ['loans'] } } });

    const own = await service.request('POST', '/api/v1/rules', { token: cards, body: rule(['cards']) });
    expect(own.status).toBe(201);
    const others = await service.request('POST', '/api/v1/rules', { token: owner, body: rule(['loans']) });
    const id = others.body.id;
    const write = { token: cards, headers: { 'if-match': '*' } };
    for (const attempt of [
      service.request('PUT', `/api/v1/rules/${id}`, {
        ...write,
        body: { ...others.body, scope: { apps: ['cards'] } },
      }),
      service.request('PUT', `/api/v1/rules/${own.body.id}`, {
        ...write,
        body: { ...own.body, scope: { apps: ['loans'] } },
      }),
      service.request('PATCH', `/api/v1/rules/${id}/enabled`, { ...write, body: { enabled: true } }),
      service.request('DELETE', `/api/v1/rules/${id}`, write),
      service.request('POST', `/api/v1/rules/${id}/run`, { ...write, body: {} }),
      service.request('POST', '/api/v1/rules/pause', { ...write, body: { app: 'loans' } }),
      service.request('POST', '/api/v1/rules/pause', { ...write, body: {} }),
      service.request('POST', '/api/v1/rules/resume', { ...write, body: { label: 'vip' } }),
    ]) {
      expect((await attempt).status).toBe(403);
    }
    expect((await service.request('GET', `/api/v1/rules/${id}`, { token: owner })).body.version).toBe(1);
  });

  test('a manager cannot make a rule that runs as somebody else, an owner can', async () => {
    const body = {
      name: 'Tag',
      createdBy: 'm_omar_d',
      scope: { apps: ['cards'] },
      trigger: { kind: 'event', eventType: 'session.opened' },
      actions: [{ type: 'tag_session', params: { tags: ['x'] } }],
    };
    const byManager = await service.request('POST', '/api/v1/rules', {
      token: service.token('m_sara_k'),
      body,
    });
    expect(byManager.body.createdBy).toBe('m_sara_k');
    const byOwner = await service.request('POST', '/api/v1/rules', {
      token: service.token('m_omar_d'),
      body: { ...body, createdBy: 'm_sara_k' },
    });
    expect(byOwner.body.createdBy).toBe('m_sara_k');
  });

  test('tokens are stored as hashes only', () => {
    const token = service.token('m_omar_d');
    expect(token).toMatch(/^[\w-]+$/);
    const rows = service.workspace.database.connection.prepare('SELECT * FROM tokens').all();
    expect(JSON.stringify(rows)).not.toContain(token);
  });
});
