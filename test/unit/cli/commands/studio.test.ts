import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { projectFolder, type StudioProcess, startStudioProcess } from '../../../e2e/studio-process.ts';
import { rulewrightHere } from '../run-cli.ts';

let dataFolder: string;
let running: StudioProcess | null;
beforeEach(() => {
  running = null;
  dataFolder = mkdtempSync(join(tmpdir(), 'rulewright-studio-'));
});
afterEach(async () => {
  await running?.kill();
  rmSync(dataFolder, { recursive: true, force: true });
});
const start = async (port = 0): Promise<StudioProcess> => {
  running = await startStudioProcess({ dataFolder, port });
  return running;
};

async function signIn(address: string): Promise<string> {
  const answer = await fetch(address, { redirect: 'manual' });
  return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
}

describe('the studio command', () => {
  test('prints its address once, as one line, and nothing else on standard output', async () => {
    const child = spawn(
      process.execPath,
      ['engine/cli/main.ts', 'studio', '--no-open', '--port', '0', '--data', dataFolder],
      { cwd: projectFolder, stdio: ['ignore', 'pipe', 'ignore'] },
    );
    const chunks: string[] = [];
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
    await once(child.stdout, 'data');
    child.kill('SIGINT');
    const [code] = await once(child, 'close');
    expect(code).toBe(0);
    expect(chunks).toHaveLength(1);
    expect(chunks[0]).toMatch(/^[^\n]*http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{22}\n$/);
  });

  test('serves the studio to whoever opens the address', async () => {
    const { address } = await start();
    const cookie = await signIn(address);
    const page = await fetch(new URL('/', address), { headers: { cookie } });
    expect(await page.text()).toContain('id="root"');
    expect((await fetch(new URL('/', address))).status).toBe(401);
  });

  test('a browser stays signed in when the studio is started again, even after a crash', async () => {
    const first = await start();
    const cookie = await signIn(first.address);
    await first.kill();
    const second = await start(first.port);
    expect((await fetch(new URL('/', second.address), { headers: { cookie } })).status).toBe(200);
    expect(statSync(join(dataFolder, 'session-secret')).mode & 0o777).toBe(0o600);
  });

  test('says in words that its data folder cannot be used, and is no defect', async () => {
    mkdirSync(join(dataFolder, 'session-secret'));
    await expect(start()).rejects.toThrow(/with 2: error: The data folder \S+ cannot be used: EISDIR/);
  });

  test('ends cleanly on SIGTERM while a page is connected', async () => {
    const { address, port, stop } = await start();
    const socket = new WebSocket(`ws://127.0.0.1:${port}/rpc`, {
      headers: { Cookie: await signIn(address), Origin: `http://127.0.0.1:${port}` },
    });
    await once(socket, 'open');
    const closed = once(socket, 'close');
    expect(await stop()).toBe(0);
    expect((await closed)[0]).toBe(1001);
  });

  test('a signal that arrives twice, as it does under npm, still ends it cleanly', async () => {
    const child = spawn(
      process.execPath,
      ['engine/cli/main.ts', 'studio', '--no-open', '--port', '0', '--data', dataFolder],
      { cwd: projectFolder, stdio: ['ignore', 'pipe', 'ignore'] },
    );
    await once(child.stdout, 'data');
    child.kill('SIGINT');
    child.kill('SIGTERM');
    expect((await once(child, 'close'))[0]).toBe(0);
    expect(readdirSync(dataFolder)).not.toContain('rulewright.sqlite-wal');
  });

  test('ends when the shell that npm runs it in is ended', async () => {
    const command = `"${process.execPath}" engine/cli/main.ts start --no-open --port 0 --data "${dataFolder}"; true`;
    const shell = spawn('sh', ['-c', command], {
      cwd: projectFolder,
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, npm_lifecycle_event: 'start' },
    });
    const [line] = await once(shell.stdout.setEncoding('utf8'), 'data');
    const address = /http:\/\/\S+/.exec(String(line))?.[0] ?? '';
    expect((await fetch(address, { redirect: 'manual' })).status).toBe(303);
    // The pipe closes when its last writer, the studio, is gone.
    const gone = once(shell.stdout, 'close');
    shell.kill('SIGTERM');
    await gone;
    await expect(fetch(address)).rejects.toThrow('fetch failed');
  });

  test('says which port is taken, and ends with 1', async () => {
    const { port } = await start();
    const second = spawnSync(
      process.execPath,
      ['engine/cli/main.ts', 'studio', '--no-open', '--port', String(port), '--data', dataFolder],
      { cwd: projectFolder, encoding: 'utf8' },
    );
    expect(second.status).toBe(1);
    expect(second.stdout).toBe('');
    expect(second.stderr).toContain(`port ${port} is taken`);
  });

  test.each(['x', '-1', '70000', '4e3'])('refuses %s as a port, as a wrong call', async (port) => {
    const refused = await rulewrightHere(['studio', '--no-open', `--port=${port}`, '--data', dataFolder]);
    expect(refused).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('port') });
  });

  test('start falls back to the browser and says why', async () => {
    const child = spawn(
      process.execPath,
      ['engine/cli/main.ts', 'start', '--port', '0', '--data', dataFolder],
      {
        cwd: projectFolder,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, CI: '1', RULEWRIGHT_HOST: 'web' },
      },
    );
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    const [line] = await once(child.stdout.setEncoding('utf8'), 'data');
    expect(line).toContain('http://127.0.0.1:');
    expect(said).toMatch(/^Serving the studio to the browser instead of a desktop window: .*\.\n$/);
    child.kill('SIGTERM');
    expect((await once(child, 'close'))[0]).toBe(0);
  });
});
