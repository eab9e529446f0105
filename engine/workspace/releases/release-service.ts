import { z } from 'zod';
import type { Catalog } from '../../catalog/index.ts';
import { type Release, type ReleaseEntry, releaseEntry } from '../../contract/index.ts';
import { isJsonObject, joinPlaces, limits, parseJson, readWith } from '../../model/index.ts';
import type { Database } from '../../store/index.ts';
import { type Caller, requireApps } from '../access/caller.ts';
import { createAudit } from '../database/index.ts';
import { attempt } from '../requests/attempt.ts';
import { type Answer, notFound, type Refusal, refuse } from '../requests/refusal.ts';
import { matchContent } from '../rules/if-match.ts';
import { isHelpdeskShape, readPostedRule } from '../rules/read-posted-rule.ts';
import type { ChangeContext, RuleService } from '../rules/rule-service.ts';

export interface ReleaseServiceOptions {
  database: Database;
  catalog: () => Catalog;
  now: () => Date;
  ids: (prefix: string) => string;
  rules: RuleService;
}

/** Staged changes to many rules, of which nothing is live until activation makes all of it live in one transaction. */
export interface ReleaseService {
  create(title: string, context: ChangeContext): Answer<Release>;
  get(id: string): Answer<Release>;
  /** Checked as far as it can be before activation; a later entry about a rule takes the place of an earlier one. */
  add(id: string, entries: readonly ReleaseEntry[], context: ChangeContext): Answer<Release>;
  /** Everything is checked again. Active already: answered as it is. */
  activate(id: string, context: ChangeContext): Answer<Release>;
  abandon(id: string, context: ChangeContext): Answer<null>;
}

const releaseRow = z.object({
  id: z.string(),
  state: z.enum(['staged', 'active', 'abandoned']),
  title: z.string(),
  why: z.string(),
  created_by: z.string(),
  created_at: z.string(),
  settled_by: z.string().nullable(),
  settled_at: z.string().nullable(),
});
const entryRow = z.object({ entry: z.string() });
const appliedRow = z.object({
  rule_id: z.string(),
  version: z.int(),
  change: z.enum(['created', 'changed', 'enabled', 'disabled', 'deleted']),
});

