import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Service, startService } from '../../../contract/workspace/start-service.ts';
import { folderWith, fraudRule, rulewrightHere, sessionOpened } from '../run-cli.ts';

/** A workspace of the cx pack, and a data folder that is connected to it. */
async function connected() {
  const service: Service = await startService({ packs: ['cx'] });
  onTestFinished(() => service.stop());
  const { folder, path } = folderWith({
    'fraud.rule.json': fraudRule,
    'event.json': sessionOpened('cards', 'fraud'),
  });
  const data = join(folder, 'data');
  const run = (args: string[], input = '') =>
    rulewrightHere(['--data', data, '--catalog', 'cx', ...args], input);
  const added = await run(['workspaces', 'add', 'prod', service.address], `${service.token('m_omar_d')}\n`);
  expect(added).toMatchObject({ code: 0, stderr: expect.stringContaining('mode 0600') });
  return { service, run, path, data };
}

describe('workspaces', () => {
  it('are added with a token from standard input, listed without it, and removed', async () => {
    const { service, run } = await connected();
    const listed = await run(['workspaces', 'list', '--json']);
    expect(JSON.parse(listed.stdout)).toMatchObject([{ name: 'prod', url: service.address }]);
    expect(listed.stdout).not.toContain('rw_');
    expect((await run(['workspaces', 'remove', 'prod'])).code).toBe(0);
    expect((await run(['workspaces', 'list', '--json'])).stdout).toBe('[]\n');
    expect(await run(['plan'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('no workspace is connected'),
    });
  });

  it('that cannot be are refused', async () => {
    const { run, service } = await connected();
    expect((await run(['workspaces', 'add', 'a b', service.address], 'rw_x')).code).toBe(2);
    expect((await run(['workspaces', 'add', 'b', 'http://rules.example'], 'rw_x')).code).toBe(2);
    expect((await run(['workspaces', 'add', 'b', service.address], 'rw_x')).code).toBe(1);
    expect((await run(['plan', '--workspace', 'none'])).code).toBe(2);
  });
});

describe('plan and publish', () => {
  it('ship what is stored; a plan from a file is applied once', async () => {
    const { service, run, path } = await connected();
    expect((await run(['rules', 'new', path('fraud.rule.json')])).code).toBe(0);
    const id = 'r_3a4f';
    const planned = await run(['plan', '--rule', id, '--json', '--out', path('release.plan.json')]);
    expect(planned.code).toBe(0);
    expect(readFileSync(path('release.plan.json'), 'utf8')).toBe(planned.stdout);
    expect(JSON.parse(planned.stdout)).toMatchObject({ items: [{ kind: 'create', ruleId: id }] });

    const unasked = await run(['publish', '--plan', path('release.plan.json')]);
    expect(unasked).toMatchObject({ code: 2, stderr: expect.stringContaining('add --yes') });
    const published = await run(['publish', '--plan', path('release.plan.json'), '--yes', '--json']);
    expect(published.code).toBe(0);
    expect(JSON.parse(published.stdout)).toMatchObject({
      workspace: 'prod',
      state: 'live',
      activation: 'Publishing enables nothing.',
      rules: [{ ruleId: id, kind: 'create', state: 'live', version: 1 }],
    });
    expect(published.stderr).toContain(`staged  ${id}`);
    const again = await run(['publish', '--plan', path('release.plan.json'), '--yes']);
    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('plan again') });

    await run(['rules', 'enable', id]);
    const enabling = await run(['publish', '--rule', id, '--yes', '--why', 'ready']);
    expect(enabling.stdout).toContain(
      'Publishing enables “Auto-tag & escalate fraud-flagged Cards sessions”.',
    );
    expect(service.workspace.rules.get(id)).toMatchObject({ ok: true, value: { rule: { enabled: true } } });
    const idle = await run(['publish', '--rule', id, '--yes']);
    expect(idle).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing to publish') });
    expect(await run(['publish', '--resume'])).toMatchObject({ code: 2 });
  });

  it('stop at conflicts until they are settled', async () => {
    const { service, run, path } = await connected();
    await run(['rules', 'new', path('fraud.rule.json')]);
    const id = 'r_3a4f';
    const token = service.token('m_amina_r');
    await service.request('POST', '/api/v1/rules', { token, body: { ...fraudRule, name: 'Theirs' } });
    const stopped = await run(['publish', '--rule', id, '--yes']);
    expect(stopped).toMatchObject({ code: 1, stdout: expect.stringContaining('theirs "Theirs"') });
    expect((await run(['pull'])).code).toBe(1);
    expect((await run(['pull', '--take', 'theirs', '--rule', id])).code).toBe(0);
    expect(JSON.parse((await run(['rules', 'show', id, '--json'])).stdout).name).toBe('Theirs');
  });

  it('a file that is no plan is refused with its places', async () => {
    const { run, path } = await connected();
    const refused = await run(['publish', '--plan', path('event.json'), '--yes']);
    expect(refused).toMatchObject({ code: 2, stderr: expect.stringContaining('planVersion') });
  });
});

