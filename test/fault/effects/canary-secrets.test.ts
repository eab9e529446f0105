import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { EffectResult, PerformerOptions } from '../../../engine/effects/index.ts';
import type { Effect } from '../../../engine/model/index.ts';
import {
  startHttpServer,
  startMcpHttpServer,
  startModelServer,
  startSmtpServer,
} from '../../servers/index.ts';
import { modelError } from '../../servers/model-server.ts';
import { createWorkspacePerformers, effects } from './setting.ts';

const canaries = {
  smtp: 'canary-smtp-8f2a+/&ü',
  model: 'sk-canary-model-4711',
  tool: 'canary-tool-0815',
  remote: 'Bearer canary-remote-1234',
};
const hookPath = '/services/T000CANARY/B000CANARY/canaryhooktoken';

/** What any of the secrets could look like in what comes back. */
function leaks(text: string): string[] {
  const values = [...Object.values(canaries), hookPath, 'canaryhooktoken'];
  const forms = values.flatMap((value) => [
    value,
    encodeURIComponent(value),
    JSON.stringify(value).slice(1, -1),
    Buffer.from(value).toString('base64').replace(/=+$/, '').slice(0, -1),
    Buffer.from(value).toString('base64url').slice(0, -1),
    Buffer.from(`\0rules\0${value}`).toString('base64').slice(8, -4),
  ]);
  return forms.filter((form) => text.includes(form));
}

test('no secret is in what performers give back, however much the other side tells of what it was sent', async () => {
  const echo = (text: string) => `you sent me ${text} (${Buffer.from(text).toString('base64')})`;
  const smtp = await startSmtpServer({
    credentials: { user: 'rules', password: 'another' },
    authRefusal: `wrong: ${canaries.smtp} ${Buffer.from(`\0rules\0${canaries.smtp}`).toString('base64')}`,
  });
  const http = await startHttpServer({
    answer: ({ url, headers }) => ({ status: 400, body: `${url} ${headers.host} ${echo(url)}` }),
  });
  const model = await startModelServer(() => modelError(401, 'authentication_error', echo(canaries.model)));
  const remote = await startMcpHttpServer();
  const secrets = {
    ...canaries,
    hook: `${http.origin}${hookPath}`,
    'dead-hook': `http://127.0.0.1:1${hookPath}`,
  };
  const options: Partial<Omit<PerformerOptions, 'secrets' | 'search'>> = {
    outgoing: { allow: [http.address, model.address, remote.address, '127.0.0.1:1'] },
    mail: {
      host: smtp.host,
      port: smtp.port,
      security: 'none',
      user: 'rules',
      password: 'secret:smtp',
      from: { address: 'rules@acme.example' },
    },
    model: { apiKey: 'secret:model', baseUrl: model.origin },
    mcp: {
      servers: [
        {
          kind: 'stdio',
          name: 'tools',
          command: process.execPath,
          args: [fileURLToPath(new URL('../../servers/mcp-stdio.ts', import.meta.url))],
          env: { TOOL_TOKEN: 'secret:tool' },
        },
        { kind: 'http', name: 'remote', url: remote.url, headers: { authorization: 'secret:remote' } },
        {
          kind: 'http',
          name: 'dead',
          url: 'http://127.0.0.1:1/',
          headers: { authorization: 'secret:remote' },
        },
        {
          kind: 'http',
          name: 'inner',
          url: 'https://10.0.0.1/',
          headers: { authorization: 'secret:remote' },
        },
      ],
      isConsented: () => true,
    },
  };
  const performers = createWorkspacePerformers({ ...options, secrets });
  const tried: [string, Effect][] = [
    ['smtp-535', effects.mail],
    ['http-400', effects.post('secret:hook')],
    ['network', effects.post('secret:dead-hook')],
    ['http-401', effects.question],
    ['done', effects.call('tools', 'environment')],
    ['done', effects.call('tools', 'echo', { text: `my ${canaries.tool}` })],
    ['tool-error', effects.call('tools', 'broken')],
    ['done', effects.call('remote', 'echo', { text: canaries.remote })],
    ['network', effects.call('dead', 'echo', { text: 'x' })],
    ['address-refused', effects.call('inner', 'echo', { text: 'x' })],
    ['done', effects.search],
  ];
  const seen: string[] = [];
  for (const [expected, effect] of tried) {
    const result: EffectResult = await performers.perform(effect, { key: `k:${seen.length}` });
    expect([effect.kind, result.ok ? 'done' : result.error.code]).toEqual([effect.kind, expected]);
    seen.push(JSON.stringify(result));
  }
  expect(leaks(seen.join('\n'))).toEqual([]);
  // The secrets did reach those they were meant for.
  expect(http.received[0]?.url).toBe(hookPath);
  expect(model.received[0]?.headers.authorization).toBe(`Bearer ${canaries.model}`);
  expect(seen[4]).toContain('[secret]');
  expect(leaks(performers.redactor().text(`log: ${Object.values(secrets).join(' ')}`))).toEqual([]);
});

test('an effect keeps the reference to a secret, not the secret', async () => {
  const http = await startHttpServer();
  const performers = createWorkspacePerformers({
    outgoing: { allow: [http.address] },
    secrets: { hook: `${http.origin}${hookPath}` },
  });
  const effect = effects.post('secret:hook');
  expect(await performers.perform(effect, { key: 'k' })).toMatchObject({ ok: true });
  expect(leaks(JSON.stringify(effect))).toEqual([]);
});
