import { erased } from '../../contract/index.ts';
import type { JsonObject } from '../../model/index.ts';
import type { CliContext, RegisterCommand } from '../command.ts';
import { type ConnectionFlags, callWorkspace, findWorkspace, reportFailure } from './workspace-connection.ts';

interface EraseFlags extends ConnectionFlags {
  json?: boolean;
  subject?: string;
  customer?: string;
}

/** `workspace erase`: empties what a running service keeps about a subject or a customer. */
export const registerWorkspaceErase: RegisterCommand = (program, context) => {
  program
    .command('erase')
    .description('empty what a running workspace keeps about a subject or a customer; cannot be undone')
    .option('--subject <id>', 'of a ticket, session or document')
    .option('--customer <id>', 'of a customer or requester')
    .option(
      '--url <address>',
      'the workspace, with its token in RULEWRIGHT_TOKEN (default: the one that runs on --data)',
    )
    .option('--json', 'print {"events", "runs", "records"}')
    .addHelpText('after', '\nExample:\n  rulewright workspace erase --customer 4711')
    .action((flags: EraseFlags) => erase(context, flags));
};

async function erase(context: CliContext, flags: EraseFlags): Promise<void> {
  const { subject, customer } = flags;
  if ((subject === undefined) === (customer === undefined)) {
    return context.fail(2, 'say who: --subject <id> or --customer <id>');
  }
  const connection = await findWorkspace(context, flags);
  if (!connection.ok) return context.fail(2, connection.error);
  const target: JsonObject = subject === undefined ? { customer: customer ?? '' } : { subject };
  const done = await callWorkspace(connection.value, 'POST', '/api/v1/erasures', erased, target);
  if (!done.ok) return reportFailure(context, done.error);
  const { events, runs, records } = done.value;
  if (flags.json) context.print(JSON.stringify(done.value));
  else context.print(`emptied: ${events} events, ${runs} runs, ${records} records`);
}
