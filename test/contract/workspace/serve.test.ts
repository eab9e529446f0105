import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rulewrightHere } from '../../unit/cli/run-cli.ts';

const program = resolve(import.meta.dirname, '../../../engine/cli/main.ts');

describe('workspace serve', () => {
  const folder = mkdtempSync(join(tmpdir(), 'serve-'));
  const eventFile = join(folder, 'event.json');
  let child: ChildProcess;
  let firstWrite = '';
  let address = '';
  const tokens = new Map<string, string>();

  async function start(): Promise<void> {
    const args = ['workspace', 'serve', '--port', '0', '--data', folder, '--catalog', 'cx', '--seed-demo'];
    child = spawn(process.execPath, [program, ...args]);
    if (!child.stdout) throw new Error('no output');
    const [chunk] = await once(child.stdout, 'data');
    firstWrite = String(chunk);
    const [first = '', ...lines] = firstWrite.trim().split('\n');
    address = /http:\/\/\S+/.exec(first)?.[0] ?? '';
    for (const line of lines) {
      const [name = '', token = ''] = line.split(/ {2}/);
      tokens.set(name, token);
    }
  }

  const api = async (path: string, token = 'admin', init: RequestInit = {}) => {
    const headers = { authorization: `Bearer ${tokens.get(token)}`, 'content-type': 'application/json' };
    const response = await fetch(`${address}${path}`, { ...init, headers });
    return { status: response.status, body: await response.json() };
  };

  async function stop(): Promise<number | null> {
    child.kill('SIGTERM');
    const [code] = await once(child, 'exit');
    return code;
  }

  beforeAll(async () => {
    const session = {
      id: 's-1',
      channel: 'web',
      language: 'en',
      tags: [],
      customer: { id: 'c', name: 'Pat', vip: true },
    };
    writeFileSync(
      eventFile,
      JSON.stringify({ id: 'e_mine', type: 'session.opened', app: 'loans', payload: { session } }),
    );
    await start();
  });
  afterAll(() => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  test('prints the address and a token per role in one write, name first', () => {
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect([...tokens.keys()]).toEqual([
      'admin',
      'reader',
      'manager-cards',
      'manager-loans',
      'manager-insurance',
      'owner',
    ]);
    for (const token of tokens.values()) expect(token).toMatch(/^[A-Za-z0-9_-]{32,}$/);
    expect(firstWrite.endsWith('\n')).toBe(true);
  });

  test('each token is what its name says', async () => {
    expect((await api('/api/v1/me')).body).toMatchObject({
      role: 'admin',
      editableApps: ['cards', 'loans', 'insurance'],
    });
    expect((await api('/api/v1/me', 'reader')).body).toMatchObject({ role: 'reader', editableApps: [] });
    expect((await api('/api/v1/me', 'manager-cards')).body).toMatchObject({
      role: 'manager',
      editableApps: ['cards'],
    });
  });

  test('begins with the rules and the events of the demo, which met no rule', async () => {
    expect((await api('/api/v1/rules')).body.items.length).toBeGreaterThan(0);
    expect((await api('/api/v1/events?type=session.opened')).body.items.length).toBeGreaterThanOrEqual(3);
    expect((await api('/api/v1/runs')).body.items).toEqual([]);
  });

  test('writes its settings with comments, and keeps what it leaves to its owner', () => {
    expect(readFileSync(join(folder, 'workspace.toml'), 'utf8')).toMatch(/^# Settings of this workspace/);
    expect(statSync(join(folder, 'workspace-session.json')).mode & 0o077).toBe(0);
  });

  test('an event from the command line sets a rule off; its run is listed, and replayed', async () => {
    const rule = {
      id: 'r_loans',
      name: 'Tag loans',
      scope: { apps: ['loans'] },
      trigger: { kind: 'event', eventType: 'session.opened' },
      actions: [{ type: 'tag_session', params: { tags: ['loan'] } }],
    };
    expect(
      (await api('/api/v1/rules', 'manager-loans', { method: 'POST', body: JSON.stringify(rule) })).status,
    ).toBe(201);
    const enabled = await api('/api/v1/rules/r_loans/enabled', 'manager-loans', {
      method: 'PATCH',
      body: JSON.stringify({ enabled: true }),
    });
    expect(enabled.body.enabled).toBe(true);

    const sent = await rulewrightHere(['workspace', 'event', eventFile, '--data', folder, '--json']);
    expect(JSON.parse(sent.stdout)).toMatchObject({ accepted: 1, duplicates: 0 });
    const again = await rulewrightHere(['workspace', 'event', eventFile, '--data', folder]);
    expect(again).toMatchObject({ code: 0, stdout: 'e_mine  duplicate\n' });

    const listed = await rulewrightHere([
      'workspace',
      'runs',
      '--rule',
      'r_loans',
      '--json',
      '--data',
      folder,
    ]);
    const { items } = JSON.parse(listed.stdout);
    expect(items).toMatchObject([
      { outcome: 'executed', event: { id: 'e_mine' }, steps: [{ status: 'succeeded' }] },
    ]);

    const replayed = await rulewrightHere(['workspace', 'replay', items[0].id, '--json', '--data', folder]);
    expect(replayed.code).toBe(0);
    expect(JSON.parse(replayed.stdout)).toMatchObject({ replayOf: items[0].id, event: { id: 'e_mine' } });
  });

  test('a service that is named by its address takes the token from the environment', async () => {
    const flags = ['workspace', 'replay', 'run_none', '--url', address];
    expect(await rulewrightHere(flags)).toMatchObject({ code: 2 });
    const refused = await rulewrightHere(flags, '', { RULEWRIGHT_TOKEN: tokens.get('reader') ?? '' });
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('rules:write');
  });

  test('stops when it is asked to, and what was there is there again', async () => {
    expect(await stop()).toBe(0);
    expect(existsSync(join(folder, 'workspace-session.json'))).toBe(false);
    const alone = await rulewrightHere(['workspace', 'runs', '--data', folder]);
    expect(alone).toMatchObject({ code: 2 });
    expect(alone.stderr).toContain('no workspace runs on');
    const before = new Map(tokens);
    await start();
    expect(tokens.get('admin')).not.toBe(before.get('admin'));
    expect((await api('/api/v1/runs?rule=r_loans')).body.items).toHaveLength(2);
    expect((await api('/api/v1/rules/r_loans')).body.enabled).toBe(true);
  });

  test('settings that cannot be read are named at their place, and nothing is served', async () => {
    const other = mkdtempSync(join(tmpdir(), 'serve-settings-'));
    writeFileSync(
      join(other, 'workspace.toml'),
      '[mail]\nhost = "x"\nport = "many"\nfrom = { address = "a@b.c" }\n',
    );
    const refused = await rulewrightHere(['workspace', 'serve', '--port', '0', '--data', other]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('mail.port: expected');
    rmSync(other, { recursive: true });
  });
});
