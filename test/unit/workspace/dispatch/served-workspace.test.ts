import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { builtInPacks, createCatalog } from '../../../../engine/catalog/index.ts';
import { weekOf } from '../../../../engine/workspace/audit/iso-week.ts';
import { createDispatcher } from '../../../../engine/workspace/dispatch/index.ts';
import { type ServedWorkspace, serveWorkspace } from '../../../../engine/workspace/index.ts';
import { rulewright, rulewrightHere } from '../../cli/run-cli.ts';
import { ticketEvent } from './live-setting.ts';

const folder = mkdtempSync(join(tmpdir(), 'served-'));
let served: ServedWorkspace;

beforeAll(async () => {
  const opened = await serveWorkspace({
    folder,
    catalog: createCatalog(builtInPacks()),
    port: 0,
    seedDemo: true,
    version: '1.0.0',
    env: {},
    createDispatcher,
    log: () => {},
  });
  if (!opened.ok) throw new Error(opened.error.message);
  served = opened.value;
});

afterAll(async () => {
  await served.close();
  rmSync(folder, { recursive: true });
});

async function api(method: string, path: string, body?: unknown, member = 'admin') {
  const token = served.tokens.find(({ name }) => name === member)?.token ?? '';
  const response = await fetch(`${served.address}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer: unknown = await response.json();
  return { status: response.status, body: answer };
}

it('says that an id which comes again with another body was not taken in', async () => {
  const path = '/api/v1/events';
  expect((await api('POST', path, ticketEvent('twice'))).body).toMatchObject({ accepted: 1 });
  expect((await api('POST', path, ticketEvent('twice'))).body).toEqual({
    accepted: 0,
    duplicates: 1,
    items: [{ id: 'twice', status: 'duplicate' }],
  });
  expect((await api('POST', path, ticketEvent('twice', { subject: 'Other' }))).body).toEqual({
    accepted: 0,
    duplicates: 1,
    items: [{ id: 'twice', status: 'duplicate', differs: true }],
  });
});

it('takes an event in once however many requests bring it at once', async () => {
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => api('POST', '/api/v1/events', ticketEvent('at-once'))),
  );
  const accepted = answers.map(({ body }) => z.object({ accepted: z.int() }).parse(body).accepted);
  expect(accepted.toSorted()).toEqual([0, 0, 0, 0, 0, 0, 0, 1]);
});

it('runs a schedule once for each app of its scope when it is run now', async () => {
  const made = await api('POST', '/api/v1/rules', {
    name: 'Morning',
    scope: { apps: ['cards', 'loans'] },
    trigger: { kind: 'schedule', schedule: { kind: 'daily-utc', hour: 6, minute: 0 } },
    actions: [
      {
        id: 's1',
        type: 'webhook',
        params: { url: 'https://hooks.example/x', message: 'hi' },
        retry: { maxAttempts: 1 },
      },
    ],
  });
  expect(made.status).toBe(201);
  const { id } = z.object({ id: z.string() }).parse(made.body);
  const started = await api('POST', `/api/v1/rules/${id}/run`, {});
  const { alsoRuns } = z.object({ alsoRuns: z.array(z.string()) }).parse(started.body);
  expect(alsoRuns).toHaveLength(1);
  await served.workspace.dispatcher.settled(alsoRuns[0] ?? '', 20_000);
  const runs = z
    .object({ items: z.array(z.object({ event: z.object({ app: z.string() }) })) })
    .parse((await api('GET', `/api/v1/runs?rule=${id}`)).body);
  expect(runs.items.map(({ event }) => event.app).toSorted()).toEqual(['cards', 'loans']);
}, 40_000);

it('tries a rule on a ticket as it is by now, not as it was when it came', async () => {
  const made = await api('POST', '/api/v1/rules', {
    name: 'Ageing',
    trigger: 'TicketCreated',
    conditions: [
      { field: 'priority', op: 'eq', value: 'urgent' },
      { field: 'assignee_id', op: 'eq', value: 77 },
    ],
    actions: [{ name: 'assign', params: { assignee_id: 5 } }],
    cooldown_s: 0,
  });
  const { id } = z.object({ id: z.string() }).parse(made.body);
  await api('POST', '/api/v1/events', ticketEvent('young', { id: 990, priority: 'low', assignee_id: null }));
  const test = (subject: unknown) => api('POST', `/api/v1/rules/${id}/test`, { subject });
  expect(await test(990)).toMatchObject({
    body: { outcome: 'would-skip', filter: { nodes: [{ actual: 'low' }, { actual: null }] } },
  });
  const later = {
    ...ticketEvent('later', { id: 990, priority: 'urgent', assignee_id: 77 }),
    type: 'TicketAssigned',
  };
  await api('POST', '/api/v1/events', {
    ...later,
    payload: { ...later.payload, previous_assignee_id: null },
  });
  expect(await test('990')).toMatchObject({
    body: {
      outcome: 'would-execute',
      event: { type: 'TicketCreated' },
      filter: { nodes: [{ actual: 'urgent' }, { actual: 77 }] },
      steps: [{ effects: [{ kind: 'ticket.assign', before: 77, after: 5 }] }],
    },
  });
});

it('performs a rule that the command line commits, and tells what rules did in a week, by action type', async () => {
  const data = join(folder, 'a-studio');
  const token = served.tokens.find(({ name }) => name === 'admin')?.token ?? '';
  const run = (args: string[], input = '') => rulewrightHere(['--data', data, ...args], input);
  expect((await run(['workspaces', 'add', 'prod', served.address], `${token}\n`)).code).toBe(0);
  const committed = await run(['run', 'r_billing_escalate', '--commit', '--json']);
  expect(committed.code).toBe(0);
  expect(JSON.parse(committed.stdout)).toMatchObject({
    driver: 'live',
    outcome: 'executed',
    source: 'manual',
    steps: [
      { type: 'assign', status: 'succeeded' },
      { type: 'add_internal_note', status: 'succeeded' },
    ],
    sideEffects: 2,
  });

  const audit = z.object({ items: z.array(z.record(z.string(), z.unknown())) });
  const notes = await api('GET', '/api/v1/audit?actionType=add_internal_note&rule=r_billing_escalate');
  const [newest] = audit.parse(notes.body).items;
  expect(newest).toMatchObject({ kind: 'action', what: 'action.performed', ruleVersion: 1 });
  const week = weekOf(new Date(String(newest?.at)));
  const summary = await api('GET', `/api/v1/audit/summary?week=${week}`);
  const assigned = audit.parse(summary.body).items.find(({ actionType }) => actionType === 'assign');
  expect(assigned).toMatchObject({
    performed: expect.any(Number),
    failed: 0,
    rules: expect.arrayContaining([{ ruleId: 'r_billing_escalate', count: expect.any(Number) }]),
  });
  expect(audit.parse((await api('GET', '/api/v1/audit/summary?week=2020-W01')).body).items).toEqual([]);
  expect((await api('GET', '/api/v1/audit?week=soon')).status).toBe(422);
});

it('lets subscriptions choose to hear that a rule was paused', async () => {
  const made = await api('POST', '/api/v1/subscriptions', {
    url: 'https://hooks.example/paused',
    events: ['rule.paused'],
  });
  expect(made).toMatchObject({ status: 201, body: { events: ['rule.paused'] } });
});

it('prints a recording with what is to be redacted redacted', async () => {
  await api('POST', '/api/v1/events', { ...ticketEvent('recorded'), firedAt: '2031-01-01T00:00:00.000Z' });
  const path = 'payload.ticket.requester.name';
  const flags = ['--type', 'TicketCreated', '--app', 'helpdesk', '--from', '2031-01-01T00:00:00Z'];
  const done = await rulewright(['workspace', 'events', ...flags, '--redact', path, '--data', folder]);
  expect(done.code).toBe(0);
  const lines = done.stdout.trim().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { id: 'recorded', payload: { ticket: { requester: { name: '[redacted]', id: 5 } } } },
  ]);
});

it('empties what is kept about a customer for an admin only, and says so in the audit without the name', async () => {
  await api('POST', '/api/v1/events', ticketEvent('gone', { id: 99, requester: { id: 4711, name: 'Sam' } }));
  const refused = await api('POST', '/api/v1/erasures', { customer: '4711' }, 'manager-cards');
  expect(refused.status).toBe(403);
  const done = await rulewright(['workspace', 'erase', '--customer', '4711', '--json', '--data', folder]);
  expect(JSON.parse(done.stdout)).toEqual({ events: 1, runs: expect.any(Number), records: 1 });
  const events = served.workspace.database.connection
    .prepare("SELECT json_extract(body, '$.payload') AS payload FROM events WHERE id = 'gone'")
    .all();
  expect(events).toEqual([{ payload: '{}' }]);
  const audit = await api('GET', '/api/v1/audit?kind=change&limit=1');
  expect(audit.body).toMatchObject({
    items: [{ what: 'data.erased', detail: { by: 'customer', events: 1, records: 1 } }],
  });
  expect(JSON.stringify(audit.body)).not.toContain('4711');
});

it('asks whose data is to be emptied', async () => {
  const done = await rulewright(['workspace', 'erase', '--data', folder]);
  expect(done).toMatchObject({ code: 2 });
  expect(done.stderr).toContain('--subject <id> or --customer <id>');
});
