import { Option } from 'commander';
import type { RegisterCommand } from '../command.ts';
import { paintFor } from '../report/paint.ts';
import { pullReportText } from '../report/plan-report.ts';
import { chooseWorkspace, failSync, inSync, type WorkspaceFlag } from '../sync-session.ts';

interface PullFlags extends WorkspaceFlag {
  json?: boolean;
  take?: 'mine' | 'theirs';
  rule?: string[];
}

/** `pull`: the workspace's rules into the data folder. Exit code 1 when conflicts are left. */
export const registerPull: RegisterCommand = (program, context) => {
  program
    .command('pull')
    .summary("bring a workspace's rules here, merging three ways")
    .description(
      'Takes what changed in a workspace. What was changed on both sides is merged field by field; where both changed the same, nothing is touched and the conflict is listed.',
    )
    .option('--workspace <name>', 'which workspace (default: the only one)')
    .addOption(
      new Option('--take <side>', 'settle the conflicts that are left by one side').choices([
        'mine',
        'theirs',
      ]),
    )
    .option('--rule <id>', 'settle only this rule; repeatable', (value: string, before: string[] = []) => [
      ...before,
      value,
    ])
    .option('--json', 'print what was done as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  rulewright pull\n  rulewright pull --take theirs --rule r_fraud_cards',
    )
    .action((flags: PullFlags) =>
      inSync(context, async ({ sync }) => {
        const workspace = chooseWorkspace(sync, flags);
        if (!workspace.ok) return context.fail(workspace.error.code, workspace.error.message);
        const pulled = await sync.pull({ workspace: workspace.value });
        if (!pulled.ok) return failSync(context, pulled.error);
        const rules = [...pulled.value.rules];
        for (const [index, { kind, ruleId }] of rules.entries()) {
          if (kind !== 'conflict' || !flags.take || !(flags.rule?.includes(ruleId) ?? true)) continue;
          const settled = await sync.resolveConflict({
            workspace: workspace.value,
            ruleId,
            choices: flags.take,
          });
          if (!settled.ok) return failSync(context, settled.error);
          rules[index] = settled.value;
        }
        const report = { ...pulled.value, rules };
        if (flags.json) context.print(JSON.stringify(report, null, 2));
        else context.print(pullReportText(report, paintFor(context)));
        const left = rules.filter(({ kind }) => kind === 'conflict' || kind === 'unsaved');
        if (left.length > 0) {
          const ids = left.map(({ ruleId }) => ruleId).join(', ');
          context.fail(1, `left as they are: ${ids}; settle conflicts with --take mine or --take theirs`);
        }
      }),
    );
};
