import type { RuleDocument, RuleVersion } from '../contract/index.ts';
import { contentHash, failure, type Rule, success } from '../model/index.ts';
import type { Connection } from './connection.ts';
import { readRuleRow, readVersionRow } from './rows.ts';
import type { NewRule, Store, StoreResult } from './store.ts';
import { failed, type Transactions } from './transactions.ts';

type RuleOperations = Pick<
  Store,
  | 'listRules'
  | 'getRule'
  | 'createRule'
  | 'createRules'
  | 'saveDraft'
  | 'saveVersion'
  | 'setEnabled'
  | 'removeRule'
  | 'restoreRule'
  | 'ruleHistory'
>;

/** Everything that reads or writes rules, on an open and migrated database. */
export function ruleOperations(
  database: Connection,
  { read, write }: Transactions,
  { author, now }: { author: string; now: () => Date },
): RuleOperations {
  const statements = prepare(database);
  const time = () => now().toISOString();

  /** The document, removed or not; the caller is inside a transaction. */
  function find(id: string): StoreResult<{ document: RuleDocument; removed: boolean }> {
    const row = statements.select.get(id);
    if (row === undefined) return failure({ kind: 'not-found', id });
    const parsed = readRuleRow(row);
    if (!parsed.ok) return failed(parsed.error);
    const { deletedAt, ...document } = parsed.value;
    return success({ document, removed: deletedAt !== null });
  }

  function findKept(id: string): StoreResult<RuleDocument> {
    const found = find(id);
    if (!found.ok) return found;
    return found.value.removed ? failure({ kind: 'not-found', id }) : success(found.value.document);
  }

  /** The document, if nobody changed it since `baseRevision`. */
  function findUnchanged(id: string, baseRevision: number): StoreResult<RuleDocument> {
    const found = findKept(id);
    if (!found.ok || found.value.revision === baseRevision) return found;
    return failure({ kind: 'conflict', current: found.value });
  }

  function insert({ rule, why, layout = {}, enabled = false }: NewRule): StoreResult<RuleDocument> {
    if (statements.select.get(rule.id) !== undefined) return failure({ kind: 'id-taken', id: rule.id });
    const first: Rule = { ...rule, enabled, version: 1 };
    const at = time();
    statements.insert.run({
      id: rule.id,
      draft: JSON.stringify(first),
      layout: JSON.stringify(layout),
      enabled: enabled ? 1 : 0,
      hash: contentHash(first),
      at,
    });
    addVersion(first, why, at);
    return findKept(rule.id);
  }

  function addVersion(rule: Rule, why: string, at: string): void {
    statements.addVersion.run({
      id: rule.id,
      version: rule.version,
      payload: JSON.stringify(rule),
      hash: contentHash(rule),
      who: author,
      at,
      why,
    });
  }

  /** Writes `saved` as the rule's current version; `draft` is what is edited from then on. */
  function advance(saved: Rule, draft: Rule, why: string): StoreResult<RuleDocument> {
    const at = time();
    statements.advance.run({
      id: saved.id,
      draft: JSON.stringify({ ...draft, enabled: saved.enabled, version: saved.version }),
      enabled: saved.enabled ? 1 : 0,
      version: saved.version,
      hash: contentHash(saved),
      at,
    });
    addVersion(saved, why, at);
    return findKept(saved.id);
  }

  return {
    listRules: () =>
      read(() => {
        const documents: RuleDocument[] = [];
        for (const row of statements.list.iterate()) {
          const parsed = readRuleRow(row);
          if (!parsed.ok) return failed(parsed.error);
          const { deletedAt: _deletedAt, ...document } = parsed.value;
          documents.push(document);
        }
        return success(documents.toSorted(byOrder));
      }),
    getRule: (id) => read(() => findKept(id)),
    createRule: (entry) => write(() => insert(entry)),
    createRules: (entries) =>
      write(() => {
        const documents: RuleDocument[] = [];
        for (const entry of entries) {
          const created = insert(entry);
          if (!created.ok) return created;
          documents.push(created.value);
        }
        return success(documents);
      }),
    saveDraft: ({ id, baseRevision, rule, codeText, layout }) =>
      write(() => {
        const found = findUnchanged(id, baseRevision);
        if (!found.ok) return found;
        const { createdBy, enabled, version } = found.value.rule;
        statements.saveDraft.run({
          id,
          draft: JSON.stringify({ ...rule, id, createdBy, enabled, version }),
          codeText,
          layout: JSON.stringify(layout),
          at: time(),
        });
        return findKept(id);
      }),
    saveVersion: ({ id, baseRevision, why, enabled }) =>
      write(() => {
        const found = findUnchanged(id, baseRevision);
        if (!found.ok) return found;
        const draft = found.value.rule;
        const saved = { ...draft, enabled: enabled ?? draft.enabled, version: draft.version + 1 };
        return advance(saved, saved, why);
      }),
    setEnabled: ({ id, enabled, why }) =>
      write(() => {
        const found = findKept(id);
        if (!found.ok || found.value.rule.enabled === enabled) return found;
        const last = readVersionRow(statements.lastVersion.get(id));
        if (!last.ok) return failed(last.error);
        const draft = found.value.rule;
        return advance({ ...last.value.rule, enabled, version: draft.version + 1 }, draft, why);
      }),
    removeRule: ({ id, why }) =>
      write(() => {
        const found = findKept(id);
        if (!found.ok) return found;
        statements.remove.run({ id, at: time(), who: author, why });
        return success(null);
      }),
    restoreRule: (id) =>
      write(() => {
        const found = find(id);
        if (!found.ok) return found;
        if (found.value.removed) statements.restore.run({ id, at: time() });
        return findKept(id);
      }),
    ruleHistory: (id) =>
      read(() => {
        const found = find(id);
        if (!found.ok) return found;
        const versions: RuleVersion[] = [];
        for (const row of statements.versions.iterate(id)) {
          const parsed = readVersionRow(row);
          if (!parsed.ok) return failed(parsed.error);
          versions.push(parsed.value);
        }
        return success(versions);
      }),
  };
}

