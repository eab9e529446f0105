import { z } from 'zod';
import { type Publication, planBytes, publication, type RemoteWorkspace } from '../contract/index.ts';
import {
  describeIssue,
  failure,
  limits,
  parseJson,
  type Result,
  type Rule,
  readWith,
  rule,
  success,
} from '../model/index.ts';
import { expectationsRow } from './expectation-rows.ts';
import { isIntact, type Row, withChecksum } from './rows.ts';

// As in rows.ts: what comes out of the file is input.

const workspaceRow = z.object({
  name: z.string(),
  url: z.string(),
  added_at: z.string(),
  checksum: z.string(),
});
const remoteRuleRow = z.object({
  workspace: z.string(),
  rule_id: z.string(),
  version: z.int(),
  hash: z.string(),
  payload: z.string(),
  seen_at: z.string(),
  checksum: z.string(),
});
const publicationRow = z.object({
  id: z.string(),
  workspace: z.string(),
  state: z.enum(['open', 'live', 'abandoned']),
  started_at: z.string(),
  body: z.string(),
  checksum: z.string(),
});
const testedMarkRow = z.object({
  rule_id: z.string(),
  hash: z.string(),
  at: z.string(),
  cases: z.int(),
  checksum: z.string(),
});

/** The tables of publishing, and that of expectations, with their columns. */
export const syncColumns = {
  workspaces: Object.keys(workspaceRow.shape),
  remote_rules: Object.keys(remoteRuleRow.shape),
  publications: Object.keys(publicationRow.shape),
  tested_marks: Object.keys(testedMarkRow.shape),
  expectations: Object.keys(expectationsRow.shape),
} as const;
export type SyncTable = keyof typeof syncColumns;
/** Workspaces first: the others refer to them. */
export const syncTables: readonly SyncTable[] = [
  'workspaces',
  'remote_rules',
  'publications',
  'tested_marks',
  'expectations',
];

/** A workspace's rule as it was when both sides last agreed. `rule` carries its version and enabled there. */
export interface RemoteBase {
  rule: Rule;
  /** Content hash of the rule: its checksum in the workspace. */
  hash: string;
  seenAt: string;
}

/** That a content of a rule passed all of its expectations. */
export interface TestedMark {
  ruleId: string;
  hash: string;
  at: string;
  cases: number;
}

export function putInto(table: SyncTable): string {
  const names = syncColumns[table];
  const updates = names.map((name) => `${name} = excluded.${name}`);
  return `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((name) => `@${name}`).join(', ')})
    ON CONFLICT DO UPDATE SET ${updates.join(', ')}`;
}

export function writeWorkspaceRow({ name, url, addedAt }: RemoteWorkspace): Row {
  return withChecksum({ name, url, added_at: addedAt });
}

export function readWorkspaceRow(value: unknown): Result<RemoteWorkspace, string> {
  const row = readRow(workspaceRow, value, 'a workspace');
  if (!row.ok) return row;
  const { name, url, added_at: addedAt } = row.value;
  return success({ name, url, addedAt });
}

export function writeRemoteRuleRow(workspace: string, { rule: seen, hash, seenAt }: RemoteBase): Row {
  const payload = JSON.stringify(seen);
  return withChecksum({ workspace, rule_id: seen.id, version: seen.version, hash, payload, seen_at: seenAt });
}

export function readRemoteRuleRow(value: unknown): Result<RemoteBase, string> {
  const row = readRow(remoteRuleRow, value, 'a rule last seen in a workspace');
  if (!row.ok) return row;
  const payload = readText(row.value.payload, rule, 2 * limits.ruleBytes);
  if (!payload.ok) return failure(`${row.value.rule_id} as last seen cannot be read: ${payload.error}`);
  return success({ rule: payload.value, hash: row.value.hash, seenAt: row.value.seen_at });
}

export function writePublicationRow(entry: Publication): Row {
  const { id, workspace, state, startedAt } = entry;
  return withChecksum({ id, workspace, state, started_at: startedAt, body: JSON.stringify(entry) });
}

export function readPublicationRow(value: unknown): Result<Publication, string> {
  const row = readRow(publicationRow, value, 'a publication');
  if (!row.ok) return row;
  const body = readText(row.value.body, publication, 2 * planBytes);
  return body.ok ? body : failure(`the publication ${row.value.id} cannot be read: ${body.error}`);
}

export function writeTestedMarkRow({ ruleId, hash, at, cases }: TestedMark): Row {
  return withChecksum({ rule_id: ruleId, hash, at, cases });
}

export function readTestedMarkRow(value: unknown): Result<TestedMark, string> {
  const row = readRow(testedMarkRow, value, 'a tested mark');
  if (!row.ok) return row;
  const { rule_id: ruleId, hash, at, cases } = row.value;
  return success({ ruleId, hash, at, cases });
}

function readRow<Columns extends Row & { checksum: string }>(
  schema: z.ZodType<Columns>,
  value: unknown,
  what: string,
): Result<Columns, string> {
  const row = readWith(schema, value);
  if (!row.ok)
    return failure(`${what} cannot be read: ${row.error.map((issue) => describeIssue(issue)).join('; ')}`);
  return isIntact(row.value) ? row : failure(`${what} is not what was saved`);
}

function readText<Value>(text: string, schema: z.ZodType<Value>, maxBytes: number): Result<Value, string> {
  const parsed = parseJson(text, { maxBytes, maxDepth: limits.ruleNestingDepth + 16 });
  const read = parsed.ok ? readWith(schema, parsed.value) : failure([parsed.error]);
  return read.ok ? read : failure(read.error.map((issue) => describeIssue(issue)).join('; '));
}
