import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openWorkspaceDatabase } from '../../../../../engine/workspace/database/index.ts';
import { temporaryFolder, tickingClock } from '../../../store/setting.ts';

async function opened() {
  const folder = temporaryFolder();
  const database = await openWorkspaceDatabase(folder, tickingClock());
  if (!database.ok) throw new Error(database.error.message);
  onTestFinished(() => database.value.close());
  return { folder, connection: database.value.connection };
}

const rule = `INSERT INTO rules (id, payload, checksum, enabled, version, created_at, updated_at, updated_by)
  VALUES ('r_1', '{}', 'c', 0, 1, '', '', 'm')`;
const version = (id: string, change: string) =>
  `INSERT INTO rule_versions (rule_id, version, change, payload, checksum, who, at, why)
   VALUES ('${id}', 1, '${change}', '{}', 'c', 'm', '', '')`;

describe("the first schema of a workspace's records", () => {
  it('is made in a new folder, of which there is nothing to copy', async () => {
    const { folder, connection } = await opened();
    expect(connection.prepare('SELECT count(*) FROM rules').pluck().get()).toBe(0);
    expect(existsSync(join(folder, 'workspace-snapshots'))).toBe(false);
  });

  it('keeps no version without its rule, no change of another kind, and no id twice', async () => {
    const { connection } = await opened();
    expect(() => connection.exec(version('r_1', 'created'))).toThrow(/FOREIGN KEY/);
    connection.exec(rule);
    expect(() => connection.exec(version('r_1', 'guessed'))).toThrow(/CHECK/);
    connection.exec(version('r_1', 'created'));
    expect(() => connection.exec(rule)).toThrow(/UNIQUE/);
  });
});
