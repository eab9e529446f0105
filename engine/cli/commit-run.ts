import { omitTimings } from '../drivers/index.ts';
import type { Event, Rule } from '../model/index.ts';
import { askLine, isInteractive } from './ask.ts';
import type { CliContext } from './command.ts';
import type { RunOutput } from './dry-run.ts';
import { paintFor } from './report/paint.ts';
import { runReport } from './report/run-report.ts';
import type { StudioSession } from './studio-session.ts';
import { chooseWorkspace, failSync, inSync, type WorkspaceFlag } from './sync-session.ts';

/**
 * Has the workspace run a rule for real, once; asks before where somebody can be asked. What runs is the version that is
 * there, which is told where it is not the one here.
 */
export async function commitRun(
  context: CliContext,
  { studio: { catalog } }: StudioSession,
  { rule, event }: { rule: Rule; event: Event },
  options: RunOutput & WorkspaceFlag,
): Promise<void> {
  await inSync(context, async ({ sync }) => {
    const workspace = chooseWorkspace(sync, options);
    if (!workspace.ok) {
      const message = `${workspace.error.message}; nothing was performed, leave out --commit to dry-run`;
      return context.fail(workspace.error.code, message);
    }
    if (isInteractive(context)) {
      const question = `Run ${rule.id} on ${event.id} for real in ${workspace.value}? Type yes: `;
      if ((await askLine(context, question)) !== 'yes') return context.fail(1, 'nothing was performed');
    }
    const run = await sync.run({ workspace: workspace.value, ruleId: rule.id, event });
    if (!run.ok) return failSync(context, run.error);
    const record = options.timings ? run.value : { ...run.value, ...omitTimings(run.value) };
    if (options.json) return context.print(JSON.stringify(record, null, 2));
    const words = {
      catalog,
      rule,
      howToCommit: `Run ${run.value.id} of ${workspace.value}.`,
      nextFirings: [],
    };
    context.print(runReport(record, event, { ...words, paint: paintFor(context) }));
  });
}
