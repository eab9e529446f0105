import { createHash } from 'node:crypto';
import { z } from 'zod';
import { layout, type RuleDocument, type RuleVersion } from '../contract/index.ts';
import {
  contentHash,
  describeIssue,
  failure,
  type InputIssue,
  type Json,
  json,
  limits,
  parseJson,
  type Result,
  readWith,
  rule,
  success,
} from '../model/index.ts';

// Rows are input like any other: the file may have been damaged, or written by another program.

const flag = z.union([z.literal(0), z.literal(1)]).transform((value) => value === 1);

const ruleRow = z.object({
  id: z.string(),
  draft: z.string(),
  code_text: z.string().nullable(),
  layout: z.string(),
  revision: z.int(),
  enabled: flag,
  version: z.int(),
  saved_hash: z.string(),
  updated_at: z.string(),
  deleted_at: z.string().nullable(),
  deleted_by: z.string().nullable(),
  deleted_why: z.string().nullable(),
  checksum: z.string(),
});

const versionRow = z.object({
  rule_id: z.string(),
  version: z.int(),
  payload: z.string(),
  hash: z.string(),
  who: z.string(),
  at: z.string(),
  why: z.string(),
  checksum: z.string(),
});

const preferenceRow = z.object({ key: z.string(), value: z.string() });

export type Row = Record<string, string | number | null>;

/** The columns of each table, in order; the checksum last. */
export const columns = {
  rules: Object.keys(ruleRow.shape),
  versions: Object.keys(versionRow.shape),
  preferences: Object.keys(preferenceRow.shape),
} as const;
export type Table = keyof typeof columns;

export function insertInto(table: Table): string {
  const names = columns[table];
  return `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((name) => `@${name}`).join(', ')})`;
}

export function upsert(table: Table): string {
  const updates = columns[table].map((name) => `${name} = excluded.${name}`);
  return `${insertInto(table)} ON CONFLICT DO UPDATE SET ${updates.join(', ')}`;
}

/** Everything a row of `rules` says. */
export interface StoredRule {
  document: RuleDocument;
  /** Content hash of the last saved version. */
  savedHash: string;
  removal: { at: string; who: string; why: string } | null;
}

export function writeRuleRow({ document, savedHash, removal }: StoredRule): Row {
  const { rule: draft, codeText, layout: places, revision, updatedAt } = document;
  return withChecksum({
    id: draft.id,
    draft: JSON.stringify(draft),
    code_text: codeText,
    layout: JSON.stringify(places),
    revision,
    enabled: draft.enabled ? 1 : 0,
    version: draft.version,
    saved_hash: savedHash,
    updated_at: updatedAt,
    deleted_at: removal?.at ?? null,
    deleted_by: removal?.who ?? null,
    deleted_why: removal?.why ?? null,
  });
}

export function writeVersionRow(version: RuleVersion): Row {
  return withChecksum({
    rule_id: version.rule.id,
    version: version.version,
    payload: JSON.stringify(version.rule),
    hash: version.hash,
    who: version.who,
    at: version.when,
    why: version.why,
  });
}

/** Failures say what is wrong with the row, in words. */
export function readRuleRow(value: unknown): Result<StoredRule, string> {
  const row = readWith(ruleRow, value);
  if (!row.ok) return unreadable('a stored rule', row.error);
  const { id, code_text: codeText, revision, enabled, version, saved_hash: savedHash } = row.value;
  if (!isIntact({ ...row.value, enabled: enabled ? 1 : 0 }))
    return failure(`the draft of ${id} is not what was saved`);
  const draft = readColumn(row.value.draft, rule);
  if (!draft.ok) return unreadable(`the draft of ${id}`, draft.error);
  const places = readColumn(row.value.layout, layout);
  if (!places.ok) return unreadable(`the layout of ${id}`, places.error);
  const { deleted_at: at, deleted_by: who, deleted_why: why } = row.value;
  return success({
    document: {
      rule: { ...draft.value, id, enabled, version },
      codeText,
      layout: places.value,
      revision,
      hasUnsavedVersion: contentHash(draft.value) !== savedHash,
      updatedAt: row.value.updated_at,
    },
    savedHash,
    removal: at === null ? null : { at, who: who ?? '', why: why ?? '' },
  });
}

export function readVersionRow(value: unknown): Result<RuleVersion, string> {
  const row = readWith(versionRow, value);
  if (!row.ok) return unreadable('a stored version', row.error);
  const { rule_id: id, version, hash, who, at, why } = row.value;
  if (!isIntact(row.value)) return failure(`version ${version} of ${id} is not what was saved`);
  const payload = readColumn(row.value.payload, rule);
  if (!payload.ok) return unreadable(`version ${version} of ${id}`, payload.error);
  return success({ version, rule: payload.value, hash, who, when: at, why });
}

/** SQLite stores UTF-8: half a surrogate pair would come back as another character. */
export function withChecksum(row: Row): Row {
  const values = Object.entries(row).map(([name, value]) => [
    name,
    typeof value === 'string' ? value.toWellFormed() : value,
  ]);
  const stored: Row = Object.fromEntries(values);
  return { ...stored, checksum: checksumOf(stored) };
}

/** Whether a row is as it was written, its checksum last. */
export function isIntact({ checksum, ...row }: Row & { checksum: string }): boolean {
  return checksumOf(row) === checksum;
}

function checksumOf(row: Row): string {
  return createHash('sha256')
    .update(JSON.stringify(Object.values(row)))
    .digest('hex');
}

export function readPreferenceRow(value: unknown): Result<{ key: string; value: Json }, string> {
  const row = readWith(preferenceRow, value);
  if (!row.ok) return unreadable('a preference', row.error);
  const parsed = readColumn(row.value.value, json);
  if (!parsed.ok) return unreadable(`the preference ${row.value.key}`, parsed.error);
  return success({ key: row.value.key, value: parsed.value });
}

function readColumn<Schema extends z.ZodType>(
  text: string,
  schema: Schema,
): Result<z.output<Schema>, InputIssue[]> {
  // Twice the limit for a rule: defaults that were filled in may have made it a little longer than its file was.
  const parsed = parseJson(text, { maxBytes: 2 * limits.ruleBytes, maxDepth: limits.ruleNestingDepth });
  return parsed.ok ? readWith(schema, parsed.value) : failure([parsed.error]);
}

function unreadable(what: string, issues: readonly InputIssue[]): Result<never, string> {
  return failure(`${what} cannot be read: ${issues.map((issue) => describeIssue(issue)).join('; ')}`);
}