describe('rollback', () => {
  it('makes an earlier version the newest', async () => {
    const { service, run, path } = await connected();
    await run(['rules', 'new', path('fraud.rule.json')]);
    await run(['publish', '--rule', 'r_3a4f', '--yes']);
    const { etag, body } = await service
      .request('GET', '/api/v1/rules/r_3a4f', { token: service.token('m_amina_r') })
      .then(({ headers, body: rule }) => ({ etag: headers.get('etag') ?? '', body: rule }));
    await service.request('PUT', '/api/v1/rules/r_3a4f', {
      token: service.token('m_amina_r'),
      headers: { 'if-match': etag },
      body: { ...body, name: 'Worse' },
    });
    expect((await run(['rollback', 'r_3a4f', '--to', '1', '--yes'])).code).toBe(0);
    expect(service.workspace.rules.get('r_3a4f')).toMatchObject({
      ok: true,
      value: { rule: { name: fraudRule.name, version: 3 } },
    });
    const again = await run(['rollback', 'r_3a4f', '--to', '1', '--yes', '--json']);
    expect(again).toMatchObject({ code: 0, stderr: 'the content of version 1 is what r_3a4f has now\n' });
    expect(JSON.parse(again.stdout)).toEqual({ published: [] });
    expect((await run(['rollback', 'r_3a4f', '--to', '7', '--yes'])).code).toBe(2);
    expect((await run(['rollback', 'r_3a4f', '--yes'])).code).toBe(2);
  });
});

describe('what needs the live rules', () => {
  it('replays against them', async () => {
    const { run, path } = await connected();
    await run(['rules', 'new', path('fraud.rule.json')]);
    await run(['rules', 'enable', 'r_3a4f']);
    const replayed = await run([
      'replay',
      '--rules',
      path('fraud.rule.json'),
      '--against',
      '@live',
      '--events',
      path('event.json'),
      '--json',
    ]);
    expect(replayed.code).toBe(0);
    const [change] = replayed.stdout.split('\n').map((line) => (line === '' ? null : JSON.parse(line)));
    expect(change).toMatchObject({ event: 'e_cards_fraud', rule: 'r_3a4f', before: null });
  });

  it('marks stored rules that passed their expectations, and takes the mark from those that failed', async () => {
    const { run, path, data } = await connected();
    await run(['rules', 'new', path('fraud.rule.json')]);
    const expecting = (outcome: string) =>
      JSON.stringify({
        rule: 'r_3a4f',
        cases: [{ name: 'fraud', given: [sessionOpened('cards', 'fraud')], expect: { outcome } }],
      });
    const tested = async () =>
      JSON.parse((await run(['plan', '--rule', 'r_3a4f', '--json'])).stdout).items[0].tested;
    expect(await tested()).toBeNull();
    expect((await run(['test', '-'], expecting('would-execute'))).code).toBe(0);
    expect(await tested()).toMatchObject({ cases: 1 });
    expect((await run(['test', '-'], expecting('would-skip'))).code).toBe(1);
    expect(await tested()).toBeNull();
    expect(existsSync(data)).toBe(true);
  });
});
