import { type StoredRunBody, workspaceRuns } from '../../contract/index.ts';
import type { CliContext, RegisterCommand } from '../command.ts';
import { type ConnectionFlags, callWorkspace, findWorkspace, reportFailure } from './workspace-connection.ts';

interface RunsFlags extends ConnectionFlags {
  json?: boolean;
  rule?: string;
  event?: string;
  app?: string;
  outcome?: string;
  from?: string;
  to?: string;
  limit?: string;
}

const filters = ['rule', 'event', 'app', 'outcome', 'from', 'to', 'limit'] as const;

/** `workspace runs`: what rules did, newest first. */
export const registerWorkspaceRuns: RegisterCommand = (program, context) => {
  program
    .command('runs')
    .description('list the runs of a running workspace, newest first')
    .option('--rule <id>', 'of one rule')
    .option('--event <id|type>', 'on one event, or on events of a type')
    .option('--app <id>', 'in one app')
    .option('--outcome <outcome>', 'executed or skipped')
    .option('--from <time>', 'at or after this time')
    .option('--to <time>', 'before this time')
    .option('--limit <n>', 'at most so many (default: 100)')
    .option(
      '--url <address>',
      'the workspace, with its token in RULEWRIGHT_TOKEN (default: the one that runs on --data)',
    )
    .option('--json', 'print {"items": […], "nextCursor"}')
    .addHelpText('after', '\nExample:\n  rulewright workspace runs --outcome skipped --app cards')
    .action((flags: RunsFlags) => list(context, flags));
};

async function list(context: CliContext, flags: RunsFlags): Promise<void> {
  const connection = await findWorkspace(context, flags);
  if (!connection.ok) return context.fail(2, connection.error);
  const query = new URLSearchParams();
  for (const name of filters) {
    const value = flags[name];
    if (value !== undefined) query.set(name, value);
  }
  const runs = await callWorkspace(connection.value, 'GET', `/api/v1/runs?${query}`, workspaceRuns);
  if (!runs.ok) return reportFailure(context, runs.error);
  if (flags.json) return context.print(JSON.stringify(runs.value, null, 2));
  for (const run of runs.value.items) context.print(runLine(run));
  if (runs.value.items.length === 0) context.note('no runs');
}

/** One run in a line: when, which, what became of it. */
export function runLine({
  id,
  rule,
  event,
  outcome,
  reason,
  counts,
  startedAt,
  held,
}: StoredRunBody): string {
  const became = held !== null ? `held: ${held}` : reason === null ? outcome : `${outcome} (${reason})`;
  const steps = `${counts.succeeded} done, ${counts.failed} failed`;
  return `${startedAt ?? ''}  ${id}  ${became}  ${rule.name} v${rule.version}  on ${event.type} in ${event.app}  ${steps}`;
}
