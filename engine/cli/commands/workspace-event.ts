import { acceptedEvents } from '../../contract/index.ts';
import { describeIssue, limits, parseJson } from '../../model/index.ts';
import type { CliContext, RegisterCommand } from '../command.ts';
import { describeFailure, readText } from '../input.ts';
import { type ConnectionFlags, callWorkspace, findWorkspace, reportFailure } from './workspace-connection.ts';

interface EventFlags extends ConnectionFlags {
  json?: boolean;
}

/** `workspace event FILE`: hands one event, or a list of them, to a running service. */
export const registerWorkspaceEvent: RegisterCommand = (program, context) => {
  program
    .command('event')
    .description('send an event, or a list of events, to a running workspace')
    .argument('<file>', 'a file with one event or a list, or - for standard input')
    .option(
      '--url <address>',
      'the workspace, with its token in RULEWRIGHT_TOKEN (default: the one that runs on --data)',
    )
    .option('--json', 'print {"accepted", "duplicates", "items": […]}')
    .addHelpText('after', '\nExample:\n  rulewright workspace event session.json')
    .action((file: string, flags: EventFlags) => send(context, file, flags));
};

async function send(context: CliContext, file: string, flags: EventFlags): Promise<void> {
  const connection = await findWorkspace(context, flags);
  if (!connection.ok) return context.fail(2, connection.error);
  const text = await readText(context.stdin, file, limits.packBytes);
  if (!text.ok) return context.fail(2, describeFailure(text.error));
  const parsed = parseJson(text.value, { maxBytes: limits.packBytes, maxDepth: limits.nestingDepth + 1 });
  if (!parsed.ok) return context.fail(2, `${file}: ${describeIssue(parsed.error)}`);
  const sent = await callWorkspace(connection.value, 'POST', '/api/v1/events', acceptedEvents, parsed.value);
  if (!sent.ok) return reportFailure(context, sent.error);
  if (flags.json) return context.print(JSON.stringify(sent.value, null, 2));
  const { accepted, duplicates, items } = sent.value;
  for (const { id, status, differs } of items) {
    const words = differs ? 'not taken in: its id was used for another event' : status;
    context.print(`${id}  ${words}`);
  }
  context.note(`${accepted} accepted, ${duplicates} known already`);
}
