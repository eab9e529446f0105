import type { RegisterCommand } from '../command.ts';
import { registerWorkspaceErase } from './workspace-erase.ts';
import { registerWorkspaceEvent } from './workspace-event.ts';
import { registerWorkspaceEvents } from './workspace-events.ts';
import { registerWorkspaceReplay } from './workspace-replay.ts';
import { registerWorkspaceRuns } from './workspace-runs.ts';
import { registerWorkspaceServe } from './workspace-serve.ts';

/** `workspace serve|event|events|runs|replay|erase`: the service that runs rules, and what drives and inspects it. */
export const registerWorkspace: RegisterCommand = (program, context) => {
  const workspace = program
    .command('workspace')
    .description('the workspace service: serve it, send it events, look at its runs')
    .addHelpText('after', '\nExample:\n  rulewright workspace serve --catalog helpdesk --seed-demo');
  for (const register of [
    registerWorkspaceServe,
    registerWorkspaceEvent,
    registerWorkspaceEvents,
    registerWorkspaceRuns,
    registerWorkspaceReplay,
    registerWorkspaceErase,
  ]) {
    register(workspace, context);
  }
};
