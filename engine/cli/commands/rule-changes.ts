import type { Command } from 'commander';
import type { RuleDocument } from '../../contract/index.ts';
import { isJsonObject, limits, parseJson, readRule } from '../../model/index.ts';
import type { CliContext } from '../command.ts';
import { describeFailure, readText } from '../input.ts';
import { findUnreadable } from '../readable-check.ts';
import { ruleLine } from '../report/rule-words.ts';
import { findRule, inStudio, type StudioSession } from '../studio-session.ts';

interface ChangeOptions {
  why: string;
  json?: boolean;
}

/** The commands under `rules` that change what is stored. */
export function registerRuleChanges(rules: Command, context: CliContext): void {
  change(rules, 'new')
    .description('store a rule from a file; it starts disabled, as version 1')
    .argument('<file>', 'the rule; - for standard input')
    .addHelpText('after', '\nExample:\n  rulewright rules new fraud.rule.json --why "first draft"')
    .action((file: string, options: ChangeOptions) => createRule(context, file, options));

  for (const [name, enabled] of [
    ['enable', true],
    ['disable', false],
  ] as const) {
    change(rules, name)
      .description(`${name} a rule: its last saved version becomes the next, ${name}d`)
      .argument('<rule>', 'its id, or its name')
      .addHelpText('after', `\nExample:\n  rulewright rules ${name} r_fraud_cards --why "reviewed"`)
      .action((wanted: string, options: ChangeOptions) =>
        changeRule(context, wanted, options, ({ client }, { rule: { id } }) =>
          client.rules.setEnabled({ id, enabled, why: options.why }),
        ),
      );
  }

  change(rules, 'duplicate')
    .description('a copy of a rule, disabled, with its own id and history')
    .argument('<rule>', 'its id, or its name')
    .addHelpText('after', '\nExample:\n  rulewright rules duplicate r_fraud_cards')
    .action((wanted: string, options: ChangeOptions) =>
      changeRule(context, wanted, options, ({ client }, { rule: { id } }) => client.rules.duplicate({ id })),
    );

  change(rules, 'delete')
    .description('put a rule away; its history stays')
    .argument('<rule>', 'its id, or its name')
    .addHelpText('after', '\nExample:\n  rulewright rules delete r_fraud_cards --why "replaced"')
    .action((wanted: string, { why, json }: ChangeOptions) =>
      inStudio(context, async (session) => {
        const found = await findRule(session, wanted);
        if (!found.ok) return context.fail(2, found.error);
        const { id, name } = found.value.rule;
        await session.client.rules.remove({ id, why });
        context.print(json ? JSON.stringify({ deleted: id }) : `deleted ${id}  ${JSON.stringify(name)}`);
      }),
    );
}

function change(rules: Command, name: string): Command {
  return rules
    .command(name)
    .option('--why <text>', 'the reason, kept in the history', '')
    .option('--json', 'print the outcome as JSON');
}

async function changeRule(
  context: CliContext,
  wanted: string,
  { json }: ChangeOptions,
  apply: (session: StudioSession, document: RuleDocument) => Promise<RuleDocument>,
): Promise<void> {
  await inStudio(context, async (session) => {
    const found = await findRule(session, wanted);
    if (!found.ok) return context.fail(2, found.error);
    const document = await apply(session, found.value);
    context.print(json ? JSON.stringify(document.rule, null, 2) : ruleLine(document));
  });
}

async function createRule(context: CliContext, file: string, { why, json }: ChangeOptions): Promise<void> {
  const text = await readText(context.stdin, file, limits.ruleBytes);
  if (!text.ok) return context.fail(2, describeFailure(text.error));
  const read = readRule(text.value);
  const issues = read.ok ? findUnreadable(read.value) : read.error;
  if (issues.length > 0) return context.fail(2, describeFailure({ file, onDisk: false, issues }));
  // Parsed again, for what the file itself says: an id that it leaves out is made, not derived.
  const parsed = parseJson(text.value, { maxBytes: limits.ruleBytes, maxDepth: limits.ruleNestingDepth });
  if (!parsed.ok || !isJsonObject(parsed.value)) return context.fail(2, `${file}: expected object`);
  const { id, ...withoutId } = parsed.value;
  await inStudio(context, async ({ client, studio }) => {
    const isTaken = typeof id === 'string' && studio.store.ruleHistory(id).ok;
    if (isTaken) context.note(`There is or was a rule ${id}; this one gets an id of its own.`);
    const rule = isTaken || id === undefined ? withoutId : { ...withoutId, id };
    const document = await client.rules.create({ rule, why });
    context.print(json ? JSON.stringify(document.rule, null, 2) : ruleLine(document));
  });
}