function byOrder(a: RuleDocument, b: RuleDocument): number {
  return a.rule.order - b.rule.order || (a.rule.id < b.rule.id ? -1 : 1);
}

function prepare(database: Connection) {
  return {
    list: database.prepare('SELECT * FROM rules WHERE deleted_at IS NULL'),
    select: database.prepare('SELECT * FROM rules WHERE id = ?'),
    versions: database.prepare('SELECT * FROM versions WHERE rule_id = ? ORDER BY version DESC'),
    lastVersion: database.prepare('SELECT * FROM versions WHERE rule_id = ? ORDER BY version DESC LIMIT 1'),
    insert: database.prepare(
      `INSERT INTO rules (id, draft, code_text, layout, revision, enabled, version, saved_hash, updated_at)
       VALUES (@id, @draft, NULL, @layout, 1, @enabled, 1, @hash, @at)`,
    ),
    addVersion: database.prepare(
      `INSERT INTO versions (rule_id, version, payload, hash, who, at, why)
       VALUES (@id, @version, @payload, @hash, @who, @at, @why)`,
    ),
    saveDraft: database.prepare(
      `UPDATE rules SET draft = @draft, code_text = @codeText, layout = @layout,
         revision = revision + 1, updated_at = @at WHERE id = @id`,
    ),
    advance: database.prepare(
      `UPDATE rules SET draft = @draft, enabled = @enabled, version = @version, saved_hash = @hash,
         revision = revision + 1, updated_at = @at WHERE id = @id`,
    ),
    remove: database.prepare(
      `UPDATE rules SET deleted_at = @at, deleted_by = @who, deleted_why = @why,
         revision = revision + 1, updated_at = @at WHERE id = @id`,
    ),
    restore: database.prepare(
      `UPDATE rules SET deleted_at = NULL, deleted_by = NULL, deleted_why = NULL,
         revision = revision + 1, updated_at = @at WHERE id = @id`,
    ),
  };
}
