import { rules } from './0001-rules.ts';
import type { Migration } from './migration.ts';

/** Every migration, oldest first. A released one is never edited; a change is a new file. */
export const migrations: readonly Migration[] = [rules];

export type { Migration } from './migration.ts';
