import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fraudRule, sessionOpened } from '../unit/cli/run-cli.ts';
import { type Installed, installPackage } from './installed.ts';

let installed: Installed;
beforeAll(async () => {
  installed = await installPackage();
  const write = (name: string, text: string) => writeFileSync(join(installed.folder, name), text);
  write('fraud.rule.json', JSON.stringify(fraudRule));
  write(
    'broken.rule.json',
    JSON.stringify({ ...fraudRule, id: 'r_broken', actions: [{ type: 'no_such_action' }] }),
  );
  write('event.json', JSON.stringify(sessionOpened('cards', 'fraud')));
  const events = [sessionOpened('cards', 'fraud'), sessionOpened('loans', 'fraud')];
  write('events.jsonl', events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  const given = [sessionOpened('cards', 'fraud')];
  const cases = [{ name: 'fraud is tagged', given, expect: { outcome: 'would-execute' } }];
  write('fraud.expect.json', JSON.stringify({ rule: fraudRule.id, cases }));
}, 90_000);
afterAll(() => installed.remove());

describe('the installed command', () => {
  test('says its version', () => {
    const { version } = JSON.parse(readFileSync(join(installed.package, 'package.json'), 'utf8'));
    expect(installed.run(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  test('refuses a Node that is too old, in words', () => {
    const old = join(installed.folder, 'old-node.mjs');
    writeFileSync(
      old,
      `import process from 'node:process';
       Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '22.18.0' } });`,
    );
    const { code, stdout, stderr } = installed.run(['--version'], {
      NODE_OPTIONS: `--import ${pathToFileURL(old)}`,
    });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(
      /^error: rulewright needs Node 22\.19 or newer, and this is Node 22\.18\.0; .*\n$/,
    );
  });

  test('checks rules', () => {
    expect(installed.run(['check', 'fraud.rule.json'])).toMatchObject({ code: 0 });
    const broken = installed.run(['check', 'broken.rule.json', '--json']);
    expect(broken.code).toBe(1);
    expect(JSON.parse(broken.stdout).problems).toContainEqual(
      expect.objectContaining({ file: 'broken.rule.json', severity: 'error', at: 'actions[0].type' }),
    );
  });

  test('evaluates a rule on an event', () => {
    const { code, stdout } = installed.run([
      'eval',
      '--rule',
      'fraud.rule.json',
      '--event',
      'event.json',
      '--json',
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ recordVersion: 1, outcome: 'would-execute', sideEffects: 0 });
  });

  test('replays a recording in threads of its own', () => {
    const args = ['replay', '--rules', 'fraud.rule.json', '--events', 'events.jsonl', '--workers', '2'];
    const { code, stdout, stderr } = installed.run([...args, '--json']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [first = '', last = ''] = stdout.trim().split('\n');
    expect(JSON.parse(first)).toEqual({
      event: 'e_cards_fraud',
      rule: fraudRule.id,
      outcome: 'would-execute',
      reason: null,
    });
    expect(JSON.parse(last).summary).toMatchObject({ events: 2, matched: 1, badLines: 0 });
  });

  test('runs expectations, and keeps rules in its data folder', () => {
    const { code, stdout } = installed.run(['test', '.', '--json']);
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('fraud is tagged') });
    expect(installed.run(['rules', 'list', '--data', 'studio']).stdout).toContain('r_fraud_cards');
  });

  test("serves a workspace, whose demo calls a real tool server in the package's own file", async () => {
    const served = await installed.serve([
      'workspace',
      'serve',
      '--seed-demo',
      '--port',
      '0',
      '--data',
      'workspace',
    ]);
    const address = /http:\/\/\S+/.exec(served.said)?.[0] ?? '';
    const token = /^admin {2}([\w-]+)$/m.exec(served.said)?.[1] ?? '';
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
    const event = {
      type: 'document.dlp-flagged',
      app: 'documents',
      payload: { documentId: 'doc_312', severity: 'high', sensitivity: 'internal', findings: ['iban'] },
    };
    const run = await fetch(`${address}/api/v1/rules/r_dlp_confidential/run`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ event }),
    });
    expect(await run.json()).toMatchObject({
      outcome: 'executed',
      steps: [{ type: 'mcp-tool-call', status: 'succeeded' }],
    });
    expect(await served.stop()).toBe(0);
  });

  test('serves the studio with its page and all that the page asks for', async () => {
    const served = await installed.serve(['studio', '--no-open', '--port', '0', '--data', 'studio']);
    const address = /http:\/\/\S+/.exec(served.said)?.[0] ?? '';
    const signIn = await fetch(address, { redirect: 'manual' });
    const cookie = signIn.headers.get('set-cookie')?.split(';')[0] ?? '';
    const page = await (await fetch(new URL('/', address), { headers: { cookie } })).text();
    expect(page).toContain('id="root"');
    const files = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path = '']) => path);
    expect(files.length).toBeGreaterThan(1);
    const answers = await Promise.all(
      files.map(async (path) => {
        const answer = await fetch(new URL(path, address), { headers: { cookie } });
        return { path, status: answer.status };
      }),
    );
    expect(answers).toEqual(files.map((path) => ({ path, status: 200 })));
    expect(await served.stop()).toBe(0);
  });
});
