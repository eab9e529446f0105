import type { Migration } from '../../../store/index.ts';
import { rules } from './0001-rules.ts';
import { running } from './0002-running.ts';

/** Every step of the workspace's schema, oldest first. A released one is never edited; a change is a new file. */
export const migrations: readonly Migration[] = [rules, running];
