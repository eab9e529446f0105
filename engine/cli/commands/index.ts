import type { RegisterCommand } from '../command.ts';
import { registerEval } from './eval.ts';
import { registerStart } from './start.ts';
import { registerStudio } from './studio.ts';

/** Every command, in the order help lists them. */
export const commands: readonly RegisterCommand[] = [registerStart, registerStudio, registerEval];
