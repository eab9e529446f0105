import { z } from 'zod';
import type { RuleVersion } from '../contract/index.ts';
import { contentHash, type Rule, readWith } from '../model/index.ts';
import { type Connection, connect, describeError } from './connection.ts';
import { readExpectationsRow } from './expectation-rows.ts';
import {
  columns,
  type Row,
  readPreferenceRow,
  readRuleRow,
  readVersionRow,
  type Table,
  upsert,
  writeRuleRow,
  writeVersionRow,
} from './rows.ts';
import {
  putInto,
  readPublicationRow,
  readRemoteRuleRow,
  readTestedMarkRow,
  readWorkspaceRow,
  type SyncTable,
  syncColumns,
  syncTables,
} from './sync-rows.ts';

/** What could still be read of a damaged file. */
export interface Salvage {
  rules: number;
  /** What could not be read, in words. */
  losses: string[];
}

/** SQLite may hand out blobs for damaged text; such a row is lost. */
const anyRow = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));

/**
 * Copies every row of `damaged` that still reads as what it should be into `target`, over what is there. A rule
 * whose own row is gone comes back as the newest version that can be read. `damaged` must be a copy: opening it
 * may change it.
 */
export function salvage(damaged: string, target: Connection, now: Date): Salvage {
  const losses: string[] = [];
  let rows: Record<Table, Row[]>;
  let sync: { table: SyncTable; row: Row }[];
  try {
    const source = connect(damaged);
    try {
      rows = {
        rules: readRows(source, 'rules', losses),
        versions: readRows(source, 'versions', losses),
        preferences: readRows(source, 'preferences', losses),
      };
      sync = readSyncRows(source, losses);
    } finally {
      source.close();
    }
  } catch (error) {
    return { rules: 0, losses: [`nothing could be read: ${describeError(error)}`] };
  }
  const rules = rows.rules.filter((row) => isReadable(readRuleRow(row), losses));
  const versions = rows.versions.filter((row) => isReadable(readVersionRow(row), losses));
  const preferences = rows.preferences.filter((row) => isReadable(readPreferenceRow(row), losses));

  target
    .transaction(() => {
      for (const row of rules) put(target, 'rules', row);
      bringBackFromVersions(target, new Set(rules.map((row) => row.id)), versions);
      const hasRule = target.prepare('SELECT 1 FROM rules WHERE id = ?');
      for (const row of versions) if (hasRule.get(row.rule_id)) put(target, 'versions', row);
      for (const row of preferences) put(target, 'preferences', row);
      completeHistories(target, now);
      const hasWorkspace = target.prepare('SELECT 1 FROM workspaces WHERE name = ?');
      for (const { table, row } of sync) {
        if (row.workspace === undefined || hasWorkspace.get(row.workspace)) {
          target.prepare(putInto(table)).run(row);
        }
      }
    })
    .immediate();
  return { rules: rules.length, losses };
}

/** Rules without a row of their own, unless a snapshot has a newer one. */
function bringBackFromVersions(target: Connection, present: ReadonlySet<unknown>, versions: Row[]): void {
  const newest = new Map<string, RuleVersion>();
  for (const row of versions) {
    const version = readVersionRow(row);
    if (!version.ok || present.has(row.rule_id)) continue;
    const known = newest.get(version.value.rule.id);
    if (!known || known.version < version.value.version) newest.set(version.value.rule.id, version.value);
  }
  const current = target.prepare('SELECT version FROM rules WHERE id = ? AND version >= ?');
  for (const [id, { rule, version, when }] of newest) {
    if (!current.get(id, version)) put(target, 'rules', rowOf({ ...rule, version }, when));
  }
}

function rowOf(rule: Rule, updatedAt: string): Row {
  const document = { rule, codeText: null, layout: {}, revision: rule.version, updatedAt };
  return writeRuleRow({
    document: { ...document, hasUnsavedVersion: false },
    savedHash: contentHash(rule),
    removal: null,
  });
}

/** A rule always has its current version in its history; where that is lost, its draft stands in. */
function completeHistories(target: Connection, now: Date): void {
  const incomplete = target
    .prepare(
      `SELECT * FROM rules WHERE NOT EXISTS
         (SELECT 1 FROM versions WHERE rule_id = rules.id AND versions.version = rules.version)`,
    )
    .all();
  for (const row of incomplete) {
    const read = readRuleRow(row);
    if (!read.ok) continue;
    const { rule } = read.value.document;
    const savedHash = contentHash(rule);
    put(target, 'rules', writeRuleRow({ ...read.value, savedHash }));
    const why = 'This version was damaged on disk; the draft stands in for it';
    const version = { version: rule.version, rule, hash: savedHash, who: 'recovery', why };
    put(target, 'versions', writeVersionRow({ ...version, when: now.toISOString() }));
  }
}

/** What publishing keeps; a file from before it has no such tables, which is no loss. */
function readSyncRows(source: Connection, losses: string[]): { table: SyncTable; row: Row }[] {
  const readers = {
    workspaces: readWorkspaceRow,
    remote_rules: readRemoteRuleRow,
    publications: readPublicationRow,
    tested_marks: readTestedMarkRow,
    expectations: readExpectationsRow,
  } satisfies Record<SyncTable, (row: unknown) => unknown>;
  const hasTable = source.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?");
  const tables = syncTables.filter((table) => hasTable.get(table) !== undefined);
  return tables.flatMap((table) =>
    readRows(source, table, losses)
      .filter((row) => isReadable(readers[table](row), losses))
      .map((row) => ({ table, row })),
  );
}

function isReadable(read: { ok: true } | { ok: false; error: string }, losses: string[]): boolean {
  if (!read.ok) losses.push(read.error);
  return read.ok;
}

function put(target: Connection, table: Table, row: Row): void {
  target.prepare(upsert(table)).run(row);
}

/** Rows up to the first page that cannot be read. */
function readRows(source: Connection, table: Table | SyncTable, losses: string[]): Row[] {
  const rows: Row[] = [];
  try {
    const names = { ...columns, ...syncColumns }[table];
    const statement = source.prepare(`SELECT ${names.join(', ')} FROM ${table}`);
    for (const row of statement.iterate()) {
      const read = readWith(anyRow, row);
      if (read.ok) rows.push(read.value);
    }
  } catch (error) {
    losses.push(`part of the ${table} could not be read: ${describeError(error)}`);
  }
  return rows;
}
