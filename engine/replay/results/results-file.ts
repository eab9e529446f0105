import Database from 'better-sqlite3';
import { failure, type Gate, gates, type Result, success } from '../../model/index.ts';
import type { ReplayRow } from '../run/replay-row.ts';
import type { ReplayCheckpoint } from '../run/start-replay.ts';
import { resultsSchema, resultsVersion } from './schema.ts';

/** The result of one replay, in a file of its own, while it is written and after. */
export interface ResultsFile {
  readonly database: Database.Database;
  /** What the replay was started with, as JSON. */
  setup(): string;
  checkpoint(): ReplayCheckpoint | null;
  /** What it came to, as JSON; null while it is not at its end. */
  ending(): string | null;
  /** Adds rows; they last from the next checkpoint on. */
  add(rows: readonly ReplayRow[]): void;
  /** Makes all that was added last, together with how far the replay has come. */
  commit(checkpoint: ReplayCheckpoint): void;
  /** Drops what was added since the last checkpoint. */
  rollback(): void;
  end(ending: string): void;
  /** Every row, in order, a few at a time in memory. */
  allRows(): Iterable<ReplayRow>;
  close(): void;
}

/** A row as it is stored. */
export interface StoredRow {
  seq: number;
  event: string;
  rule: number;
  code: number;
  invalid: number;
  type: number;
  app: number;
  subject: string;
  at: number;
  line: number | null;
  start: number | null;
}

/** Makes the file of a new replay. Throws where it cannot be written. */
export function createResultsFile(file: string, setup: string): ResultsFile {
  const database = new Database(file);
  prepare(database);
  database.transaction(() => {
    database.exec(resultsSchema);
    database.prepare('INSERT INTO replay (id, setup) VALUES (1, ?)').run(setup);
    database.pragma(`user_version = ${resultsVersion}`);
  })();
  return operate(database);
}

/** Opens the file of an earlier replay; why not, in words for people. */
export function openResultsFile(file: string): Result<ResultsFile, string> {
  try {
    const database = new Database(file, { fileMustExist: true });
    const version = database.pragma('user_version', { simple: true });
    if (version === resultsVersion) {
      prepare(database);
      return success(operate(database));
    }
    database.close();
    return failure(
      version === 0 ? 'this is no replay' : 'this replay was stored by another version of Rulewright',
    );
  } catch (error) {
    return failure(error instanceof Error ? error.message : String(error));
  }
}

function prepare(database: Database.Database): void {
  database.pragma('journal_mode = WAL');
  // A replay can be run again: a power cut may take its last moments, but never leave half of them.
  database.pragma('synchronous = NORMAL');
  database.pragma('trusted_schema = OFF');
}

function operate(database: Database.Database): ResultsFile {
  const one = (column: string) =>
    database.prepare<[], string | null>(`SELECT ${column} FROM replay WHERE id = 1`).pluck();
  const setup = one('setup');
  const checkpoint = one('checkpoint');
  const ending = one('ending');
  const insertRow = database.prepare(
    'INSERT INTO matches (event, rule, code, invalid, type, app, subject, at, line, start) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const insertCount = database.prepare(
    'INSERT INTO counts (rule, app, code, minute, n) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n',
  );
  const advance = database.prepare('UPDATE replay SET checkpoint = ? WHERE id = 1 AND checkpoint IS ?');
  const names = createNames(database);
  let committed = checkpoint.get() ?? null;
  // Summed up here first: many rows of a batch fall into one minute.
  const counts = new Map<string, { rule: number; app: number; code: number; minute: number; n: number }>();

  const begin = () => {
    if (!database.inTransaction) database.exec('BEGIN IMMEDIATE');
  };
  const addRow = (row: ReplayRow) => {
    const rule = names.idOf('rule', row.rule);
    const app = names.idOf('app', row.app);
    const code = codeOf(row.reason);
    const { event, isInvalid, subject, at, line, start } = row;
    insertRow.run(
      event,
      rule,
      code,
      Number(isInvalid),
      names.idOf('type', row.type),
      app,
      subject,
      at,
      line,
      start,
    );
    const minute = Math.floor(at / 60_000);
    const key = `${rule} ${app} ${code} ${minute}`;
    const count = counts.get(key);
    if (count) count.n++;
    else counts.set(key, { rule, app, code, minute, n: 1 });
  };

  return {
    database,
    setup: () => setup.get() ?? '',
    checkpoint() {
      const text = checkpoint.get();
      return typeof text === 'string' ? JSON.parse(text) : null;
    },
    ending: () => ending.get() ?? null,
    add(rows) {
      begin();
      for (const row of rows) addRow(row);
    },
    commit(state) {
      begin();
      for (const { rule, app, code, minute, n } of counts.values())
        insertCount.run(rule, app, code, minute, n);
      counts.clear();
      const text = JSON.stringify(state);
      if (advance.run(text, committed).changes === 0) {
        throw new Error('another program has taken up this replay');
      }
      committed = text;
      database.exec('COMMIT');
    },
    rollback() {
      counts.clear();
      names.forget();
      if (database.inTransaction) database.exec('ROLLBACK');
    },
    end(text) {
      database.prepare('UPDATE replay SET ending = ? WHERE id = 1').run(text);
    },
    *allRows() {
      const read = database.prepare<[number], StoredRow>(
        'SELECT * FROM matches WHERE seq > ? ORDER BY seq LIMIT 1000',
      );
      for (let last = 0; ; ) {
        const rows = read.all(last);
        for (const row of rows) yield readStoredRow(row, names.nameOf);
        const next = rows.at(-1)?.seq;
        if (next === undefined) return;
        last = next;
      }
    },
    close() {
      if (database.inTransaction) database.exec('ROLLBACK');
      database.close();
    },
  };
}

/** 0 for an execution, else the gate's number. */
export function codeOf(reason: Gate | null): number {
  return reason === null ? 0 : gates.indexOf(reason) + 1;
}

export function reasonOf(code: number): Gate | null {
  return gates[code - 1] ?? null;
}

export function readStoredRow(row: StoredRow, nameOf: (id: number) => string): ReplayRow {
  const reason = reasonOf(row.code);
  return {
    event: row.event,
    rule: nameOf(row.rule),
    outcome: reason === null ? 'would-execute' : 'would-skip',
    reason,
    isInvalid: row.invalid === 1,
    type: nameOf(row.type),
    app: nameOf(row.app),
    subject: row.subject,
    at: row.at,
    line: row.line,
    start: row.start,
  };
}

/** Names that rows repeat, by number. */
export function createNames(database: Database.Database) {
  const ids = new Map<string, number>();
  const known = new Map<number, string>();
  const insert = database.prepare('INSERT INTO names (kind, name) VALUES (?, ?) ON CONFLICT DO NOTHING');
  const find = database
    .prepare<[string, string], number>('SELECT id FROM names WHERE kind = ? AND name = ?')
    .pluck();
  const read = database.prepare<[number], string>('SELECT name FROM names WHERE id = ?').pluck();
  return {
    idOf(kind: string, name: string): number {
      const key = `${kind} ${name}`;
      const cached = ids.get(key);
      if (cached !== undefined) return cached;
      insert.run(kind, name);
      const id = find.get(kind, name) ?? 0;
      // A recording of very many apps or types keeps its names in the file only.
      if (ids.size < 10_000) ids.set(key, id);
      return id;
    },
    nameOf(id: number): string {
      const cached = known.get(id);
      if (cached !== undefined) return cached;
      const name = read.get(id) ?? '';
      if (known.size < 10_000) known.set(id, name);
      return name;
    },
    forget() {
      ids.clear();
      known.clear();
    },
  };
}
