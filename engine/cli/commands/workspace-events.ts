import { workspaceEvents } from '../../contract/index.ts';
import type { CliContext, RegisterCommand } from '../command.ts';
import { type ConnectionFlags, callWorkspace, findWorkspace, reportFailure } from './workspace-connection.ts';

interface EventsFlags extends ConnectionFlags {
  type?: string;
  app?: string;
  from?: string;
  to?: string;
  redact?: string[];
}

const filters = ['type', 'app', 'from', 'to'] as const;
const pageSize = '500';

/** `workspace events`: a recording of what a running service was sent, one event a line, oldest first. */
export const registerWorkspaceEvents: RegisterCommand = (program, context) => {
  program
    .command('events')
    .description('print the events of a running workspace as a recording, one a line, oldest first')
    .option('--type <type>', 'of one type')
    .option('--app <id>', 'in one app')
    .option('--from <time>', 'at or after this time')
    .option('--to <time>', 'before this time')
    .option('--redact <path...>', 'replace the values at these paths by "[redacted]"')
    .option(
      '--url <address>',
      'the workspace, with its token in RULEWRIGHT_TOKEN (default: the one that runs on --data)',
    )
    .addHelpText(
      'after',
      '\nExample:\n  rulewright workspace events --app cards --redact payload.session.customer > recording.jsonl',
    )
    .action((flags: EventsFlags) => capture(context, flags));
};

async function capture(context: CliContext, flags: EventsFlags): Promise<void> {
  const connection = await findWorkspace(context, flags);
  if (!connection.ok) return context.fail(2, connection.error);
  const query = new URLSearchParams({ limit: pageSize });
  for (const name of filters) {
    const value = flags[name];
    if (value !== undefined) query.set(name, value);
  }
  for (const path of flags.redact ?? []) query.append('redact', path);
  let count = 0;
  for (;;) {
    const page = await callWorkspace(connection.value, 'GET', `/api/v1/events?${query}`, workspaceEvents);
    if (!page.ok) return reportFailure(context, page.error);
    for (const event of page.value.items) context.print(JSON.stringify(event));
    count += page.value.items.length;
    if (page.value.nextCursor === null) break;
    query.set('cursor', page.value.nextCursor);
  }
  context.note(`${count} events`);
}
