import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { builtInPacks, createCatalog } from '../../../../engine/catalog/index.ts';
import { type McpServer, serverFingerprint } from '../../../../engine/effects/index.ts';
import { createDispatcher } from '../../../../engine/workspace/dispatch/index.ts';
import { serveWorkspace } from '../../../../engine/workspace/index.ts';
import { temporaryFolder } from '../../store/setting.ts';

const args = [join(import.meta.dirname, '../../../servers/mcp-stdio.ts')];
const command = process.execPath;
const tools: McpServer = { kind: 'stdio', name: 'tools', command, args };
const dead: McpServer = { kind: 'stdio', name: 'dead', command: '/no/such/program', args: [] };

function entry({ name, ...server }: McpServer, consent: string): string {
  if (server.kind !== 'stdio') throw new Error('only programs here');
  const lines = { kind: 'stdio', name, command: server.command, args: server.args ?? [], consent };
  const written = Object.entries(lines).map(([key, value]) => `${key} = ${JSON.stringify(value)}`);
  return ['[[mcp.servers]]', ...written, ''].join('\n');
}

/** A workspace with these tool servers; what it answers, and what it said while it started. */
async function served(packs: string[], ...entries: string[]) {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'workspace.toml'), entries.join('\n'));
  const said: string[] = [];
  const opened = await serveWorkspace({
    folder,
    catalog: createCatalog(builtInPacks().filter(({ name }) => packs.includes(name))),
    port: 0,
    seedDemo: true,
    version: '1.0.0',
    env: {},
    createDispatcher,
    log: (line) => said.push(line),
  });
  if (!opened.ok) throw new Error(opened.error.message);
  const { workspace, address, tokens, close } = opened.value;
  onTestFinished(close);
  const authorization = `Bearer ${tokens.find(({ name }) => name === 'admin')?.token}`;
  const api = async (path: string, body?: unknown) => {
    const answer = await fetch(`${address}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const read: unknown = await answer.json();
    return { status: answer.status, body: read };
  };
  const servers = new Set(workspace.catalog().tools.map(({ value }) => value.server));
  return { api, said, servers };
}

const call = (step: Record<string, unknown>) => ({
  name: 'Says it',
  scope: { apps: ['documents'] },
  trigger: { kind: 'event', eventType: 'document.created' },
  actions: [{ id: 's1', type: 'mcp-tool-call', params: { server: 'tools', ...step } }],
});

test('the tools that a server of the settings lists are checked in rules, and called', async () => {
  const { api, servers } = await served(['documents'], entry(tools, serverFingerprint(tools)));
  expect([...servers]).toEqual(['northfield-documents', 'tools']);
  const listed = z.object({ items: z.array(z.object({ server: z.string(), name: z.string() })) });
  const known = listed.parse((await api('/api/v1/tools?limit=200')).body).items;
  expect(known).toContainEqual(expect.objectContaining({ server: 'tools', name: 'echo' }));
  expect(await api('/api/v1/rules', call({ tool: 'ecko', args: {} }))).toMatchObject({
    status: 422,
    body: { errors: [{ at: 'actions[0].params.tool', code: 'unknown-tool' }] },
  });
  expect(await api('/api/v1/rules', call({ tool: 'echo', args: { text: 5 } }))).toMatchObject({
    status: 422,
    body: { errors: [{ at: 'actions[0].params.args.text', code: 'invalid-params' }] },
  });
  const made = await api('/api/v1/rules', call({ tool: 'echo', args: { text: '${event.payload.title}' } }));
  expect(made.status).toBe(201);
  const { id } = z.object({ id: z.string() }).parse(made.body);
  const payload = { documentId: 'doc_1', title: 'Lease', mimeType: 'text/plain' };
  const event = { id: 'e_1', type: 'document.created', app: 'documents', payload };
  expect(await api(`/api/v1/rules/${id}/run`, { event })).toMatchObject({
    body: { outcome: 'executed', steps: [{ status: 'succeeded', output: { result: 'Lease' } }] },
  });
});

test('a server that cannot be asked is told of, one that nobody agreed to is not asked', async () => {
  const { said, servers } = await served(
    ['documents'],
    entry(dead, serverFingerprint(dead)),
    entry({ ...tools, name: 'other' }, 'not this one'),
  );
  expect([...servers]).toEqual(['northfield-documents']);
  expect(said).toContainEqual(expect.stringMatching(/^The tools of the server "dead" are not known: /));
  expect(said.join('\n')).toContain('The tool server "other" is not used until somebody agrees to it');
});

test('where no action calls tools, no server is asked', async () => {
  const { servers, said } = await served(['helpdesk'], entry(dead, serverFingerprint(dead)));
  expect([[...servers], said]).toEqual([[], []]);
});
