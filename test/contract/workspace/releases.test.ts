import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contentHash, type Rule } from '../../../engine/model/index.ts';
import { type Service, startService } from './start-service.ts';

const rule = (name: string) => ({
  name,
  scope: { apps: ['cards'] },
  trigger: { kind: 'event', eventType: 'session.opened' },
  actions: [{ id: 's1', type: 'tag_session', params: { tags: ['vip'] } }],
});

describe('releases', () => {
  let service: Service;
  let token: string;

  beforeAll(async () => {
    service = await startService({ packs: ['cx'] });
    token = service.token('m_omar_d');
  });
  afterAll(() => service.stop());

  const post = (path: string, body?: unknown, headers = {}) =>
    service.request('POST', path, { token, headers, ...(body === undefined ? {} : { body }) });
  const names = async () =>
    (await service.request('GET', '/api/v1/rules?limit=500', { token })).body.items.map(
      (each: { name: string }) => each.name,
    );

  test('nothing of a release is live until it is activated, and then all of it is', async () => {
    const kept = (await post('/api/v1/rules', rule('Kept'))).body;
    const gone = (await post('/api/v1/rules', rule('Gone'))).body;
    const release = (await post('/api/v1/releases', { title: 'Spring' })).body;
    expect(release).toMatchObject({ state: 'staged', title: 'Spring', entries: [], applied: [] });
    const staged = await post(`/api/v1/releases/${release.id}/rules`, [
      { kind: 'create', rule: rule('Made'), enabled: true },
      {
        kind: 'change',
        ruleId: kept.id,
        ifMatch: contentHash(kept),
        rule: rule('Kept, changed'),
        enabled: true,
      },
      { kind: 'delete', ruleId: gone.id, ifMatch: contentHash(gone) },
    ]);
    expect(staged).toMatchObject({ status: 201, body: { state: 'staged' } });
    expect(staged.body.entries).toHaveLength(3);
    expect(await names()).toEqual(['Kept', 'Gone']);
    service.told.changed.length = 0;

    const active = await post(`/api/v1/releases/${release.id}/activate`, undefined, {
      'x-change-reason': 'Season',
    });
    expect(active).toMatchObject({ status: 200, body: { state: 'active', settledBy: 'm_omar_d' } });
    expect(active.body.applied.map(({ change }: { change: string }) => change).sort()).toEqual([
      'changed',
      'created',
      'deleted',
    ]);
    expect(await names()).toEqual(['Kept, changed', 'Made']);
    expect(service.told.changed.map(({ name, enabled }) => [name, enabled])).toEqual([
      ['Made', true],
      ['Kept, changed', true],
    ]);
    const history = await service.request('GET', `/api/v1/rules/${kept.id}/history`, { token });
    expect(history.body.items[0]).toMatchObject({ release: release.id, why: 'Season' });

    const again = await post(`/api/v1/releases/${release.id}/activate`);
    expect(again.body).toEqual(active.body);
  });

  test('when one change does not hold any longer, none is made, and the answer names it', async () => {
    const first = (await post('/api/v1/rules', rule('First'))).body;
    const second = (await post('/api/v1/rules', rule('Second'))).body;
    const { id } = (await post('/api/v1/releases')).body;
    await post(`/api/v1/releases/${id}/rules`, [
      { kind: 'change', ruleId: first.id, ifMatch: contentHash(first), rule: rule('First, changed') },
      { kind: 'enable', ruleId: second.id, ifMatch: contentHash(second) },
    ]);
    await service.request('PUT', `/api/v1/rules/${second.id}`, {
      token: service.token('m_amina_r'),
      body: rule('Second, by Amina'),
      headers: { 'if-match': '*' },
    });
    const told = service.told.changed.length;
    const refused = await post(`/api/v1/releases/${id}/activate`);
    expect(refused).toMatchObject({
      status: 412,
      body: { current: { ruleId: second.id, author: 'm_amina_r' } },
    });
    expect(await names()).toContain('First');
    expect(await names()).not.toContain('First, changed');
    expect(service.told.changed.length).toBe(told);
    expect((await service.request('GET', `/api/v1/releases/${id}`, { token })).body.state).toBe('staged');
  });

  test('a later change to a rule takes the place of an earlier one', async () => {
    const made = (await post('/api/v1/rules', rule('Twice'))).body;
    const { id } = (await post('/api/v1/releases')).body;
    const ifMatch = contentHash(made);
    await post(`/api/v1/releases/${id}/rules`, { kind: 'enable', ruleId: made.id, ifMatch });
    const staged = await post(`/api/v1/releases/${id}/rules`, { kind: 'delete', ruleId: made.id, ifMatch });
    expect(staged.body.entries).toEqual([{ kind: 'delete', ruleId: made.id, ifMatch }]);
  });

  test('what cannot be published is refused when it is staged, at its place', async () => {
    const { id } = (await post('/api/v1/releases')).body;
    const refused = await post(`/api/v1/releases/${id}/rules`, [
      { kind: 'create', rule: rule('Fine') },
      { kind: 'create', rule: { ...rule('Not fine'), order: 'first' } },
    ]);
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ at: '[1].rule.order' }] } });
    expect((await service.request('GET', `/api/v1/releases/${id}`, { token })).body.entries).toEqual([]);
  });

  test('an abandoned release is never made live; an active one is not abandoned', async () => {
    const { id } = (await post('/api/v1/releases')).body;
    await post(`/api/v1/releases/${id}/rules`, { kind: 'create', rule: rule('Never') });
    expect((await service.request('DELETE', `/api/v1/releases/${id}`, { token })).status).toBe(204);
    expect((await service.request('DELETE', `/api/v1/releases/${id}`, { token })).status).toBe(204);
    expect((await post(`/api/v1/releases/${id}/activate`)).status).toBe(409);
    expect(await names()).not.toContain('Never');
  });

  test.each([0, 1, 2])(
    'killed after %i of three rules, the workspace is as it was, and activates later',
    async (after) => {
      const made: Rule[] = [];
      for (const name of ['One', 'Two', 'Three'])
        made.push((await post('/api/v1/rules', rule(`${name} ${after}`))).body);
      const { id } = (await post('/api/v1/releases')).body;
      await post(
        `/api/v1/releases/${id}/rules`,
        made.map((each) => ({ kind: 'enable', ruleId: each.id, ifMatch: contentHash(each) })),
      );
      const program = fileURLToPath(new URL('./activate-and-die.ts', import.meta.url));
      const child = spawn(process.execPath, [program, service.folder, id, String(after)], {
        stdio: 'inherit',
      });
      const [, signal] = await once(child, 'exit');
      expect(signal).toBe('SIGKILL');

      const states = async () =>
        (await service.request('GET', '/api/v1/rules?limit=500', { token })).body.items
          .filter((each: { id: string }) => made.some((one) => one.id === each.id))
          .map(({ enabled, version }: { enabled: boolean; version: number }) => [enabled, version]);
      expect(await states()).toEqual([
        [false, 1],
        [false, 1],
        [false, 1],
      ]);
      expect((await service.request('GET', `/api/v1/releases/${id}`, { token })).body.state).toBe('staged');
      expect((await post(`/api/v1/releases/${id}/activate`)).status).toBe(200);
      expect(await states()).toEqual([
        [true, 2],
        [true, 2],
        [true, 2],
      ]);
    },
  );

  test('a manager cannot publish into the release of another app', async () => {
    const { id } = (await post('/api/v1/releases')).body;
    const refused = await service.request('POST', `/api/v1/releases/${id}/rules`, {
      token: service.token('m_sara_k'),
      body: { kind: 'create', rule: { ...rule('Loans'), scope: { apps: ['loans'] } } },
    });
    expect(refused).toMatchObject({ status: 403, body: { missing: { apps: ['loans'] } } });
    await post(`/api/v1/releases/${id}/rules`, {
      kind: 'create',
      rule: { ...rule('Loans'), scope: { apps: ['loans'] } },
    });
    const activated = await service.request('POST', `/api/v1/releases/${id}/activate`, {
      token: service.token('m_sara_k'),
    });
    expect(activated).toMatchObject({ status: 403, body: { missing: { apps: ['loans'] } } });
  });
});
