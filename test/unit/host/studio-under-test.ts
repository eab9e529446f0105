import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { os } from '@orpc/server';
import { z } from 'zod';
import { type StudioHost, serveStudio } from '../../../engine/host/index.ts';
import { rawRequest } from './raw-request.ts';

/** A served studio with a two-procedure router, and what reached its handlers. */
export interface StudioUnderTest {
  host: StudioHost;
  folder: string;
  /** Routes admitted and procedures called, in order. */
  reached: string[];
  signIn(): Promise<string>;
  remove(): Promise<void>;
}

export type TestRouter = ReturnType<typeof createTestRouter>;

function createTestRouter(reached: string[]) {
  return {
    echo: os.input(z.string()).handler(({ input }) => {
      reached.push('echo');
      return input;
    }),
    ticks: os.handler(async function* ({ signal }) {
      reached.push('ticks');
      try {
        yield 1;
        await new Promise((end) => signal?.addEventListener('abort', end));
      } finally {
        reached.push('ticks ended');
      }
    }),
  };
}

export interface StudioUnderTestOptions {
  port?: number;
  sessionSecret?: string;
  heartbeatMs?: number;
}

export async function startStudio(options: StudioUnderTestOptions = {}): Promise<StudioUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), 'rulewright-host-'));
  const rendererFolder = join(folder, 'renderer');
  mkdirSync(join(rendererFolder, 'assets'), { recursive: true });
  writeFileSync(join(rendererFolder, 'index.html'), '<!doctype html><title>Rulewright</title>');
  writeFileSync(join(rendererFolder, 'assets/app-1a2b3c.js'), 'export const app = 1;');
  writeFileSync(join(folder, 'secret.txt'), 'outside the root');
  const reached: string[] = [];
  const router = createTestRouter(reached);
  const served = await serveStudio({
    router,
    rendererFolder,
    port: options.port ?? 0,
    orNextPort: false,
    sessionSecret: options.sessionSecret ?? 'a secret of this test',
    ...(options.heartbeatMs === undefined ? {} : { heartbeatMs: options.heartbeatMs }),
    onAdmitted: (route) => reached.push(route),
  });
  if (!served.ok) throw new Error(served.error.message);
  const host = served.value;
  return {
    host,
    folder,
    reached,
    signIn: async () => {
      const { pathname, search } = new URL(host.newAddress());
      const answer = await rawRequest(host.port, [
        `GET ${pathname}${search} HTTP/1.1`,
        `Host: 127.0.0.1:${host.port}`,
        'Connection: close',
      ]);
      return (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    },
    remove: async () => {
      await host.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
