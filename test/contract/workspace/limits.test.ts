import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Service, startService } from './start-service.ts';

describe('what a request may be', () => {
  let service: Service;
  let token: string;

  beforeAll(async () => {
    service = await startService({ packs: ['cx'] });
    token = service.token('m_omar_d');
  });
  afterAll(() => service.stop());

  test('nesting is bounded before anything recursive sees it', async () => {
    const text = `{"name":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    const refused = await service.request('POST', '/api/v1/rules', { token, text });
    expect(refused.status).toBe(422);
    expect(refused.body.detail).toContain('nested too deeply');
  });

  test('a rule is at most a megabyte', async () => {
    const text = JSON.stringify({ name: 'x'.repeat(1_100_000) });
    expect((await service.request('POST', '/api/v1/rules', { token, text })).status).toBe(413);
  });

  test('a body that is not JSON says where', async () => {
    const refused = await service.request('POST', '/api/v1/rules', { token, text: '{"name": }' });
    expect(refused.status).toBe(400);
    expect(refused.body.detail).toContain('line 1, column 10');
  });

  test('only JSON is read', async () => {
    const refused = await service.request('POST', '/api/v1/rules', {
      token,
      text: 'name=x',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(refused.status).toBe(415);
  });

  test('a route that is not there is a problem, too', async () => {
    const missing = await service.request('GET', '/api/v1/nothing', { token });
    expect(missing).toMatchObject({
      status: 404,
      body: { type: 'urn:rulewright:problem:not-found', status: 404 },
    });
    expect((await service.request('GET', '/elsewhere')).status).toBe(404);
  });

  test('answers carry no more than they need', async () => {
    const answer = await service.request('GET', '/api/v1/me', { token });
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('a token has so many requests a minute, and is told when there are more', async () => {
    const slow = await startService({ packs: ['cx'], requestsPerMinute: 3 });
    try {
      const mine = slow.token('m_omar_d');
      const statuses: number[] = [];
      for (let sent = 0; sent < 4; sent++) {
        statuses.push((await slow.request('GET', '/api/v1/me', { token: mine })).status);
      }
      expect(statuses).toEqual([200, 200, 200, 429]);
      const refused = await slow.request('GET', '/api/v1/me', { token: mine });
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await slow.request('GET', '/api/v1/me', { token: slow.token('m_amina_r') })).status).toBe(200);
    } finally {
      await slow.stop();
    }
  });

  test('it says that it lives, and counts', async () => {
    expect((await service.request('GET', '/healthz')).body).toEqual({ status: 'ok' });
    const metrics = await (await fetch(`${service.address}/metrics`)).text();
    expect(metrics).toContain('rulewright_http_requests_total{method="GET",status="200"}');
    expect(metrics).toContain('rulewright_runs_executed_total 0');
  });

  test('what was acknowledged is there after it is started again', async () => {
    const made = await service.request('POST', '/api/v1/rules', {
      token,
      body: { name: 'Stays', trigger: { kind: 'event', eventType: 'session.opened' } },
    });
    expect(service.workspace.database.durability()).toMatchObject({ journalMode: 'wal', synchronous: 2 });
    const again = await startService({ packs: ['cx'], folder: service.folder });
    try {
      const read = await again.request('GET', `/api/v1/rules/${made.body.id}`, { token });
      expect(read.body.name).toBe('Stays');
    } finally {
      await again.stop();
    }
  });
});
