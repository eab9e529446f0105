import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { projectFolder } from './studio-process.ts';

/** `workspace serve --seed-demo`, running. */
export interface WorkspaceProcess {
  address: string;
  /** By name: `admin`, `reader`, `manager-cards`, … */
  token(name: string): string;
  /** Sends events as another program would. */
  send(event: Record<string, unknown>): Promise<void>;
  /** Ends it without a word, as a crash would. */
  kill(): Promise<void>;
}

/** Starts the service on a data folder and resolves once it has printed its address and tokens. */
export async function startWorkspaceProcess(options: {
  folder: string;
  packs: string[];
  port?: number;
}): Promise<WorkspaceProcess> {
  const input = [
    'workspace',
    'serve',
    '--port',
    String(options.port ?? 0),
    '--data',
    options.folder,
    '--seed-demo',
  ];
  const catalog = options.packs.flatMap((pack) => ['--catalog', pack]);
  const child = spawn(process.execPath, ['engine/cli/main.ts', ...input, ...catalog], {
    cwd: projectFolder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  const [first = '', ...lines] = (await firstWrite(child)).trim().split('\n');
  const address = /http:\/\/\S+/.exec(first)?.[0] ?? '';
  const tokens = new Map(
    lines.map((line) => {
      const [name = '', token = ''] = line.split(/ {2}/);
      return [name, token] as const;
    }),
  );
  const token = (name: string): string => {
    const found = tokens.get(name);
    if (found === undefined) throw new Error(`the demo has no token "${name}", only ${[...tokens.keys()]}`);
    return found;
  };
  return {
    address,
    token,
    async send(event) {
      const answer = await fetch(`${address}/api/v1/events`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token('admin')}`, 'content-type': 'application/json' },
        body: JSON.stringify(event),
      });
      if (!answer.ok) throw new Error(`the event was not taken: ${await answer.text()}`);
    },
    async kill() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

async function firstWrite(child: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    let errors = '';
    child.stdout?.setEncoding('utf8').once('data', found);
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
    });
    child.once('exit', (code) => failed(new Error(`the workspace ended with ${code}: ${errors}`)));
  });
}
