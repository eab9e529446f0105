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

export const ruleRow = z.object({
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
});

export const versionRow = z.object({
  rule_id: z.string(),
  version: z.int(),
  payload: z.string(),
  hash: z.string(),
  who: z.string(),
  at: z.string(),
  why: z.string(),
});

export const preferenceRow = z.object({ key: z.string(), value: z.string() });

/** Failures say what is wrong with the row, in words. */
export function readRuleRow(value: unknown): Result<RuleDocument & { deletedAt: string | null }, string> {
  const row = readWith(ruleRow, value);
  if (!row.ok) return unreadable('a stored rule', row.error);
  const { id, code_text: codeText, revision, enabled, version } = row.value;
  const draft = readColumn(row.value.draft, rule);
  if (!draft.ok) return unreadable(`the draft of ${id}`, draft.error);
  const places = readColumn(row.value.layout, layout);
  if (!places.ok) return unreadable(`the layout of ${id}`, places.error);
  return success({
    rule: { ...draft.value, id, enabled, version },
    codeText,
    layout: places.value,
    revision,
    hasUnsavedVersion: contentHash(draft.value) !== row.value.saved_hash,
    updatedAt: row.value.updated_at,
    deletedAt: row.value.deleted_at,
  });
}

/** A version whose payload does not have the hash it was saved with is not returned as if it had. */
export function readVersionRow(value: unknown): Result<RuleVersion, string> {
  const row = readWith(versionRow, value);
  if (!row.ok) return unreadable('a stored version', row.error);
  const { rule_id: id, version, hash, who, at, why } = row.value;
  const payload = readColumn(row.value.payload, rule);
  if (!payload.ok) return unreadable(`version ${version} of ${id}`, payload.error);
  if (contentHash(payload.value) !== hash)
    return failure(`version ${version} of ${id} is not what was saved`);
  return success({ version, rule: payload.value, hash, who, when: at, why });
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
