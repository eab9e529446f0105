import { Option } from 'commander';
import {
  type Publication,
  type PublishPlan,
  type PublishProgress,
  planBytes,
  publishPlan,
} from '../../contract/index.ts';
import { describeIssue, failure, limits, parseJson, type Result, readWith } from '../../model/index.ts';
import { planBlockers } from '../../sync/index.ts';
import { askLine, isInteractive } from '../ask.ts';
import type { CliContext, RegisterCommand } from '../command.ts';
import { describeFailure, readText } from '../input.ts';
import { paintFor } from '../report/paint.ts';
import { planReport } from '../report/plan-report.ts';
import { chooseWorkspace, failSync, inSync, type SyncSession } from '../sync-session.ts';
import { type PlanFlags, planFor, withPlanOptions } from './plan.ts';

export interface PublishFlags extends PlanFlags {
  plan?: string;
  yes?: boolean;
  resume?: boolean;
  abandon?: boolean;
  json?: boolean;
}

/** `publish`: all of a plan live at once, or nothing. */
export const registerPublish: RegisterCommand = (program, context) => {
  withPlanOptions(program.command('publish'))
    .summary('make the saved rules live in a workspace, all at once')
    .description(
      'Applies a plan: stages every change and makes all of them live with one activation. A plan that the workspace has moved away from is refused. What was interrupted goes on with --resume or ends with --abandon.',
    )
    .addOption(
      new Option('--plan <file>', 'a plan made before; - for standard input').conflicts([
        'rule',
        'force',
        'events',
      ]),
    )
    .option('--yes', 'do not ask')
    .addOption(new Option('--resume', 'go on with what was interrupted').conflicts(['plan', 'abandon']))
    .addOption(new Option('--abandon', 'end what was interrupted').conflicts('plan'))
    .option('--json', 'print the publication as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  rulewright publish --workspace staging --why "fraud team asked"\n  rulewright publish --plan release.plan.json --yes\n  rulewright publish --resume',
    )
    .action((flags: PublishFlags) => inSync(context, (session) => publish(context, session, flags)));
};

async function publish(context: CliContext, session: SyncSession, flags: PublishFlags): Promise<void> {
  const { sync } = session;
  if (flags.resume || flags.abandon) {
    const workspace = chooseWorkspace(sync, flags);
    if (!workspace.ok) return context.fail(workspace.error.code, workspace.error.message);
    const ended = flags.abandon
      ? await sync.abandon({ workspace: workspace.value })
      : await sync.resume({ workspace: workspace.value, onProgress: tell(context) });
    return finish(context, ended, flags);
  }
  const plan =
    flags.plan === undefined ? await planFor(context, session, flags) : await readPlan(context, flags.plan);
  if (plan === null) return;
  if (!plan.ok) return failSync(context, plan.error);
  await applyPlan(context, session, plan.value, flags);
}

/** Shows a plan, asks for the workspace's name where somebody can be asked, and publishes it. */
export async function applyPlan(
  context: CliContext,
  { sync }: SyncSession,
  plan: PublishPlan,
  flags: Pick<PublishFlags, 'yes' | 'json'>,
): Promise<void> {
  const report = planReport(
    plan,
    paintFor(flags.json ? { stdout: context.stderr, env: context.env } : context),
  );
  if (flags.json) context.note(report);
  else context.print(report);
  const blockers = planBlockers(plan);
  if (blockers.length > 0) return context.fail(1, `the plan cannot be applied: ${blockers.join('; ')}`);
  if (plan.items.every(({ kind }) => kind === 'unchanged')) {
    if (flags.json) context.print(JSON.stringify({ published: [] }, null, 2));
    return;
  }
  if (!flags.yes) {
    if (!isInteractive(context)) return context.fail(2, 'nobody can be asked here; add --yes to publish');
    const typed = await askLine(context, `Type ${plan.workspace} to publish to it: `);
    if (typed !== plan.workspace) return context.fail(1, 'that is another name; nothing was published');
  }
  const stop = new AbortController();
  const onInterrupt = () => stop.abort();
  process.once('SIGINT', onInterrupt);
  try {
    const ended = await sync.publish({ plan, onProgress: tell(context), signal: stop.signal });
    await finish(context, ended, flags);
  } finally {
    process.off('SIGINT', onInterrupt);
  }
}

async function finish(
  context: CliContext,
  ended: Result<Publication, Parameters<typeof failSync>[1]>,
  { json }: Pick<PublishFlags, 'json'>,
): Promise<void> {
  if (!ended.ok) return failSync(context, ended.error);
  const { id, state, workspace, releaseId, rules, plan } = ended.value;
  if (json) {
    const { startedAt, settledAt } = ended.value;
    context.print(
      JSON.stringify(
        { id, workspace, state, releaseId, startedAt, settledAt, activation: plan.activation, rules },
        null,
        2,
      ),
    );
    return;
  }
  if (state === 'abandoned') return context.print(`abandoned ${id}: nothing of it is live in ${workspace}`);
  const count = `${rules.length} ${rules.length === 1 ? 'rule' : 'rules'}`;
  context.print(
    `Published ${count} to ${workspace}, all at once, by the release ${releaseId}. ${plan.activation}`,
  );
}

function tell(context: CliContext): (progress: PublishProgress) => void {
  return (progress) => {
    switch (progress.kind) {
      case 'journaled':
        return context.note(`${progress.publication}: ${progress.rules} to stage`);
      case 'release':
        return context.note(`release ${progress.releaseId}`);
      case 'rule':
        return context.note(
          `${progress.state.padEnd(6)}  ${progress.ruleId}  ${JSON.stringify(progress.name)}${progress.error === null ? '' : `: ${progress.error}`}`,
        );
      case 'activating':
        return context.note('activating');
      case 'retrying':
        return context.note(`asking again in ${Math.ceil(progress.waitMs / 100) / 10} s: ${progress.why}`);
      case 'live':
        return context.note('live');
    }
  };
}

async function readPlan(
  context: CliContext,
  file: string,
): Promise<Result<PublishPlan, { code: 'not-found'; message: string }>> {
  const text = await readText(context.stdin, file, planBytes);
  if (!text.ok) return failure({ code: 'not-found', message: describeFailure(text.error) });
  const parsed = parseJson(text.value, { maxBytes: planBytes, maxDepth: limits.ruleNestingDepth + 16 });
  const read = parsed.ok ? readWith(publishPlan, parsed.value) : failure([parsed.error]);
  if (read.ok) return read;
  const issues = read.error.slice(0, 5).map((issue) => `${file}: ${describeIssue(issue)}`);
  return failure({ code: 'not-found', message: `this is no plan\n${issues.join('\n')}` });
}
