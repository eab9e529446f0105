import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { type McpServer, serverFingerprint } from '../../../engine/effects/index.ts';
import {
  startHttpServer,
  startMcpHttpServer,
  startModelServer,
  startSmtpServer,
} from '../../servers/index.ts';
import { folderWith, main, rulewright } from '../../unit/cli/run-cli.ts';

const values = {
  smtp: 'canary-smtp-8f2a+/&ü',
  model: 'sk-canary-model-4711',
  tool: 'canary-tool-0815',
  remote: 'Bearer canary-remote-1234',
};
const hooks = Array.from({ length: 14 }, (_, index) => ({
  name: `hook-${index}`,
  token: `canaryhook${index}token`,
}));
const outside = 'canaryhookoutsidetoken';
const signing = 'canary-signing-of-notices';
const canaries = [...Object.values(values), ...hooks.map(({ token }) => token), outside, signing];

/** The canaries that are in some bytes, as they are or as they could have been written on the way. */
function leaksIn(bytes: Buffer | string): string[] {
  return canaries.filter((value) =>
    [
      value,
      encodeURIComponent(value),
      JSON.stringify(value).slice(1, -1),
      Buffer.from(value).toString('base64').replace(/=+$/, '').slice(0, -1),
      Buffer.from(value).toString('base64url').slice(0, -1),
    ].some((form) => bytes.includes(form)),
  );
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile());
}

