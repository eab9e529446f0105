import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { demoToolServer, describeServer, fileSecrets } from '../../../engine/effects/index.ts';
import { createDemoHost, type DemoHost } from '../../../engine/studio/publish/demo-host.ts';
import { openPublishing } from '../../../engine/studio/publish/open-publishing.ts';
import { openIn } from '../../contract/setting.ts';
import { temporaryFolder } from '../store/setting.ts';

async function openDemo(): Promise<{ demo: DemoHost; file: string }> {
  const folder = temporaryFolder();
  const { store } = await openIn(folder);
  const secrets = fileSecrets({ file: join(folder, 'secrets.json') });
  const { sync } = openPublishing({
    store,
    now: () => new Date(),
    newId: () => 'once',
    secrets: { place: 'a file', store: secrets },
  });
  const demo = createDemoHost({ store, sync, secrets, version: '0.0.0', env: {} });
  onTestFinished(() => demo.close());
  return { demo, file: join(folder, 'demo-workspace', 'workspace.toml') };
}

const health = async (address: string | null) => (await fetch(`${address}/healthz`)).status;

it('the demo has no settings before its first start, and a commented file from then on', async () => {
  const { demo, file } = await openDemo();
  expect(await demo.settings()).toEqual({ ok: true, value: null });
  expect((await demo.start()).ok).toBe(true);
  expect(await demo.settings()).toEqual({
    ok: true,
    value: { file, text: readFileSync(file, 'utf8'), told: [], servers: [] },
  });
});

it('settings that are wrong are refused with their place and line, and nothing is written', async () => {
  const { demo, file } = await openDemo();
  await demo.start();
  const before = readFileSync(file, 'utf8');
  const wrong = '# mail\n[mail]\nhost = "localhost"\nport = "many"\nfrom = { address = "a@b.example" }\n';
  const [issue, ...others] = await demo.checkSettings(wrong);
  expect(others).toEqual([]);
  expect(issue).toMatchObject({ line: 4, message: expect.stringMatching(/^mail\.port: /) });
  expect(await demo.changeSettings(wrong)).toEqual({
    ok: false,
    error: { code: 'invalid-settings', message: issue?.message },
  });
  expect(await demo.checkSettings('[mail\n')).toEqual([
    { line: 1, message: expect.stringContaining('not TOML at line 1') },
  ]);
  expect(readFileSync(file, 'utf8')).toBe(before);
});

it('a demo that runs starts again with what was written, at the address it had', async () => {
  const { demo, file } = await openDemo();
  await demo.start();
  const { address } = demo.state();
  const text = '[limits]\nrequests_per_minute = 7\n';
  expect(await demo.changeSettings(text)).toMatchObject({ ok: true, value: { text } });
  expect(readFileSync(file, 'utf8')).toBe(text);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(demo.state().address).toBe(address);
  expect(await health(address)).toBe(200);
});

it('a tool server waits for consent to exactly its command, and the agreement can be taken back', async () => {
  const { demo, file } = await openDemo();
  await demo.start();
  const server = { ...demoToolServer(), name: 'mine' };
  if (server.kind !== 'stdio') throw new Error('the demo server is a program');
  const { command, args } = server;
  const entry = (words: readonly string[]) =>
    `[[mcp.servers]]\nkind = "stdio"\nname = "mine"\ncommand = ${JSON.stringify(command)}\nargs = ${JSON.stringify(words)}\n`;
  const written = await demo.changeSettings(entry(args));
  const waiting = written.ok ? written.value?.servers[0] : undefined;
  expect(written).toMatchObject({ ok: true, value: { told: [] } });
  expect(waiting).toMatchObject({ name: 'mine', isAgreed: false, what: describeServer(server) });
  const fingerprint = waiting?.fingerprint ?? '';

  const agreed = await demo.agree({ fingerprint, isAgreed: true });
  expect(agreed).toMatchObject({
    ok: true,
    value: { servers: [{ name: 'mine', isAgreed: true }], told: [] },
  });
  expect(readFileSync(file, 'utf8')).toContain(`[[mcp.servers]]\nconsent = "${fingerprint}"\n`);

  // Another argument is another command, which nobody agreed to.
  const consented = readFileSync(file, 'utf8').replace(
    entry(args).slice(15),
    entry([...args, '--x']).slice(15),
  );
  expect(consented).toContain('--x');
  const changed = await demo.changeSettings(consented);
  expect(changed).toMatchObject({ ok: true, value: { servers: [{ isAgreed: false }] } });
  expect(await demo.agree({ fingerprint, isAgreed: true })).toMatchObject({
    ok: false,
    error: { code: 'not-found' },
  });

  await demo.changeSettings(entry(args));
  await demo.agree({ fingerprint, isAgreed: true });
  expect(await demo.agree({ fingerprint, isAgreed: false })).toMatchObject({
    ok: true,
    value: { text: entry(args), servers: [{ isAgreed: false }] },
  });
});

it('a studio that is closed has ended its demo', async () => {
  const { demo } = await openDemo();
  await demo.start();
  const { address } = demo.state();
  expect(await health(address)).toBe(200);
  await demo.close();
  expect(demo.state().address).toBeNull();
  await expect(health(address)).rejects.toThrow('fetch failed');
});
