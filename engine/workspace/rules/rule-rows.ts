import { z } from 'zod';
import type { WorkspaceVersion } from '../../contract/index.ts';
import { limits, parseJson, type Rule, readRuleValue } from '../../model/index.ts';
import type { Database } from '../../store/index.ts';
import { type Page, type PageBounds, pageFrom } from '../requests/page.ts';

/** A rule as it is stored now; `rule` is the version that runs when it is enabled. */
export interface StoredRule {
  rule: Rule;
  checksum: string;
  updatedAt: string;
  updatedBy: string;
  /** Null while it exists. */
  deletedAt: string | null;
}

export interface RuleFilter {
  app?: string | undefined;
  label?: string | undefined;
  enabled?: boolean | undefined;
  trigger?: string | undefined;
}

export type VersionRow = Omit<WorkspaceVersion, 'rule'> & { rule: Rule };

/** The rules in the database, read and written as they are. */
export interface RuleRows {
  /** Deleted ones too. */
  get(id: string): StoredRule | null;
  list(filter: RuleFilter, bounds: PageBounds): Page<Rule>;
  /** Everything that is not deleted: what the dispatcher starts with. */
  all(): Rule[];
  history(id: string, bounds: PageBounds): Page<VersionRow>;
  version(id: string, version: number): VersionRow | null;
  put(stored: StoredRule, version: VersionRow): void;
}

const ruleRow = z.object({
  seq: z.int(),
  payload: z.string(),
  checksum: z.string(),
  updated_at: z.string(),
  updated_by: z.string(),
  deleted_at: z.string().nullable(),
});
const versionRow = z.object({
  version: z.int(),
  change: z.enum(['created', 'changed', 'enabled', 'disabled', 'deleted']),
  payload: z.string(),
  checksum: z.string(),
  who: z.string(),
  at: z.string(),
  why: z.string(),
  release: z.string().nullable(),
});

export function createRuleRows({ connection }: Database): RuleRows {
  const one = connection.prepare('SELECT * FROM rules WHERE id = ?');
  const every = connection.prepare('SELECT * FROM rules WHERE deleted_at IS NULL ORDER BY seq');
  const page = connection.prepare(
    `SELECT * FROM rules WHERE deleted_at IS NULL AND seq > @after
       AND (@app IS NULL OR EXISTS (SELECT 1 FROM json_each(payload, '$.scope.apps') WHERE value = @app))
       AND (@label IS NULL OR EXISTS (SELECT 1 FROM json_each(payload, '$.labels') WHERE value = @label))
       AND (@enabled IS NULL OR enabled = @enabled)
       AND (@trigger IS NULL OR json_extract(payload, '$.trigger.eventType') = @trigger)
     ORDER BY seq LIMIT @limit`,
  );
  const versions = connection.prepare(
    'SELECT * FROM rule_versions WHERE rule_id = ? AND version < ? ORDER BY version DESC LIMIT ?',
  );
  const oneVersion = connection.prepare('SELECT * FROM rule_versions WHERE rule_id = ? AND version = ?');
  const putRule = connection.prepare(
    `INSERT INTO rules (id, payload, checksum, enabled, version, created_at, updated_at, updated_by, deleted_at)
     VALUES (@id, @payload, @checksum, @enabled, @version, @at, @at, @by, @deletedAt)
     ON CONFLICT (id) DO UPDATE SET payload = @payload, checksum = @checksum, enabled = @enabled,
       version = @version, updated_at = @at, updated_by = @by, deleted_at = @deletedAt`,
  );
  const putVersion = connection.prepare(
    `INSERT INTO rule_versions (rule_id, version, change, payload, checksum, who, at, why, release)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );

  return {
    get(id) {
      const found = one.get(id);
      return found === undefined ? null : storedOf(ruleRow.parse(found));
    },
    list({ app = null, label = null, enabled, trigger = null }, { after, limit }) {
      const wanted = enabled === undefined ? null : Number(enabled);
      const filter = { app, label, trigger, enabled: wanted, after: after ?? 0, limit: limit + 1 };
      return pageFrom(
        page.all(filter).map((row) => ruleRow.parse(row)),
        limit,
        (row) => row.seq,
        (row) => ruleOf(row.payload),
      );
    },
    all: () => every.all().map((row) => ruleOf(ruleRow.parse(row).payload)),
    history(id, { after, limit }) {
      const rows = versions.all(id, after ?? Number.MAX_SAFE_INTEGER, limit + 1);
      return pageFrom(
        rows.map((row) => versionRow.parse(row)),
        limit,
        (row) => row.version,
        versionOf,
      );
    },
    version(id, version) {
      const found = oneVersion.get(id, version);
      return found === undefined ? null : versionOf(versionRow.parse(found));
    },
    put({ rule, checksum, updatedAt, updatedBy, deletedAt }, version) {
      const payload = JSON.stringify(rule);
      putRule.run({
        id: rule.id,
        payload,
        checksum,
        enabled: Number(rule.enabled),
        version: rule.version,
        at: updatedAt,
        by: updatedBy,
        deletedAt,
      });
      const { change, who, when, why, release } = version;
      putVersion.run(rule.id, version.version, change, payload, checksum, who, when, why, release);
    },
  };
}

function storedOf(row: z.infer<typeof ruleRow>): StoredRule {
  return {
    rule: ruleOf(row.payload),
    checksum: row.checksum,
    updatedAt: row.updated_at,
    updatedBy: row.updated_by,
    deletedAt: row.deleted_at,
  };
}

function versionOf({ payload, at, ...row }: z.infer<typeof versionRow>): VersionRow {
  return { ...row, when: at, rule: ruleOf(payload) };
}

/** Only rules that were read are ever stored; one that cannot be read again is damage, not an answer. */
function ruleOf(payload: string): Rule {
  const parsed = parseJson(payload, { maxBytes: 4 * limits.ruleBytes, maxDepth: limits.ruleNestingDepth });
  const read = parsed.ok ? readRuleValue(parsed.value) : parsed;
  if (!read.ok) throw new Error('a stored rule cannot be read: the database is damaged');
  return read.value;
}
