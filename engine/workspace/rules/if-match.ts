import { type Answer, refuse } from '../requests/refusal.ts';
import type { RuleRows, StoredRule } from './rule-rows.ts';

/** A rule's ETag: its content hash, in quotes. Layout, notes, `enabled` and the version are not in it. */
export function etagOf(checksum: string): string {
  return `"${checksum}"`;
}

/**
 * Whether a condition still holds: an `If-Match` header (`*`, or one of several tags, quoted or bare), or the checksum
 * that an entry of a release carries. A failure tells what is stored now, and who wrote it.
 */
export function matchContent(condition: string, stored: StoredRule, rows: RuleRows): Answer<null> {
  const tags = condition.split(',').map((tag) => tag.trim().replace(/^W\//, '').replaceAll('"', ''));
  if (stored.deletedAt === null && (tags.includes('*') || tags.includes(stored.checksum))) {
    return { ok: true, value: null };
  }
  const { rule } = stored;
  const version = rows.version(rule.id, rule.version);
  const author = version?.who ?? stored.updatedBy;
  const what = stored.deletedAt === null ? 'changed' : 'deleted';
  return refuse(
    'PRECONDITION_FAILED',
    `${author} ${what} the rule "${rule.name}" in between: it is now at version ${rule.version}`,
    {
      current: {
        ruleId: rule.id,
        version: rule.version,
        checksum: stored.checksum,
        author,
        at: stored.updatedAt,
        why: version?.why ?? '',
        deleted: stored.deletedAt !== null,
      },
    },
  );
}
