import type { RegisterCommand } from '../command.ts';
import { registerCatalog } from './catalog.ts';
import { registerCheck } from './check.ts';
import { registerCompile } from './compile.ts';
import { registerEval } from './eval.ts';
import { registerExport } from './export.ts';
import { registerImport } from './import.ts';
import { registerPlan } from './plan.ts';
import { registerPublish } from './publish.ts';
import { registerPull } from './pull.ts';
import { registerReplay } from './replay.ts';
import { registerRollback } from './rollback.ts';
import { registerRules } from './rules.ts';
import { registerRun } from './run.ts';
import { registerStart } from './start.ts';
import { registerStudio } from './studio.ts';
import { registerTest } from './test.ts';
import { registerWorkspace } from './workspace.ts';
import { registerWorkspaces } from './workspaces.ts';

/** Every command, in the order help lists them. */
export const commands: readonly RegisterCommand[] = [
  registerStart,
  registerStudio,
  registerEval,
  registerRun,
  registerReplay,
  registerTest,
  registerCheck,
  registerCompile,
  registerImport,
  registerExport,
  registerRules,
  registerCatalog,
  registerWorkspaces,
  registerPlan,
  registerPublish,
  registerPull,
  registerRollback,
  registerWorkspace,
];
