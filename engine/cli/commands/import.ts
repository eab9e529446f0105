import { Option } from 'commander';
import { type DialectName, dialectName } from '../../contract/index.ts';
import type { CliContext, RegisterCommand } from '../command.ts';
import { describeFailure, readText } from '../input.ts';
import { ruleLine } from '../report/rule-words.ts';
import { inStudio } from '../studio-session.ts';

/** What the contract takes as one import. */
const maxBytes = 4_000_000;

interface ImportOptions {
  from: DialectName;
  app?: string;
  json?: boolean;
}

/** `import`: stores the rules of a file that is written in a dialect, disabled. All of them or none. */
export const registerImport: RegisterCommand = (program, context) => {
  program
    .command('import')
    .description('store rules written in the format of cx, documents or helpdesk; they start disabled')
    .argument('<file>', 'one rule or a list of rules; - for standard input')
    .addOption(
      new Option('--from <dialect>', 'the format').choices(dialectName.options).makeOptionMandatory(),
    )
    .option('--app <app>', 'the app of rules that name none, where the workspace has several')
    .option('--json', 'print {"rules": […], "notes": […]}')
    .addHelpText('after', '\nExample:\n  rulewright import billing.json --from helpdesk')
    .action((file: string, options: ImportOptions) => importRules(context, file, options));
};

async function importRules(
  context: CliContext,
  file: string,
  { from, app, json }: ImportOptions,
): Promise<void> {
  const text = await readText(context.stdin, file, maxBytes);
  if (!text.ok) return context.fail(2, describeFailure(text.error));
  await inStudio(context, async ({ client }) => {
    const read = await client.rules.importDialect({
      text: text.value,
      from,
      ...(app === undefined ? {} : { app }),
    });
    if (json) {
      const rules = read.rules.map(({ rule }) => rule);
      return context.print(JSON.stringify({ rules, notes: read.notes }, null, 2));
    }
    for (const document of read.rules) context.print(ruleLine(document));
    for (const note of read.notes) context.print(note);
  });
}
