import type { RuleVersion } from '../contract/index.ts';
import { contentHash, type Rule } from '../model/index.ts';
import { type Connection, connect, describeError } from './connection.ts';
import { readPreferenceRow, readRuleRow, readVersionRow } from './rows.ts';

/** What could still be read of a damaged file. */
export interface Salvage {
  rules: number;
  /** What could not be read, in words. */
  losses: string[];
}

type Row = Record<string, unknown>;

const columns = {
  rules: [
    ...['id', 'draft', 'code_text', 'layout', 'revision', 'enabled', 'version', 'saved_hash', 'updated_at'],
    ...['deleted_at', 'deleted_by', 'deleted_why'],
  ],
  versions: ['rule_id', 'version', 'payload', 'hash', 'who', 'at', 'why'],
  preferences: ['key', 'value'],
} as const;
type Table = keyof typeof columns;

/**
 * Copies every row of `damaged` that still reads as what it should be into `target`, over what is there. A rule
 * whose own row is gone comes back as the newest version that can be read. `damaged` must be a copy: opening it
 * may change it.
 */
export function salvage(damaged: string, target: Connection, now: Date): Salvage {
  const losses: string[] = [];
  let rows: Record<Table, Row[]>;
  try {
    const source = connect(damaged);
    try {
      rows = {
        rules: readRows(source, 'rules', losses),
        versions: readRows(source, 'versions', losses),
        preferences: readRows(source, 'preferences', losses),
      };
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
  return {
    id: rule.id,
    draft: JSON.stringify(rule),
    code_text: null,
    layout: '{}',
    revision: rule.version,
    enabled: rule.enabled ? 1 : 0,
    version: rule.version,
    saved_hash: contentHash(rule),
    updated_at: updatedAt,
    deleted_at: null,
    deleted_by: null,
    deleted_why: null,
  };
}

/** A rule always has its current version in its history; where that is lost, its draft stands in. */
function completeHistories(target: Connection, now: Date): void {
  const incomplete = target
    .prepare(
      `SELECT * FROM rules WHERE NOT EXISTS
         (SELECT 1 FROM versions WHERE rule_id = rules.id AND versions.version = rules.version)`,
    )
    .all();
  const markSaved = target.prepare('UPDATE rules SET saved_hash = ? WHERE id = ?');
  for (const row of incomplete) {
    const read = readRuleRow(row);
    if (!read.ok) continue;
    const { rule } = read.value;
    const hash = contentHash(rule);
    put(target, 'versions', {
      rule_id: rule.id,
      version: rule.version,
      payload: JSON.stringify(rule),
      hash,
      who: 'recovery',
      at: now.toISOString(),
      why: 'This version was damaged on disk; the draft stands in for it',
    });
    markSaved.run(hash, rule.id);
  }
}

function isReadable(read: { ok: true } | { ok: false; error: string }, losses: string[]): boolean {
  if (!read.ok) losses.push(read.error);
  return read.ok;
}

function put(target: Connection, table: Table, row: Row): void {
  const names = columns[table];
  const places = names.map((name) => `@${name}`).join(', ');
  const updates = names.map((name) => `${name} = excluded.${name}`).join(', ');
  target
    .prepare(
      `INSERT INTO ${table} (${names.join(', ')}) VALUES (${places}) ON CONFLICT DO UPDATE SET ${updates}`,
    )
    .run(row);
}

/** Rows up to the first page that cannot be read. */
function readRows(source: Connection, table: Table, losses: string[]): Row[] {
  const rows: Row[] = [];
  try {
    const statement = source.prepare(`SELECT ${columns[table].join(', ')} FROM ${table}`);
    for (const row of statement.iterate()) {
      if (typeof row === 'object' && row !== null) rows.push({ ...row });
    }
  } catch (error) {
    losses.push(`part of the ${table} could not be read: ${describeError(error)}`);
  }
  return rows;
}
