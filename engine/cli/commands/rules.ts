import type { Command } from 'commander';
import type { CliContext, RegisterCommand } from '../command.ts';
import { visible } from '../report/effect-words.ts';
import { paintFor } from '../report/paint.ts';
import { ruleInWords, rulesTable } from '../report/rule-words.ts';
import { textTable } from '../report/text-table.ts';
import { findRule, inStudio } from '../studio-session.ts';
import { registerRuleChanges } from './rule-changes.ts';

interface Output {
  json?: boolean;
}

/** `rules …`: the rules of the data folder. */
export const registerRules: RegisterCommand = (program, context) => {
  const rules = program
    .command('rules')
    .description('the stored rules: list, show, create, enable, disable, delete, history, duplicate')
    .addHelpText('after', '\nExample:\n  rulewright rules list');
  registerReading(rules, context);
  registerRuleChanges(rules, context);
};

function registerReading(rules: Command, context: CliContext): void {
  rules
    .command('list')
    .description('every stored rule, in the order in which they run')
    .option('--json', 'print a JSON list')
    .addHelpText('after', '\nExample:\n  rulewright rules list --json')
    .action(({ json }: Output) =>
      inStudio(context, async ({ client }) => {
        const list = await client.rules.list();
        context.print(json ? JSON.stringify(list, null, 2) : rulesTable(list, paintFor(context)));
      }),
    );
  rules
    .command('show')
    .description('one rule, as it is drafted')
    .argument('<rule>', 'its id, or its name')
    .option('--json', 'print the rule itself as JSON')
    .addHelpText('after', '\nExample:\n  rulewright rules show r_fraud_cards --json > fraud.rule.json')
    .action((wanted: string, { json }: Output) =>
      inStudio(context, async (session) => {
        const found = await findRule(session, wanted);
        if (!found.ok) return context.fail(2, found.error);
        context.print(json ? JSON.stringify(found.value.rule, null, 2) : ruleInWords(found.value));
      }),
    );
  rules
    .command('history')
    .description('every saved version of a rule, newest first')
    .argument('<rule>', 'its id, or its name; by id also where it was deleted')
    .option('--json', 'print a JSON list with the whole rule of each version')
    .addHelpText('after', '\nExample:\n  rulewright rules history r_fraud_cards')
    .action((wanted: string, { json }: Output) =>
      inStudio(context, async (session) => {
        const found = await findRule(session, wanted);
        const stored = session.studio.store.ruleHistory(found.ok ? found.value.rule.id : wanted);
        if (!stored.ok && stored.error.kind === 'not-found') {
          return context.fail(2, found.ok ? `there is no rule ${wanted}` : found.error);
        }
        const id = found.ok ? found.value.rule.id : wanted;
        const versions = await session.client.rules.history({ id });
        if (json) return context.print(JSON.stringify(versions, null, 2));
        const rows = versions.map(({ version, when, who, rule, why }) => [
          `v${version}`,
          when,
          visible(who),
          rule.enabled ? 'enabled' : 'disabled',
          visible(why),
        ]);
        context.print(textTable(['version', 'when', 'who', 'status', 'why'], rows, paintFor(context)));
      }),
    );
}
