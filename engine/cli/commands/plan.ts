import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { PublishPlan, SyncError } from '../../contract/index.ts';
import type { Result } from '../../model/index.ts';
import { planBlockers } from '../../sync/index.ts';
import type { CliContext, RegisterCommand } from '../command.ts';
import { explain } from '../input.ts';
import { paintFor } from '../report/paint.ts';
import { planReport } from '../report/plan-report.ts';
import { chooseWorkspace, failSync, inSync, type SyncSession, type WorkspaceFlag } from '../sync-session.ts';

export interface PlanFlags extends WorkspaceFlag {
  events?: string;
  rule?: string[];
  force?: string[];
  why?: string;
}

interface PlanOutput {
  json?: boolean;
  out?: string;
}

/** Options that say what is planned, for `plan` and `publish` alike. */
export function withPlanOptions(command: Command): Command {
  const collect = (value: string, before: string[] = []) => [...before, value];
  return command
    .option('--workspace <name>', 'which workspace (default: the only one)')
    .option('--events <file>', "a recording to measure the effect on (default: the workspace's own events)")
    .option('--rule <id>', 'only this rule; repeatable', collect)
    .option('--force <id>', 'publish this rule over what others did to it there; repeatable', collect)
    .option('--why <text>', "the reason, kept in the workspace's history");
}

/** `plan`: what publishing would do. Exit code 1 when it could not be applied. */
export const registerPlan: RegisterCommand = (program, context) => {
  withPlanOptions(program.command('plan'))
    .summary('what publishing would do, and to whom')
    .description(
      'Compares the saved rules with a workspace and says what publishing would create, change, enable, disable and delete, what conflicts, and which outcomes of recorded events would change. Changes nothing.',
    )
    .option('--json', 'print the plan as JSON')
    .option('--out <file>', 'write the plan to a file that "publish --plan" applies')
    .addHelpText(
      'after',
      '\nExamples:\n  rulewright plan --workspace production\n  rulewright plan --events march.jsonl.gz --out release.plan.json',
    )
    .action((flags: PlanFlags & PlanOutput) =>
      inSync(context, async (session) => {
        const plan = await planFor(context, session, flags);
        if (!plan?.ok) return plan ? failSync(context, plan.error) : undefined;
        if (flags.out !== undefined) {
          try {
            writeFileSync(flags.out, `${JSON.stringify(plan.value, null, 2)}\n`);
          } catch (error) {
            return context.fail(2, `${flags.out}: ${explain(error)}`);
          }
        }
        if (flags.json) context.print(JSON.stringify(plan.value, null, 2));
        else context.print(planReport(plan.value, paintFor(context)));
        const blockers = planBlockers(plan.value);
        if (blockers.length > 0) context.fail(1, `the plan cannot be applied: ${blockers.join('; ')}`);
      }),
    );
};

/** Null: what was asked for is not there, and that was said. */
export async function planFor(
  context: CliContext,
  { sync }: SyncSession,
  flags: PlanFlags,
): Promise<Result<PublishPlan, SyncError> | null> {
  const workspace = chooseWorkspace(sync, flags);
  if (!workspace.ok) {
    context.fail(workspace.error.code, workspace.error.message);
    return null;
  }
  const { events } = flags;
  return await sync.plan({
    workspace: workspace.value,
    rules: flags.rule,
    force: flags.force,
    why: flags.why,
    ...(events === undefined
      ? {}
      : {
          events: {
            name: events === '-' ? 'standard input' : events,
            source:
              events === '-' ? { kind: 'stream', stream: context.stdin } : { kind: 'file', path: events },
          },
        }),
  });
}
