import { resolve } from 'node:path';
import { InvalidArgumentError } from 'commander';
import type { CliContext, RegisterCommand } from '../command.ts';
import { hasScreen } from '../hosts/choose-host.ts';
import { untilSignalled } from '../hosts/stop-signals.ts';
import { packageFolder } from '../package-folder.ts';

/** What `studio` and `start` can be told about the address. */
export interface StudioFlags {
  port?: number;
  open: boolean;
}

/** The checkout or package this program is part of. */
export const projectFolder = (): string => packageFolder(import.meta.dirname);

/** `studio [--port N] [--no-open]`: serves the studio on loopback and opens it. */
export const registerStudio: RegisterCommand = (program, context) => {
  program
    .command('studio')
    .description('serve the studio on loopback and open it in the browser')
    .option('--port <n>', 'the port to serve on (default: 4310, or the next free one)', parsePort)
    .option('--no-open', 'only print the address')
    .addHelpText('after', '\nExample:\n  rulewright studio --port 4400 --no-open')
    .action((flags: StudioFlags) => untilSignalled(context.env, (stop) => serve(context, flags, stop)));
};

/** Serves the studio in the browser until `stop`, and reports on the command's behalf. */
export async function serve(context: CliContext, flags: StudioFlags, stop: AbortSignal): Promise<void> {
  // Loaded when needed: the other commands start without a web server and a database.
  const { runStudio } = await import('../hosts/run-studio.ts');
  const ended = await runStudio({
    projectFolder: projectFolder(),
    dataFolder: resolve(context.options().data),
    port: flags.port ?? null,
    openBrowser: flags.open && hasScreen(context.env, process.platform),
    stdin: context.stdin,
    print: context.print,
    note: context.note,
    stop,
  });
  if (!ended.ok) context.fail(ended.error.kind === 'not-opened' ? 2 : 1, ended.error.message);
}

export function parsePort(value: string): number {
  const port = Number(value);
  if (!/^\d{1,5}$/.test(value) || port > 65_535)
    throw new InvalidArgumentError('a port from 0 to 65535 is needed');
  return port;
}
