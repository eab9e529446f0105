import { InvalidArgumentError, Option } from 'commander';
import type { RegisterCommand } from '../command.ts';
import { chooseWorkspace, failSync, inSync, type WorkspaceFlag } from '../sync-session.ts';
import { applyPlan } from './publish.ts';

interface RollbackFlags extends WorkspaceFlag {
  to: number;
  why?: string;
  yes?: boolean;
  json?: boolean;
}

/** `rollback`: an earlier content as the newest version, live at once. */
export const registerRollback: RegisterCommand = (program, context) => {
  program
    .command('rollback')
    .summary('make an earlier version of a rule live again')
    .description(
      "Publishes the content of an earlier version of the workspace's history as a new version. Nothing is deleted; the rule stays enabled or disabled as it is.",
    )
    .argument('<rule>', 'its id')
    .addOption(
      new Option('--to <version>', 'which version').makeOptionMandatory().argParser((value: string) => {
        if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError('a version is a whole number');
        return Number(value);
      }),
    )
    .option('--workspace <name>', 'which workspace (default: the only one)')
    .option('--why <text>', "the reason, kept in the workspace's history")
    .option('--yes', 'do not ask')
    .option('--json', 'print the publication as JSON')
    .addHelpText(
      'after',
      '\nExample:\n  rulewright rollback r_fraud_cards --to 4 --why "too many alerts" --yes',
    )
    .action((ruleId: string, { to: version, why, ...flags }: RollbackFlags) =>
      inSync(context, async (session) => {
        const workspace = chooseWorkspace(session.sync, flags);
        if (!workspace.ok) return context.fail(workspace.error.code, workspace.error.message);
        const plan = await session.sync.planRollback({ workspace: workspace.value, ruleId, version, why });
        if (!plan.ok) {
          if (plan.error.code !== 'nothing-to-publish') return failSync(context, plan.error);
          context.note(plan.error.message);
          if (flags.json) context.print(JSON.stringify({ published: [] }, null, 2));
          return;
        }
        await applyPlan(context, session, plan.value, flags);
      }),
    );
};
