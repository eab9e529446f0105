import type { Publication } from '../contract/index.ts';
import { failure, type Result, success } from '../model/index.ts';
import type { Connection } from './connection.ts';
import type { StoreResult } from './store-result.ts';
import type { BaseChanges, SyncRecords } from './sync-records.ts';
import {
  putInto,
  readPublicationRow,
  readRemoteRuleRow,
  readTestedMarkRow,
  readWorkspaceRow,
  writePublicationRow,
  writeRemoteRuleRow,
  writeTestedMarkRow,
  writeWorkspaceRow,
} from './sync-rows.ts';
import { failed, type Transactions } from './transactions.ts';

export function syncOperations(database: Connection, { read, write }: Transactions): SyncRecords {
  const statements = {
    workspaces: database.prepare('SELECT * FROM workspaces ORDER BY name'),
    workspace: database.prepare('SELECT * FROM workspaces WHERE name = ?'),
    putWorkspace: database.prepare(putInto('workspaces')),
    removeWorkspace: database.prepare('DELETE FROM workspaces WHERE name = ?'),
    bases: database.prepare('SELECT * FROM remote_rules WHERE workspace = ? ORDER BY rule_id'),
    putBase: database.prepare(putInto('remote_rules')),
    removeBase: database.prepare('DELETE FROM remote_rules WHERE workspace = ? AND rule_id = ?'),
    putPublication: database.prepare(putInto('publications')),
    open: database.prepare("SELECT * FROM publications WHERE workspace = ? AND state = 'open'"),
    publications: database.prepare(
      'SELECT * FROM publications WHERE workspace = ? ORDER BY started_at DESC, id DESC LIMIT ?',
    ),
    marks: database.prepare('SELECT * FROM tested_marks ORDER BY rule_id, hash'),
    putMark: database.prepare(putInto('tested_marks')),
    removeMark: database.prepare('DELETE FROM tested_marks WHERE rule_id = ? AND hash = ?'),
  };

  function move(workspace: string, { seen, gone }: BaseChanges): void {
    for (const base of seen) statements.putBase.run(writeRemoteRuleRow(workspace, base));
    for (const id of gone) statements.removeBase.run(workspace, id);
  }

  return {
    workspaces: () => read(() => readAll(statements.workspaces.iterate(), readWorkspaceRow)),
    addWorkspace: (workspace) =>
      write(() => {
        if (statements.workspace.get(workspace.name) !== undefined) {
          return failure({ kind: 'id-taken', id: workspace.name });
        }
        statements.putWorkspace.run(writeWorkspaceRow(workspace));
        return success(workspace);
      }),
    removeWorkspace: (name) =>
      write(() => {
        if (statements.removeWorkspace.run(name).changes === 0)
          return failure({ kind: 'not-found', id: name });
        return success(null);
      }),
    bases: (workspace) => read(() => readAll(statements.bases.iterate(workspace), readRemoteRuleRow)),
    moveBases: (workspace, changes) =>
      write(() => {
        move(workspace, changes);
        return success(null);
      }),
    beginPublication: (publication) =>
      write((): StoreResult<null> => {
        const open = statements.open.get(publication.workspace);
        if (open !== undefined) {
          const other = readPublicationRow(open);
          return other.ok ? failure({ kind: 'id-taken', id: other.value.id }) : failed(other.error);
        }
        statements.putPublication.run(writePublicationRow(publication));
        return success(null);
      }),
    putPublication: (publication, bases) =>
      write(() => {
        statements.putPublication.run(writePublicationRow(publication));
        if (bases) move(publication.workspace, bases);
        return success(null);
      }),
    openPublication: (workspace) =>
      read((): StoreResult<Publication | null> => {
        const row = statements.open.get(workspace);
        if (row === undefined) return success(null);
        const found = readPublicationRow(row);
        return found.ok ? found : failed(found.error);
      }),
    publications: (workspace, most) =>
      read(() => readAll(statements.publications.iterate(workspace, most), readPublicationRow)),
    testedMarks: () => read(() => readAll(statements.marks.iterate(), readTestedMarkRow)),
    putTestedMark: (mark) =>
      write(() => {
        statements.putMark.run(writeTestedMarkRow(mark));
        return success(null);
      }),
    removeTestedMark: (ruleId, hash) =>
      write(() => {
        statements.removeMark.run(ruleId, hash);
        return success(null);
      }),
  };
}

function readAll<Value>(
  rows: IterableIterator<unknown>,
  readRow: (row: unknown) => Result<Value, string>,
): StoreResult<Value[]> {
  const values: Value[] = [];
  for (const row of rows) {
    const value = readRow(row);
    if (!value.ok) return failed(value.error);
    values.push(value.value);
  }
  return success(values);
}
