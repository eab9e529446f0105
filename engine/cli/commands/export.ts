import { existsSync } from 'node:fs';
import { Option } from 'commander';
import { type DialectName, dialectName } from '../../contract/index.ts';
import { exportDialect } from '../../dialects/index.ts';
import { describeIssue, type InputIssue } from '../../model/index.ts';
import { readCatalog } from '../catalog-option.ts';
import type { CliContext, RegisterCommand } from '../command.ts';
import { describeFailure, readRuleFile } from '../input.ts';
import { findRule, inStudio } from '../studio-session.ts';

/** `export`: writes a rule in a dialect. Exit code 1 where the dialect cannot say what the rule says. */
export const registerExport: RegisterCommand = (program, context) => {
  program
    .command('export')
    .description('write a rule in the format of cx, documents or helpdesk')
    .argument('<rule>', 'the id or name of a stored rule, or a rule file; - for standard input')
    .addOption(new Option('--to <dialect>', 'the format').choices(dialectName.options).makeOptionMandatory())
    .option('--json', 'print nothing else on standard output; each format is JSON already')
    .addHelpText('after', '\nExample:\n  rulewright export r_billing_escalate --to helpdesk')
    .action((wanted: string, { to }: { to: DialectName }) => exportRule(context, wanted, to));
};

async function exportRule(context: CliContext, wanted: string, to: DialectName): Promise<void> {
  if (wanted === '-' || existsSync(wanted)) {
    const catalog = await readCatalog(context);
    if (!catalog.ok) return context.fail(2, catalog.error);
    const rule = await readRuleFile(context.stdin, wanted);
    if (!rule.ok) return context.fail(2, describeFailure(rule.error));
    const written = exportDialect(rule.value, to, catalog.value);
    return written.ok ? context.print(written.value.trimEnd()) : refuse(context, wanted, written.error);
  }
  await inStudio(context, async (session) => {
    const found = await findRule(session, wanted);
    if (!found.ok) return context.fail(2, found.error);
    const { rule } = found.value;
    const written = exportDialect(rule, to, session.studio.catalog);
    if (written.ok) context.print(written.value.trimEnd());
    else refuse(context, rule.id, written.error);
  });
}

function refuse(context: CliContext, rule: string, issues: readonly InputIssue[]): void {
  context.fail(1, issues.map((issue) => `${rule}: ${describeIssue(issue)}`).join('\n'));
}
