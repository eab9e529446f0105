import { join } from 'node:path';
import type { Result } from '../../model/index.ts';
import { type Database, type OpenDatabaseError, openDatabase } from '../../store/index.ts';
import { migrations } from './migrations/index.ts';

/** The file in a workspace's data folder. */
export const databaseFile = 'workspace.sqlite';

/** Opens a workspace's own records; see `openDatabase` for what is promised of them. */
export function openWorkspaceDatabase(
  folder: string,
  now: () => Date,
): Promise<Result<Database, OpenDatabaseError>> {
  return openDatabase(join(folder, databaseFile), migrations, now);
}
