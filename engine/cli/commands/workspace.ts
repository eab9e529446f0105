import type { RegisterCommand } from '../command.ts';
import { registerWorkspaceEvent } from './workspace-event.ts';
import { registerWorkspaceReplay } from './workspace-replay.ts';
import { registerWorkspaceRuns } from './workspace-runs.ts';
import { registerWorkspaceServe } from './workspace-serve.ts';

/** `workspace serve|event|runs|replay`: the service that runs rules, and what drives and inspects it. */
export const registerWorkspace: RegisterCommand = (program, context) => {
  const workspace = program
    .command('workspace')
    .description('the workspace service: serve it, send it events, look at its runs')
    .addHelpText('after', '\nExample:\n  rulewright workspace serve --catalog helpdesk --seed-demo');
  for (const register of [
    registerWorkspaceServe,
    registerWorkspaceEvent,
    registerWorkspaceRuns,
    registerWorkspaceReplay,
  ]) {
    register(workspace, context);
  }
};