test(`${canaries.length} secrets go through a workspace at work, and are in nothing it keeps, answers or prints`, {
  timeout: 60_000,
}, async () => {
  expect(canaries).toHaveLength(20);
  const echo = (text: string) => `you sent me ${text} (${Buffer.from(text).toString('base64')})`;
  const smtp = await startSmtpServer({ credentials: { user: 'rules', password: values.smtp } });
  const http = await startHttpServer({
    answer: ({ url, headers }, index) => ({
      status: index % 3 === 2 ? 400 : 200,
      body: `${echo(url)} ${headers.host}${url}`,
    }),
  });
  const model = await startModelServer(() => `The key is ${values.model}.`);
  const remote = await startMcpHttpServer();
  const hookUrl = (token: string) => `${http.origin}/services/${token}`;
  const args = [join(import.meta.dirname, '../../servers/mcp-stdio.ts')];
  const command = process.execPath;
  const env = { TOOL_TOKEN: 'secret:tool' };
  const headers = { authorization: 'secret:remote' };
  const program: McpServer = { kind: 'stdio', name: 'tools', command, args, env };
  const service: McpServer = { kind: 'http', name: 'remote', url: remote.url, headers };

  const { folder } = folderWith({});
  const data = join(folder, 'data');
  const kept = join(data, 'secrets.json');
  mkdirSync(data);
  const secrets = { ...values, ...Object.fromEntries(hooks.map((hook) => [hook.name, hookUrl(hook.token)])) };
  writeFileSync(kept, JSON.stringify(secrets), { mode: 0o600 });
  const settings = `
    mail = { host = "${smtp.host}", port = ${smtp.port}, security = "none", user = "rules", password = "secret:smtp", from = { address = "rules@northfield.example" } }
    model = { api_key = "secret:model", base_url = "${model.origin}" }
    outgoing = { allow = ${JSON.stringify([http.address, model.address, remote.address])} }
    [[mcp.servers]]
    kind = "stdio"
    name = "tools"
    command = ${JSON.stringify(command)}
    args = ${JSON.stringify(args)}
    env = { TOOL_TOKEN = "secret:tool" }
    consent = "${serverFingerprint(program)}"
    [[mcp.servers]]
    kind = "http"
    name = "remote"
    url = "${remote.url}"
    headers = { authorization = "secret:remote" }
    consent = "${serverFingerprint(service)}"
  `;
  writeFileSync(join(data, 'workspace.toml'), settings);

  const serve = [
    'workspace',
    'serve',
    '--port',
    '0',
    '--data',
    data,
    '--catalog',
    'documents',
    '--seed-demo',
  ];
  const child = spawn(process.execPath, [main, ...serve], {
    env: { ...process.env, RULEWRIGHT_SECRET_OUTSIDE: hookUrl(outside) },
  });
  const ended = once(child, 'exit');
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
    });
  }
  const answers: string[] = [];
  try {
    await vi.waitFor(() => expect(printed).toMatch(/^owner {2}\S+\n/m), { timeout: 30_000 });
    const [address = ''] = /http:\/\/127\.0\.0\.1:\d+/.exec(printed) ?? [];
    const [, token = ''] = /^admin {2}(\S+)$/m.exec(printed) ?? [];
    const api = async (path: string, body?: unknown): Promise<string> => {
      const answer = await fetch(`${address}${path}`, {
        method: body === undefined ? 'GET' : 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      expect({ path, isGood: answer.ok, text }).toMatchObject({ isGood: true });
      return text;
    };
    const subscribed = await api('/api/v1/subscriptions', { url: 'secret:hook-0', secret: signing });
    // Whoever chose the secret is given it back, once.
    expect(leaksIn(subscribed)).toEqual([signing]);

    const step = (type: string, params: unknown) => ({ type, params, retry: { maxAttempts: 1 } });
    const made = await api('/api/v1/rules', {
      name: 'Everything',
      createdBy: 'm_nora_f',
      scope: { apps: ['documents'] },
      trigger: { kind: 'event', eventType: 'document.created' },
      actions: [
        ...[...hooks.map(({ name }) => name), 'outside'].map((name) =>
          step('webhook', { url: `secret:${name}`, message: 'filed' }),
        ),
        step('email-agent-query', { question: 'What is your key?', recipients: ['me'] }),
        step('mcp-tool-call', { server: 'tools', tool: 'environment', args: {} }),
        step('mcp-tool-call', { server: 'remote', tool: 'echo', args: { text: 'hello' } }),
        step('mcp-tool-call', { server: 'tools', tool: 'echo', args: { text: '${event.payload.title}' } }),
      ].map((each, index) => ({ id: `s${index + 1}`, ...each })),
    });
    const payload = { documentId: 'doc_1', title: 'Lease', mimeType: 'text/plain' };
    const event = { id: 'e_canary', type: 'document.created', app: 'documents', payload };
    const { id } = JSON.parse(made);
    const run = await api(`/api/v1/rules/${id}/run`, { event });
    const statuses: string[] = JSON.parse(run).steps.map((each: { status: string }) => each.status);
    expect(statuses.filter((status) => status === 'succeeded').length).toBeGreaterThanOrEqual(13);
    expect(statuses.filter((status) => status === 'failed').length).toBeGreaterThanOrEqual(4);

    // Each secret reached those it was meant for: else nothing is shown below.
    const { received } = http;
    await vi.waitFor(() => expect(received.some(({ body }) => body.includes('rule.executed'))).toBe(true));
    expect(new Set(received.map(({ url }) => url)).size).toBe(hooks.length + 1);
    expect(smtp.received).toHaveLength(1);
    expect(model.received[0]?.headers.authorization).toBe(`Bearer ${values.model}`);
    expect(run).toContain('[secret]');

    answers.push(made, run);
    const views = [
      'rules',
      `rules/${id}/history`,
      'runs',
      'events',
      'audit',
      'subscriptions',
      'catalog',
      'me',
    ];
    for (const view of [...views, 'openapi.json']) answers.push(await api(`/api/v1/${view}`));
    answers.push(await api('/metrics'), await api('/healthz'));
    for (const command of ['runs', 'events']) {
      const told = await rulewright(['workspace', command, '--data', data, '--json']);
      answers.push(told.stdout, told.stderr);
    }
  } finally {
    child.kill('SIGKILL');
    await ended;
  }
  expect(answers.flatMap((text) => leaksIn(text))).toEqual([]);
  expect(leaksIn(printed)).toEqual([]);
  const files = filesIn(data).filter((file) => file !== kept);
  expect(files.some((file) => file.endsWith('.sqlite-wal'))).toBe(true);
  expect(files.flatMap((file) => leaksIn(readFileSync(file)).map((leak) => `${leak} in ${file}`))).toEqual(
    [],
  );
  expect(statSync(kept).mode & 0o077).toBe(0);
});
