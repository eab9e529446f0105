import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDatabase } from '../../../../../engine/store/index.ts';
import { openWorkspaceDatabase } from '../../../../../engine/workspace/database/index.ts';
import { migrations } from '../../../../../engine/workspace/database/migrations/index.ts';
import { temporaryFolder, tickingClock } from '../../../store/setting.ts';

it('what running needs is added to the records of before, which stay, after a snapshot of them', async () => {
  const folder = temporaryFolder();
  const now = tickingClock();
  const before = await openDatabase(join(folder, 'workspace.sqlite'), migrations.slice(0, 1), now);
  if (!before.ok) throw new Error(before.error.message);
  before.value.connection.exec(`INSERT INTO rules
    (id, payload, checksum, enabled, version, created_at, updated_at, updated_by)
    VALUES ('r_kept', '{}', 'c', 1, 4, '', '', 'm')`);
  before.value.close();

  const after = await openWorkspaceDatabase(folder, now);
  if (!after.ok) throw new Error(after.error.message);
  const { connection } = after.value;
  expect(connection.prepare('SELECT id, version FROM rules').all()).toEqual([{ id: 'r_kept', version: 4 }]);
  expect(connection.prepare('SELECT count(*) FROM events').pluck().get()).toBe(0);
  expect(readdirSync(join(folder, 'workspace-snapshots'))).toEqual([expect.stringMatching(/-v1\.sqlite$/)]);
  after.value.close();
});
