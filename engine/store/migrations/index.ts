import { rules } from './0001-rules.ts';
import { workspaces } from './0002-workspaces.ts';
import { publications } from './0003-publications.ts';
import { testedMarks } from './0004-tested-marks.ts';
import { expectations } from './0005-expectations.ts';
import type { Migration } from './migration.ts';

/** Every migration, oldest first. A released one is never edited; a change is a new file. */
export const migrations: readonly Migration[] = [rules, workspaces, publications, testedMarks, expectations];

export type { Migration } from './migration.ts';
