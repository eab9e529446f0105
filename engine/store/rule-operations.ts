import type { RuleDocument, RuleVersion } from '../contract/index.ts';
import { contentHash, failure, type Rule, success } from '../model/index.ts';
import type { Connection } from './connection.ts';
import { rememberRows } from './remember-rows.ts';
import {
  insertInto,
  readRuleRow,
  readVersionRow,
  type StoredRule,
  upsert,
  writeRuleRow,
  writeVersionRow,
} from './rows.ts';
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
  const readListed = rememberRows(readRuleRow);

  /** What is stored, removed or not; the caller is inside a transaction. */
  function find(id: string): StoreResult<StoredRule> {
    const row = statements.select.get(id);
    if (row === undefined) return failure({ kind: 'not-found', id });
    const parsed = readRuleRow(row);
    return parsed.ok ? parsed : failed(parsed.error);
  }

  function findKept(id: string): StoreResult<StoredRule> {
    const found = find(id);
    if (!found.ok || found.value.removal === null) return found;
    return failure({ kind: 'not-found', id });
  }

  /** What is stored, if nobody changed it since `baseRevision`. */
  function findUnchanged(id: string, baseRevision: number): StoreResult<StoredRule> {
    const found = findKept(id);
    if (!found.ok || found.value.document.revision === baseRevision) return found;
    return failure({ kind: 'conflict', current: found.value.document });
  }

  /** Writes the next revision of a rule. */
  function put(stored: StoredRule, change: Partial<RuleDocument>, at: string): StoreResult<RuleDocument> {
    const { document } = stored;
    const next = { ...document, ...change, revision: document.revision + 1, updatedAt: at };
    statements.put.run(writeRuleRow({ ...stored, document: next }));
    const written = find(document.rule.id);
    return written.ok ? success(written.value.document) : written;
  }

  function insert({ rule, why, layout = {}, enabled = false }: NewRule): StoreResult<RuleDocument> {
    if (statements.select.get(rule.id) !== undefined) return failure({ kind: 'id-taken', id: rule.id });
    const first: Rule = { ...rule, enabled, version: 1 };
    const at = time();
    const document: RuleDocument = {
      rule: first,
      codeText: null,
      layout,
      revision: 0,
      hasUnsavedVersion: false,
      updatedAt: at,
    };
    const created = put({ document, savedHash: contentHash(first), removal: null }, {}, at);
    addVersion(first, why, at);
    return created;
  }

  function addVersion(rule: Rule, why: string, at: string): void {
    const version = { version: rule.version, rule, hash: contentHash(rule), who: author, when: at, why };
    statements.addVersion.run(writeVersionRow(version));
  }

  /** Writes `saved` as the rule's current version; `draft` is what is edited from then on. */
  function advance(stored: StoredRule, saved: Rule, draft: Rule, why: string): StoreResult<RuleDocument> {
    const at = time();
    const { enabled, version } = saved;
    const next = put(
      { ...stored, savedHash: contentHash(saved) },
      { rule: { ...draft, enabled, version } },
      at,
    );
    addVersion(saved, why, at);
    return next;
  }

  return {
    listRules: () =>
      read(() => {
        const documents: RuleDocument[] = [];
        for (const row of statements.list.iterate()) {
          const parsed = readListed(row);
          if (!parsed.ok) return failed(parsed.error);
          documents.push(parsed.value.document);
        }
        return success(documents.toSorted(byOrder));
      }),
    getRule: (id) =>
      read(() => {
        const found = findKept(id);
        return found.ok ? success(found.value.document) : found;
      }),
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
        const { createdBy, enabled, version } = found.value.document.rule;
        const draft = { ...rule, id, createdBy, enabled, version };
        return put(found.value, { rule: draft, codeText, layout }, time());
      }),
    saveVersion: ({ id, baseRevision, why, enabled }) =>
      write(() => {
        const found = findUnchanged(id, baseRevision);
        if (!found.ok) return found;
        const draft = found.value.document.rule;
        const saved = { ...draft, enabled: enabled ?? draft.enabled, version: draft.version + 1 };
        return advance(found.value, saved, saved, why);
      }),
    setEnabled: ({ id, enabled, why }) =>
      write(() => {
        const found = findKept(id);
        if (!found.ok) return found;
        const draft = found.value.document.rule;
        if (draft.enabled === enabled) return success(found.value.document);
        const last = readVersionRow(statements.lastVersion.get(id));
        if (!last.ok) return failed(last.error);
        const saved = { ...last.value.rule, enabled, version: draft.version + 1 };
        return advance(found.value, saved, draft, why);
      }),
    removeRule: ({ id, why }) =>
      write(() => {
        const found = findKept(id);
        if (!found.ok) return found;
        const at = time();
        const removed = put({ ...found.value, removal: { at, who: author, why } }, {}, at);
        return removed.ok ? success(null) : removed;
      }),
    restoreRule: (id) =>
      write(() => {
        const found = find(id);
        if (!found.ok) return found;
        if (found.value.removal === null) return success(found.value.document);
        return put({ ...found.value, removal: null }, {}, time());
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
    put: database.prepare(upsert('rules')),
    addVersion: database.prepare(insertInto('versions')),
  };
}