export function createReleaseService(options: ReleaseServiceOptions): ReleaseService {
  const { database, catalog, now, ids, rules } = options;
  const { connection } = database;
  const audit = createAudit(database);
  const one = connection.prepare('SELECT * FROM releases WHERE id = ?');
  const insert = connection.prepare(
    `INSERT INTO releases (id, state, title, why, created_by, created_at) VALUES (?, 'staged', ?, ?, ?, ?)`,
  );
  const settle = connection.prepare(
    'UPDATE releases SET state = ?, settled_by = ?, settled_at = ? WHERE id = ?',
  );
  const entriesOf = connection.prepare(
    'SELECT entry FROM release_entries WHERE release_id = ? ORDER BY position',
  );
  const count = connection.prepare('SELECT count(*) AS count FROM release_entries WHERE release_id = ?');
  const dropEntry = connection.prepare('DELETE FROM release_entries WHERE release_id = ? AND rule_id = ?');
  const nextPosition = connection.prepare(
    'SELECT coalesce(max(position), 0) + 1 AS position FROM release_entries WHERE release_id = ?',
  );
  const addEntry = connection.prepare(
    'INSERT INTO release_entries (release_id, rule_id, position, entry) VALUES (?, ?, ?, ?)',
  );
  const appliedBy = connection.prepare(
    'SELECT rule_id, version, change FROM rule_versions WHERE release = ? ORDER BY rule_id, version',
  );

  function get(id: string): Answer<Release> {
    const found = releaseRow.safeParse(one.get(id));
    if (!found.success) return notFound('release', id);
    const { created_by, created_at, settled_by, settled_at, ...row } = found.data;
    const applied = appliedBy.all(id).map((each) => {
      const { rule_id, version, change } = appliedRow.parse(each);
      return { ruleId: rule_id, version, change };
    });
    const entries = entriesOf.all(id).map((each) => entryOf(entryRow.parse(each).entry));
    const settled = { settledBy: settled_by, settledAt: settled_at };
    return {
      ok: true,
      value: { ...row, createdBy: created_by, createdAt: created_at, ...settled, entries, applied },
    };
  }

  function staged(id: string): Answer<Release> {
    const release = get(id);
    if (!release.ok || release.value.state === 'staged') return release;
    return refuse('CONFLICT', `the release ${id} is ${release.value.state}; begin a new one`);
  }

  function record(what: string, id: string, { caller, why }: ChangeContext, detail = {}): void {
    const at = now().toISOString();
    audit({
      at,
      kind: 'change',
      what,
      actor: caller.member.id,
      detail: { release: id, why: why ?? '', ...detail },
    });
  }

  return {
    get,
    create: (title, context) =>
      attempt(database, () => {
        const id = ids('rel_');
        insert.run(id, title, context.why ?? '', context.caller.member.id, now().toISOString());
        record('release.created', id, context, { title });
        return get(id);
      }),

    add: (id, entries, context) =>
      attempt(database, () => {
        const release = staged(id);
        if (!release.ok) return release;
        for (const [index, entry] of entries.entries()) {
          const place = entries.length === 1 ? '' : `[${index}]`;
          const ruleId = checkEntry(entry, context.caller);
          if (!ruleId.ok) return placed(ruleId.error, place);
          dropEntry.run(id, ruleId.value);
          const { position } = z.object({ position: z.int() }).parse(nextPosition.get(id));
          addEntry.run(id, ruleId.value, position, JSON.stringify(named(entry, ruleId.value)));
        }
        if (z.object({ count: z.int() }).parse(count.get(id)).count > 1_000) {
          return refuse('UNPROCESSABLE_CONTENT', 'a release has at most 1000 rules');
        }
        return get(id);
      }),

    activate: (id, context) =>
      attempt(database, () => {
        const release = get(id);
        if (!release.ok || release.value.state === 'active') return release;
        const open = staged(id);
        if (!open.ok) return open;
        if (open.value.entries.length === 0) return refuse('CONFLICT', `the release ${id} has no rules`);
        const change = { ...context, why: context.why ?? releaseWhy(open.value), release: id };
        for (const [index, entry] of open.value.entries.entries()) {
          const done = apply(entry, change);
          if (!done.ok) return placed(done.error, `entries[${index}]`);
        }
        settle.run('active', context.caller.member.id, now().toISOString(), id);
        record('release.activated', id, context, { rules: open.value.entries.length });
        return get(id);
      }),

    abandon: (id, context) =>
      attempt(database, () => {
        const release = get(id);
        if (!release.ok) return release;
        if (release.value.state === 'active') {
          return refuse('CONFLICT', `the release ${id} is active; roll its rules back instead`);
        }
        if (release.value.state === 'abandoned') return { ok: true, value: null };
        settle.run('abandoned', context.caller.member.id, now().toISOString(), id);
        record('release.abandoned', id, context);
        return { ok: true, value: null };
      }),
  };

  /** The id of the rule that an entry is about, once nothing speaks against staging it. */
  function checkEntry(entry: ReleaseEntry, caller: Caller): Answer<string> {
    if (entry.kind === 'create' || entry.kind === 'change') {
      const posted = readPostedRule(entry.rule, { catalog: catalog(), createdBy: caller.member.id });
      if (!posted.ok) return placed(posted.error, 'rule');
      const allowed = requireApps(caller, posted.value.rule.scope.apps);
      if (!allowed.ok) return allowed;
      if (entry.kind === 'create') {
        return { ok: true, value: posted.value.hasId ? posted.value.rule.id : ids('r_') };
      }
    }
    const stored = rules.rows.get(entry.ruleId);
    if (!stored) return notFound('rule', entry.ruleId);
    const allowed = requireApps(caller, stored.rule.scope.apps);
    if (!allowed.ok) return allowed;
    const matches = matchContent(entry.ifMatch, stored, rules.rows);
    return matches.ok ? { ok: true, value: entry.ruleId } : matches;
  }

  function apply(entry: ReleaseEntry, context: ChangeContext): Answer<unknown> {
    switch (entry.kind) {
      case 'create':
        return rules.create(entry.rule, context, { enabled: entry.enabled });
      case 'change':
        return rules.replace(entry.ruleId, entry.rule, entry.ifMatch, context, entry.enabled);
      case 'enable':
        return rules.setEnabled(entry.ruleId, true, context, entry.ifMatch);
      case 'disable':
        return rules.setEnabled(entry.ruleId, false, context, entry.ifMatch);
      case 'delete':
        return rules.remove(entry.ruleId, context, entry.ifMatch);
    }
  }
}

/** A rule to be made is stored with the id it will have, so that a second try makes the same one. */
function named(entry: ReleaseEntry, id: string): ReleaseEntry {
  if (entry.kind !== 'create' || !isJsonObject(entry.rule) || isHelpdeskShape(entry.rule)) return entry;
  return { ...entry, rule: { ...entry.rule, id } };
}

function releaseWhy({ why, title }: Release): string | undefined {
  return why !== '' ? why : title !== '' ? title : undefined;
}

function placed(error: Refusal, place: string): { ok: false; error: Refusal } {
  const errors = error.data.errors?.map((each) => ({ ...each, at: joinPlaces(place, each.at) }));
  return { ok: false, error: { ...error, data: { ...error.data, ...(errors ? { errors } : {}) } } };
}

function entryOf(text: string): ReleaseEntry {
  const parsed = parseJson(text, { maxBytes: 4 * limits.ruleBytes, maxDepth: limits.ruleNestingDepth + 8 });
  const read = parsed.ok ? readWith(releaseEntry, parsed.value) : parsed;
  if (!read.ok) throw new Error('a staged change cannot be read: the database is damaged');
  return read.value;
}
