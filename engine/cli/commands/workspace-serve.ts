import { resolve } from 'node:path';
import manifest from '../../../package.json' with { type: 'json' };
import { createCatalog } from '../../catalog/index.ts';
import { readPacks } from '../catalog-option.ts';
import type { CliContext, RegisterCommand } from '../command.ts';
import { untilSignalled } from '../hosts/stop-signals.ts';
import { parsePort } from './studio.ts';

interface ServeFlags {
  port?: number;
  host?: string;
  seedDemo?: boolean;
}

/** Where a workspace is served when nobody says otherwise. */
const defaultPort = 4320;

/** `workspace serve`: prints the address and the demo's tokens in one write, and serves until it is stopped. */
export const registerWorkspaceServe: RegisterCommand = (program, context) => {
  program
    .command('serve')
    .description('run rules for real: the REST API, the live dispatcher and the schedules')
    .option('--port <n>', `the port to serve on, 0 for any (default: ${defaultPort})`, parsePort)
    .option('--host <address>', 'the address to listen on (default: 127.0.0.1, this machine only)')
    .option('--seed-demo', 'fill an empty workspace with the demo, and print a token per role')
    .addHelpText(
      'after',
      '\nExample:\n  rulewright workspace serve --port 4320 --data ./workspace --catalog helpdesk --seed-demo',
    )
    .action((flags: ServeFlags) => untilSignalled(context.env, (stop) => serve(context, flags, stop)));
};

async function serve(context: CliContext, flags: ServeFlags, stop: AbortSignal): Promise<void> {
  const packs = await readPacks(context);
  if (!packs.ok) return context.fail(2, packs.error);
  // Loaded when needed: the other commands start without a web server and a database.
  const { createDispatcher, serveWorkspace } = await import('../../workspace/index.ts');
  const served = await serveWorkspace({
    folder: resolve(context.options().data),
    catalog: createCatalog(packs.value),
    port: flags.port ?? defaultPort,
    ...(flags.host === undefined ? {} : { host: flags.host }),
    seedDemo: flags.seedDemo === true,
    version: manifest.version,
    env: context.env,
    createDispatcher,
    log: context.note,
  });
  if (!served.ok) return context.fail(served.error.kind === 'not-served' ? 1 : 2, served.error.message);
  const { address, tokens, close } = served.value;
  // One write: whoever waits for the address has the tokens with it.
  context.print(
    [`The workspace is running at ${address}`, ...tokens.map(({ name, token }) => `${name}  ${token}`)].join(
      '\n',
    ),
  );
  if (!stop.aborted) await new Promise((stopped) => stop.addEventListener('abort', stopped, { once: true }));
  context.note('Stopping: what runs is finished or parked.');
  await close();
}
