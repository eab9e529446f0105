import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contentHash } from '../../../engine/model/index.ts';
import { type Service, startService } from './start-service.ts';

const tagging = {
  name: 'Tag VIPs',
  scope: { apps: ['cards'] },
  trigger: { kind: 'event', eventType: 'session.opened' },
  filter: [{ path: 'payload.session.customer.vip', op: 'eq', value: true }],
  actions: [{ id: 's1', type: 'tag_session', params: { tags: ['vip'] } }],
};

describe('rules over the API', () => {
  let service: Service;
  let token: string;
  let other: string;

  beforeAll(async () => {
    service = await startService({ packs: ['cx'] });
    token = service.token('m_omar_d');
    other = service.token('m_amina_r');
  });
  afterAll(() => service.stop());

  const create = async (body: unknown = tagging) =>
    (await service.request('POST', '/api/v1/rules', { token, body })).body;
  const get = (id: string) => service.request('GET', `/api/v1/rules/${id}`, { token });

  describe('writing a version', () => {
    test('what GET returned is accepted, and becomes the next version with its why', async () => {
      const { id } = await create();
      const read = await get(id);
      expect(read.headers.get('etag')).toBe(`"${contentHash(read.body)}"`);
      const written = await service.request('PUT', `/api/v1/rules/${id}`, {
        token,
        body: { ...read.body, name: 'Tag all VIPs', enabled: true },
        headers: { 'if-match': read.headers.get('etag') ?? '', 'x-change-reason': 'A better name' },
      });
      expect(written).toMatchObject({
        status: 200,
        body: { name: 'Tag all VIPs', version: 2, enabled: false },
      });
      expect(written.headers.get('etag')).toBe(`"${contentHash(written.body)}"`);
      const history = await service.request('GET', `/api/v1/rules/${id}/history`, { token });
      expect(history.body.items[0]).toMatchObject({
        version: 2,
        change: 'changed',
        who: 'm_omar_d',
        why: 'A better name',
        when: '2026-03-02T09:00:00.000Z',
        rule: { name: 'Tag all VIPs' },
        release: null,
      });
    });

    test('a why may be written in any language', async () => {
      const { id } = await create();
      const reason = Buffer.from('für größere Töne ✓', 'utf8').toString('latin1');
      await service.request('DELETE', `/api/v1/rules/${id}`, {
        token,
        headers: { 'x-change-reason': reason },
      });
      const history = await service.request('GET', `/api/v1/rules/${id}/history`, { token });
      expect(history.body.items[0].why).toBe('für größere Töne ✓');
    });

    test('without If-Match it is refused', async () => {
      const { id } = await create();
      const refused = await service.request('PUT', `/api/v1/rules/${id}`, { token, body: tagging });
      expect(refused).toMatchObject({ status: 428, body: { code: 'PRECONDITION_REQUIRED', status: 428 } });
    });

    test('of two admins at once, the second learns what the first wrote', async () => {
      const { id } = await create();
      const etag = (await get(id)).headers.get('etag') ?? '';
      const both = await Promise.all(
        [token, other].map((each, index) =>
          service.request('PUT', `/api/v1/rules/${id}`, {
            token: each,
            body: { ...tagging, name: `Version of ${index}` },
            headers: { 'if-match': etag, 'x-change-reason': `Reason ${index}` },
          }),
        ),
      );
      expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
      const winner = both.findIndex(({ status }) => status === 200);
      const stored = await get(id);
      expect(stored.body.name).toBe(`Version of ${winner}`);
      expect(both[1 - winner]?.body.current).toEqual({
        ruleId: id,
        version: 2,
        checksum: contentHash(stored.body),
        author: ['m_omar_d', 'm_amina_r'][winner],
        at: '2026-03-02T09:00:00.000Z',
        why: `Reason ${winner}`,
        deleted: false,
      });
    });

    test('enabling and notes cause no conflict: they are not content', async () => {
      const { id } = await create();
      const before = await get(id);
      await service.request('PATCH', `/api/v1/rules/${id}/enabled`, { token, body: { enabled: true } });
      const written = await service.request('PUT', `/api/v1/rules/${id}`, {
        token,
        body: { ...before.body, actions: [{ ...tagging.actions[0], note: 'why this tag' }] },
        headers: { 'if-match': before.headers.get('etag') ?? '' },
      });
      expect(written).toMatchObject({ status: 200, body: { enabled: true, version: 3 } });
      expect(written.headers.get('etag')).toBe(before.headers.get('etag'));
    });

    test('a rule that was deleted in between is a conflict with its deleter', async () => {
      const { id } = await create();
      const etag = (await get(id)).headers.get('etag') ?? '';
      await service.request('DELETE', `/api/v1/rules/${id}`, { token: other });
      const refused = await service.request('PUT', `/api/v1/rules/${id}`, {
        token,
        body: tagging,
        headers: { 'if-match': etag },
      });
      expect(refused).toMatchObject({
        status: 412,
        body: { current: { author: 'm_amina_r', deleted: true } },
      });
    });

    test('an id cannot be changed', async () => {
      const { id } = await create();
      const refused = await service.request('PUT', `/api/v1/rules/${id}`, {
        token,
        body: { ...tagging, id: 'r_else' },
        headers: { 'if-match': '*' },
      });
      expect(refused).toMatchObject({ status: 422, body: { errors: [{ at: 'id' }] } });
    });
  });

  describe('creating', () => {
    test('two rules with the same content and no id are two rules', async () => {
      const [first, second] = [await create(), await create()];
      expect(first.id).not.toBe(second.id);
    });

    test('an id that is taken is a conflict; one that was deleted goes on in its history', async () => {
      const body = { ...tagging, id: 'r_fixed' };
      expect((await create(body)).version).toBe(1);
      const again = await service.request('POST', '/api/v1/rules', { token, body });
      expect(again).toMatchObject({ status: 409, body: { errors: [{ at: 'id' }] } });
      await service.request('DELETE', '/api/v1/rules/r_fixed', { token });
      expect((await create(body)).version).toBe(3);
    });

    test('without an action it can be a draft, which cannot be enabled', async () => {
      const { id } = await create({ ...tagging, actions: [] });
      const refused = await service.request('PATCH', `/api/v1/rules/${id}/enabled`, {
        token,
        body: { enabled: true },
      });
      expect(refused).toMatchObject({
        status: 422,
        body: { errors: [{ at: 'actions', code: 'no-actions' }] },
      });
    });

    test('enabling what is enabled makes no version', async () => {
      const { id } = await create();
      const enable = () =>
        service.request('PATCH', `/api/v1/rules/${id}/enabled`, { token, body: { enabled: true } });
      expect((await enable()).body.version).toBe(2);
      expect((await enable()).body.version).toBe(2);
    });
  });

  describe('what is wrong is named at its place in the body as it was sent', () => {
    test.each([
      ['a type', { ...tagging, order: 'first' }, 'order'],
      ['a key nobody knows', { ...tagging, colour: 'red' }, 'colour'],
      ['an operator', { ...tagging, filter: [{ path: 'app', op: 'is', value: 1 }] }, 'filter[0].op'],
      [
        'an event type',
        { ...tagging, trigger: { kind: 'event', eventType: 'session.openend' } },
        'trigger.eventType',
      ],
      ['an app', { ...tagging, scope: { apps: ['cards', 'crads'] } }, 'scope.apps[1]'],
      ['no object', [tagging], ''],
    ])('%s', async (_what, body, at) => {
      const refused = await service.request('POST', '/api/v1/rules', { token, body });
      expect(refused.status).toBe(422);
      expect(refused.headers.get('content-type')).toBe('application/problem+json');
      expect(refused.body.errors.map((error: { at: string }) => error.at)).toContain(at);
    });

    test('an unknown action is an error that lists near matches', async () => {
      const body = { ...tagging, actions: [{ type: 'tag_sesion', params: { tags: ['x'] } }] };
      const refused = await service.request('POST', '/api/v1/rules', { token, body });
      expect(refused.status).toBe(422);
      expect(refused.body.errors[0]).toMatchObject({ at: 'actions[0].type', code: 'unknown-action' });
      expect(refused.body.errors[0].message).toContain('tag_session');
    });

    test('a wrong body of another route', async () => {
      const { id } = await create();
      const refused = await service.request('PATCH', `/api/v1/rules/${id}/enabled`, {
        token,
        body: { enabled: 'yes' },
      });
      expect(refused).toMatchObject({
        status: 422,
        body: { errors: [{ at: 'enabled', message: 'expected boolean, got string' }] },
      });
    });

    test('a query that is not known', async () => {
      const refused = await service.request('GET', '/api/v1/rules?application=cards', { token });
      expect(refused).toMatchObject({ status: 422, body: { errors: [{ at: 'application' }] } });
    });
  });

  describe('sent again', () => {
    test('the same key with the same body creates one rule, whenever it comes', async () => {
      const send = () =>
        service.request('POST', '/api/v1/rules', {
          token,
          body: tagging,
          headers: { 'idempotency-key': 'k1' },
        });
      const before = (await service.request('GET', '/api/v1/rules?limit=500', { token })).body.items.length;
      const answers = await Promise.all(Array.from({ length: 20 }, send));
      service.pass(24 * 60 * 60 * 1000 + 1);
      answers.push(await send());
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
      expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
      const after = (await service.request('GET', '/api/v1/rules?limit=500', { token })).body.items.length;
      expect(after - before).toBe(1);
    });

    test('the same key with another body is an error', async () => {
      const send = (name: string) =>
        service.request('POST', '/api/v1/rules', {
          token,
          body: { ...tagging, name },
          headers: { 'idempotency-key': 'k2' },
        });
      expect((await send('One')).status).toBe(201);
      expect(await send('Two')).toMatchObject({ status: 409, body: { code: 'CONFLICT' } });
    });

    test('keys of two tokens are apart', async () => {
      const send = (each: string) =>
        service.request('POST', '/api/v1/rules', {
          token: each,
          body: tagging,
          headers: { 'idempotency-key': 'k3' },
        });
      expect((await send(token)).body.id).not.toBe((await send(other)).body.id);
    });

    test('a refusal is not kept under the key', async () => {
      const send = (apps: string[]) =>
        service.request('POST', '/api/v1/rules', {
          token,
          body: { ...tagging, scope: { apps } },
          headers: { 'idempotency-key': 'k4' },
        });
      expect((await send(['nowhere'])).status).toBe(422);
      expect((await send(['cards'])).status).toBe(201);
    });
  });

  test('pages stay the same while rules are made', async () => {
    for (let made = 0; made < 5; made++) await create({ ...tagging, labels: ['paged'] });
    const first = await service.request('GET', '/api/v1/rules?label=paged&limit=2', { token });
    await create({ ...tagging, labels: ['paged'], order: 1 });
    const second = await service.request(
      'GET',
      `/api/v1/rules?label=paged&limit=2&cursor=${first.body.nextCursor}`,
      { token },
    );
    const third = await service.request(
      'GET',
      `/api/v1/rules?label=paged&limit=2&cursor=${second.body.nextCursor}`,
      { token },
    );
    const ids = [first, second, third].flatMap(({ body }) => body.items.map(({ id }: { id: string }) => id));
    expect(new Set(ids).size).toBe(6);
    expect(third.body.nextCursor).toBeNull();
    expect((await service.request('GET', '/api/v1/rules?cursor=nonsense', { token })).status).toBe(422);
  });

  test('the kill switch stops all, an app or a label, and says who did it', async () => {
    const pause = (path: string, body: unknown) =>
      service.request('POST', `/api/v1/rules/${path}`, { token, body });
    expect((await pause('pause', { app: 'cards' })).body.pauses).toMatchObject([
      { kind: 'app', target: 'cards', who: 'm_omar_d' },
    ]);
    expect((await pause('pause', {})).body.pauses).toHaveLength(2);
    expect((await pause('resume', { app: 'cards' })).body.pauses).toMatchObject([
      { kind: 'all', target: '' },
    ]);
    expect((await pause('resume', {})).body.pauses).toEqual([]);
    expect(service.told.pauses).toBe(4);
  });

  test('every change is in the audit', async () => {
    const { id } = await create();
    await service.request('DELETE', `/api/v1/rules/${id}`, {
      token: other,
      headers: { 'x-change-reason': 'Old' },
    });
    const audit = await service.request('GET', `/api/v1/audit?rule=${id}&week=2026-W10`, { token });
    expect(audit.body.items).toMatchObject([
      { what: 'rule.deleted', actor: 'm_amina_r', ruleVersion: 2, detail: { why: 'Old' } },
      { what: 'rule.created', actor: 'm_omar_d', ruleVersion: 1 },
    ]);
    expect(
      (await service.request('GET', `/api/v1/audit?rule=${id}&week=2026-W09`, { token })).body.items,
    ).toEqual([]);
    expect((await service.request('GET', '/api/v1/audit?week=2026-W54', { token })).status).toBe(422);
  });
});
