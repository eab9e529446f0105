import type { RegisterCommand } from '../command.ts';
import { registerCatalog } from './catalog.ts';
import { registerCheck } from './check.ts';
import { registerEval } from './eval.ts';
import { registerExport } from './export.ts';
import { registerImport } from './import.ts';
import { registerReplay } from './replay.ts';
import { registerRules } from './rules.ts';
import { registerRun } from './run.ts';
import { registerStart } from './start.ts';
import { registerStudio } from './studio.ts';
import { registerTest } from './test.ts';
import { registerWorkspace } from './workspace.ts';

/** Every command, in the order help lists them. */
export const commands: readonly RegisterCommand[] = [
  registerStart,
  registerStudio,
  registerEval,
  registerRun,
  registerReplay,
  registerTest,
  registerCheck,
  registerImport,
  registerExport,
  registerRules,
  registerCatalog,
  registerWorkspace,
];
