import { failure, type Gate, type Result, type Rule, success } from '../../model/index.ts';
import type { ReplayRow } from '../run/replay-row.ts';
import type { ReplayCheckpoint, ReplayEnd } from '../run/start-replay.ts';
import {
  codeOf,
  createNames,
  openResultsFile,
  type ResultsFile,
  readStoredRow,
  reasonOf,
  type StoredRow,
} from './results-file.ts';
import { fileOf, readSetup } from './stored-replay.ts';

/** Which matches are asked for; what is left out asks nothing. */
export interface ResultFilter {
  rules?: readonly string[];
  apps?: readonly string[];
  /** Outcomes: null is an execution, a gate what it held back. */
  reasons?: readonly (Gate | null)[];
  isInvalid?: boolean;
  /** Milliseconds since the epoch; `until` itself is left out. */
  from?: number;
  until?: number;
}

export interface ResultPage {
  rows: (ReplayRow & { seq: number })[];
  /** What the next page comes after; null where this is the last. */
  next: number | null;
}

/** Matches of one rule with one outcome in one stretch of time. */
export interface OutcomeBucket {
  rule: string;
  reason: Gate | null;
  /** When the stretch starts, in milliseconds since the epoch. */
  from: number;
  matches: number;
}

/** The result of a stored replay, also of one that is still running; never more than a page of it in memory. */
export interface StoredReplay {
  recording: string;
  startedAt: string;
  rules: Rule[];
  /** How far it has come; null before the first rows. */
  checkpoint(): ReplayCheckpoint | null;
  /** Null while it is not at its end. */
  ending(): ReplayEnd | null;
  /** Matches in order, after a position. `limit`: 1 to 1,000. */
  page(filter: ResultFilter, after?: number, limit?: number): ResultPage;
  /** How often each rule came to each outcome, by stretches of so many minutes. */
  outcomes(filter: Omit<ResultFilter, 'isInvalid'>, minutes: number): OutcomeBucket[];
  close(): void;
}

const mostRows = 1000;

/** Opens the result of a stored replay to look at it; why not, in words for people. */
export function openStoredReplay(folder: string, id: string): Result<StoredReplay, string> {
  const opened = openResultsFile(fileOf(folder, id));
  if (!opened.ok) return opened;
  const results = opened.value;
  const setup = readSetup(results);
  if (!setup.ok) {
    results.close();
    return failure(setup.error);
  }
  const { recording, startedAt, rules } = setup.value;
  return success({ recording, startedAt, rules, ...readers(results) });
}

function readers(results: ResultsFile): Omit<StoredReplay, 'recording' | 'startedAt' | 'rules'> {
  const { database } = results;
  const names = createNames(database);
  const findName = database
    .prepare<[string, string], number>('SELECT id FROM names WHERE kind = ? AND name = ?')
    .pluck();
  const idsOf = (kind: string, wanted: readonly string[]) =>
    wanted.map((name) => findName.get(kind, name) ?? -1);

  const conditions = (filter: ResultFilter, time: string, unit: number) => {
    const parts: string[] = [];
    const values: number[] = [];
    const within = (column: string, ids: readonly number[]) => {
      parts.push(`${column} IN (${ids.map(() => '?').join(', ')})`);
      values.push(...ids);
    };
    if (filter.rules) within('rule', idsOf('rule', filter.rules));
    if (filter.apps) within('app', idsOf('app', filter.apps));
    if (filter.reasons) within('code', filter.reasons.map(codeOf));
    if (filter.isInvalid !== undefined) within('invalid', [Number(filter.isInvalid)]);
    if (filter.from !== undefined) {
      parts.push(`${time} >= ?`);
      values.push(Math.floor(filter.from / unit));
    }
    if (filter.until !== undefined) {
      parts.push(`${time} < ?`);
      values.push(Math.ceil(filter.until / unit));
    }
    return { sql: parts.map((part) => ` AND ${part}`).join(''), values };
  };

  return {
    checkpoint: results.checkpoint,
    ending() {
      const text = results.ending();
      return text === null ? null : JSON.parse(text);
    },
    page(filter, after = 0, limit = 100) {
      const most = Math.min(Math.max(1, limit), mostRows);
      const { sql, values } = conditions(filter, 'at', 1);
      // Of one rule, or of one outcome, the index has them in order; of several, only the table itself has.
      const isOne = filter.rules?.length === 1 || (!filter.rules && filter.reasons?.length === 1);
      const read = database.prepare<number[], StoredRow>(
        `SELECT * FROM matches ${isOne ? '' : 'NOT INDEXED'} WHERE seq > ?${sql} ORDER BY seq LIMIT ?`,
      );
      const stored = read.all(after, ...values, most + 1);
      const shown = stored.slice(0, most);
      const rows = shown.map((row) => ({ seq: row.seq, ...readStoredRow(row, names.nameOf) }));
      return { rows, next: stored.length > most ? (shown.at(-1)?.seq ?? null) : null };
    },
    outcomes(filter, minutes) {
      const { sql, values } = conditions(filter, 'minute', 60_000);
      const width = Math.max(1, Math.floor(minutes));
      const read = database.prepare<number[], { rule: number; code: number; bucket: number; n: number }>(
        `SELECT rule, code, minute / CAST(? AS INTEGER) AS bucket, sum(n) AS n FROM counts WHERE true${sql} GROUP BY rule, code, bucket ORDER BY bucket, rule, code`,
      );
      return read.all(width, ...values).map(({ rule, code, bucket, n }) => ({
        rule: names.nameOf(rule),
        reason: reasonOf(code),
        from: bucket * width * 60_000,
        matches: n,
      }));
    },
    close: results.close,
  };
}
