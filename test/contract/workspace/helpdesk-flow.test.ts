import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Service, startService } from './start-service.ts';

const run = promisify(execFile);

/** The helpdesk reference's worked example, word for word. */
const billing = {
  name: 'Billing auto-escalate',
  trigger: 'TicketCreated',
  conditions: [
    { field: 'priority', op: 'eq', value: 'high' },
    { field: 'tags', op: 'contains', value: 'billing' },
  ],
  actions: [
    { name: 'assign', params: { assignee_id: 123456 } },
    { name: 'add_internal_note', params: { text: 'Auto-routed to billing team' } },
  ],
  cooldown_s: 0,
};
const ticket = {
  id: 4711,
  subject: 'Invoice wrong',
  status: 'open',
  priority: 'high',
  tags: ['billing'],
  assignee_id: null,
  requester: { id: 9, name: 'Pat', vip: false },
  meta: { lang: 'en' },
};

describe('the whole API flow of a ticket rule, by curl', () => {
  let service: Service;
  let admin: string;
  let reader: string;
  let id = '';

  async function curl(token: string, method: string, path: string, body?: unknown) {
    const data =
      body === undefined ? [] : ['-H', 'content-type: application/json', '-d', JSON.stringify(body)];
    const { stdout } = await run('curl', [
      '-s',
      '-w',
      '\n%{http_code}',
      '-X',
      method,
      '-H',
      `authorization: Bearer ${token}`,
      ...data,
      `${service.address}${path}`,
    ]);
    const end = stdout.lastIndexOf('\n');
    const text = stdout.slice(0, end);
    return { status: Number(stdout.slice(end + 1)), body: text === '' ? null : JSON.parse(text) };
  }

  beforeAll(async () => {
    service = await startService({ packs: ['helpdesk'] });
    admin = service.token('m_ada_l');
    reader = service.token('m_eli_t');
  });
  afterAll(() => service.stop());

  test('a rule in the dialect is created, disabled, and scoped to the only app, which the answer says', async () => {
    const created = await curl(admin, 'POST', '/api/v1/rules', { ...billing, enabled: true });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({
      name: 'Billing auto-escalate',
      enabled: false,
      version: 1,
      scope: { apps: ['helpdesk'] },
      createdBy: 'm_ada_l',
      trigger: { kind: 'event', eventType: 'TicketCreated' },
      notes: ['Scoped to helpdesk, the only app of Helpline.'],
    });
    id = created.body.id;
  });

  test('it is enabled, which the dispatcher knows before the answer is sent', async () => {
    const enabled = await curl(admin, 'PATCH', `/api/v1/rules/${id}/enabled`, { enabled: true });
    expect(enabled).toMatchObject({ status: 200, body: { enabled: true, version: 2 } });
    expect(service.told.changed.at(-1)).toMatchObject({ id, enabled: true, version: 2 });
  });

  test('it is tested on an event without anything being done', async () => {
    const event = { type: 'TicketCreated', app: 'helpdesk', payload: { ticket } };
    const tested = await curl(reader, 'POST', `/api/v1/rules/${id}/test`, { event });
    expect(tested.status).toBe(200);
    expect(tested.body).toMatchObject({
      outcome: 'would-execute',
      sideEffects: 0,
      filter: {
        pass: true,
        nodes: [
          { expected: 'high', pass: true },
          { expected: 'billing', pass: true },
        ],
      },
    });
  });

  test('it is listed, and read', async () => {
    const listed = await curl(reader, 'GET', '/api/v1/rules');
    expect(listed).toMatchObject({ status: 200, body: { items: [{ id, enabled: true }], nextCursor: null } });
    expect(await curl(reader, 'GET', `/api/v1/rules/${id}`)).toMatchObject({ status: 200, body: { id } });
  });

  test('what may only be read is refused to a reader, naming the scope', async () => {
    for (const [method, path, body] of [
      ['POST', '/api/v1/rules', billing],
      ['PATCH', `/api/v1/rules/${id}/enabled`, { enabled: false }],
      ['DELETE', `/api/v1/rules/${id}`, undefined],
    ] as const) {
      const refused = await curl(reader, method, path, body);
      expect(refused).toMatchObject({ status: 403, body: { missing: { scope: 'rules:write' } } });
    }
  });

  test('it is deleted, and its history stays: who, when and why', async () => {
    expect(await curl(admin, 'DELETE', `/api/v1/rules/${id}`)).toEqual({ status: 204, body: null });
    expect(service.told.removed).toEqual([id]);
    expect((await curl(admin, 'GET', `/api/v1/rules/${id}`)).status).toBe(404);
    expect((await curl(admin, 'GET', '/api/v1/rules')).body.items).toEqual([]);
    const history = await curl(reader, 'GET', `/api/v1/rules/${id}/history`);
    expect(history.status).toBe(200);
    expect(
      history.body.items.map(({ version, change, who }: Record<string, unknown>) => [version, change, who]),
    ).toEqual([
      [3, 'deleted', 'm_ada_l'],
      [2, 'enabled', 'm_ada_l'],
      [1, 'created', 'm_ada_l'],
    ]);
  });
});
