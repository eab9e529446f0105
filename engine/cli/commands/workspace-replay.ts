import { Option } from 'commander';
import { storedRun } from '../../contract/index.ts';
import type { CliContext, RegisterCommand } from '../command.ts';
import { type ConnectionFlags, callWorkspace, findWorkspace, reportFailure } from './workspace-connection.ts';
import { runLine } from './workspace-runs.ts';

interface ReplayFlags extends ConnectionFlags {
  json?: boolean;
  ruleVersion: 'as-run' | 'current';
  from: 'start' | 'failed';
}

/** `workspace replay RUN`: runs it again on the event it had. Exit code 1 when a step fails again. */
export const registerWorkspaceReplay: RegisterCommand = (program, context) => {
  program
    .command('replay')
    .description('run a recorded run again, for real, on the event it had')
    .argument('<run>', 'the id of the run')
    .addOption(
      new Option('--rule-version <which>', 'the rule as it was, or as it is now')
        .choices(['as-run', 'current'])
        .default('current'),
    )
    .addOption(
      new Option('--from <where>', 'from the start, or from the first step that failed')
        .choices(['start', 'failed'])
        .default('start'),
    )
    .option(
      '--url <address>',
      'the workspace, with its token in RULEWRIGHT_TOKEN (default: the one that runs on --data)',
    )
    .option('--json', 'print the record of the new run')
    .addHelpText('after', '\nExample:\n  rulewright workspace replay run_8f2c --from failed')
    .action((run: string, flags: ReplayFlags) => replay(context, run, flags));
};

async function replay(context: CliContext, run: string, flags: ReplayFlags): Promise<void> {
  const connection = await findWorkspace(context, flags);
  if (!connection.ok) return context.fail(2, connection.error);
  const path = `/api/v1/runs/${encodeURIComponent(run)}/replay`;
  const body = { version: flags.ruleVersion, from: flags.from };
  const replayed = await callWorkspace(connection.value, 'POST', path, storedRun, body);
  if (!replayed.ok) return reportFailure(context, replayed.error);
  if (flags.json) context.print(JSON.stringify(replayed.value, null, 2));
  else context.print(runLine(replayed.value));
  if (replayed.value.counts.failed > 0) context.exitWith(1);
}
