import { resolve } from 'node:path';
import type { CliContext, RegisterCommand } from '../command.ts';
import { chooseHost } from '../hosts/choose-host.ts';
import { untilSignalled } from '../hosts/stop-signals.ts';
import { parsePort, projectFolder, type StudioFlags, serve } from './studio.ts';

/** `start`: the desktop studio where there can be one, else the same studio in a browser window. */
export const registerStart: RegisterCommand = (program, context) => {
  program
    .command('start')
    .description('open the studio: in a window of its own where possible, else in the browser')
    .option('--port <n>', 'serve it in the browser, on this port', parsePort)
    .option('--no-open', 'serve it for a browser and only print the address')
    .addHelpText('after', '\nExample:\n  rulewright start')
    .action((flags: StudioFlags) => untilSignalled(context.env, (stop) => start(context, flags, stop)));
};

async function start(context: CliContext, flags: StudioFlags, stop: AbortSignal): Promise<void> {
  const choice = chooseHost({
    env: context.env,
    platform: process.platform,
    isRoot: process.getuid?.() === 0,
    hasWebOptions: flags.port !== undefined || !flags.open,
  });
  let because = choice.kind === 'web' ? choice.because : '';
  if (choice.kind === 'desktop') {
    const { runDesktop } = await import('../hosts/run-desktop.ts');
    const ended = await runDesktop({
      projectFolder: projectFolder(),
      dataFolder: resolve(context.options().data),
      note: context.note,
      stop,
    });
    if (ended.ok || stop.aborted) return;
    because = ended.error;
  }
  context.note(`Serving the studio to the browser instead of a desktop window: ${because}.`);
  await serve(context, flags, stop);
}
