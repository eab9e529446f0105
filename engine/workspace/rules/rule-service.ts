import type { Catalog } from '../../catalog/index.ts';
import type { CreatedRule } from '../../contract/index.ts';
import { contentHash, type Problem, type Rule } from '../../model/index.ts';
import type { Database } from '../../store/index.ts';
import { type Caller, requireApps } from '../access/caller.ts';
import { createAudit } from '../database/index.ts';
import { attempt } from '../requests/attempt.ts';
import { type Page, type PageRequest, pageBounds } from '../requests/page.ts';
import { type Answer, notFound, refuse } from '../requests/refusal.ts';
import { checkPublishable } from './check-publishable.ts';
import { matchContent } from './if-match.ts';
import { readPostedRule } from './read-posted-rule.ts';
import { createRuleRows, type RuleFilter, type RuleRows, type VersionRow } from './rule-rows.ts';

/** Who changes a rule, why, and as part of which release. */
export interface ChangeContext {
  caller: Caller;
  /** Undefined: a default text. */
  why: string | undefined;
  release?: string | undefined;
}

/** Told of changes inside the transaction that makes them. */
export interface RuleListener {
  ruleChanged(rule: Rule): void;
  ruleRemoved(id: string): void;
}

export interface RuleServiceOptions {
  database: Database;
  catalog: () => Catalog;
  now: () => Date;
  ids: (prefix: string) => string;
  listener: RuleListener;
}

/**
 * The workspace's rules. Every write is one transaction with its version, its audit entry and the dispatcher's
 * knowledge of it; inside a transaction it is part of that one. Authority is checked here, whatever a client shows.
 */
export interface RuleService {
  readonly rows: RuleRows;
  list(filter: RuleFilter, page: PageRequest): Answer<Page<Rule>>;
  /** Not found when it was deleted. */
  get(id: string): Answer<{ rule: Rule; checksum: string }>;
  history(id: string, page: PageRequest): Answer<Page<VersionRow>>;
  /** Disabled, unless a release says otherwise. */
  create(
    body: unknown,
    context: ChangeContext,
    options?: { app?: string; enabled?: boolean },
  ): Answer<CreatedRule>;
  /** `enabled` stays as it is, unless a release says otherwise. */
  replace(
    id: string,
    body: unknown,
    ifMatch: string,
    context: ChangeContext,
    enabled?: boolean,
  ): Answer<Rule>;
  /** Without effect, and without a version, when it is so already. */
  setEnabled(id: string, enabled: boolean, context: ChangeContext, ifMatch?: string): Answer<Rule>;
  remove(id: string, context: ChangeContext, ifMatch?: string): Answer<null>;
}

const defaultWhy: Record<VersionRow['change'], string> = {
  created: 'Created over the API',
  changed: 'Changed over the API',
  enabled: 'Enabled over the API',
  disabled: 'Disabled over the API',
  deleted: 'Deleted over the API',
};

export function createRuleService(options: RuleServiceOptions): RuleService {
  const { database, catalog, now, ids, listener } = options;
  const rows = createRuleRows(database);
  const audit = createAudit(database);

  /** Stores a version as the current one, and everything that goes with it. */
  function commit(rule: Rule, change: VersionRow['change'], { caller, why, release }: ChangeContext): void {
    const at = now().toISOString();
    const who = caller.member.id;
    const checksum = contentHash(rule);
    const reason = why === undefined || why.trim() === '' ? defaultWhy[change] : why;
    const deletedAt = change === 'deleted' ? at : null;
    rows.put(
      { rule, checksum, updatedAt: at, updatedBy: who, deletedAt },
      { version: rule.version, change, rule, checksum, who, when: at, why: reason, release: release ?? null },
    );
    audit({
      at,
      kind: 'change',
      what: `rule.${change}`,
      actor: who,
      ruleId: rule.id,
      ruleVersion: rule.version,
      detail: { name: rule.name, why: reason, ...(release === undefined ? {} : { release }) },
    });
    if (change === 'deleted') listener.ruleRemoved(rule.id);
    else listener.ruleChanged(rule);
  }

  function existing(id: string): Answer<{ rule: Rule; checksum: string }> {
    const stored = rows.get(id);
    return stored && stored.deletedAt === null ? { ok: true, value: stored } : notFound('rule', id);
  }

  /** The rule, once the condition and the caller's authority over it hold. */
  function forChange(id: string, caller: Caller, ifMatch: string | undefined): Answer<{ rule: Rule }> {
    const stored = rows.get(id);
    if (!stored) return notFound('rule', id);
    const allowed = requireApps(caller, stored.rule.scope.apps);
    if (!allowed.ok) return allowed;
    if (ifMatch !== undefined) {
      const matches = matchContent(ifMatch, stored, rows);
      if (!matches.ok) return matches;
    }
    return stored.deletedAt === null ? { ok: true, value: stored } : notFound('rule', id);
  }

  return {
    rows,
    list(filter, page) {
      const bounds = pageBounds(page);
      return bounds.ok ? { ok: true, value: rows.list(filter, bounds.value) } : bounds;
    },
    get: existing,
    history(id, page) {
      if (!rows.get(id)) return notFound('rule', id);
      const bounds = pageBounds(page);
      return bounds.ok ? { ok: true, value: rows.history(id, bounds.value) } : bounds;
    },

    create: (body, context, { app, enabled = false } = {}) =>
      attempt(database, () => {
        const { caller } = context;
        const createdBy = caller.member.id;
        const posted = readPostedRule(body, { catalog: catalog(), createdBy, app });
        if (!posted.ok) return posted;
        const { hasId, notes, placeOf } = posted.value;
        const id = hasId ? posted.value.rule.id : ids('r_');
        const before = rows.get(id);
        if (before?.deletedAt === null) {
          const message = `there is a rule ${id} already ("${before.rule.name}")`;
          return refuse('CONFLICT', message, { errors: [{ at: 'id', message }] });
        }
        const rule: Rule = {
          ...posted.value.rule,
          id,
          createdBy: creatorFor(caller, posted.value.rule.createdBy, catalog()),
          enabled,
          // An id that was in use goes on in its history.
          version: (before?.rule.version ?? 0) + 1,
        };
        const allowed = requireApps(caller, [...rule.scope.apps, ...(before?.rule.scope.apps ?? [])]);
        if (!allowed.ok) return allowed;
        const problems = checkPublishable(rule, catalog(), placeOf);
        if (!problems.ok) return problems;
        commit(rule, 'created', context);
        return { ok: true, value: { ...rule, notes, problems: problems.value } };
      }),

    replace: (id, body, ifMatch, context, enabled) =>
      attempt<Rule, Extract<Answer<Rule>, { ok: false }>['error']>(database, () => {
        const stored = forChange(id, context.caller, ifMatch);
        if (!stored.ok) return stored;
        const before = stored.value.rule;
        const [app] = before.scope.apps;
        const posted = readPostedRule(body, { catalog: catalog(), createdBy: before.createdBy, app });
        if (!posted.ok) return posted;
        const { hasId, placeOf } = posted.value;
        if (hasId && posted.value.rule.id !== id) {
          const message = `this is the rule ${id}; an id cannot be changed`;
          return refuse('UNPROCESSABLE_CONTENT', message, { errors: [{ at: 'id', message }] });
        }
        const rule: Rule = {
          ...posted.value.rule,
          id,
          createdBy: before.createdBy,
          enabled: enabled ?? before.enabled,
          version: before.version + 1,
        };
        const allowed = requireApps(context.caller, rule.scope.apps);
        if (!allowed.ok) return allowed;
        const problems = checkPublishable(rule, catalog(), placeOf);
        if (!problems.ok) return problems;
        commit(rule, 'changed', context);
        return { ok: true, value: rule };
      }),

    setEnabled: (id, enabled, context, ifMatch) =>
      attempt<Rule, Extract<Answer<Rule>, { ok: false }>['error']>(database, () => {
        const stored = forChange(id, context.caller, ifMatch);
        if (!stored.ok) return stored;
        const before = stored.value.rule;
        if (before.enabled === enabled) return { ok: true, value: before };
        const rule: Rule = { ...before, enabled, version: before.version + 1 };
        if (enabled) {
          const problems: Answer<Problem[]> = checkPublishable(rule, catalog());
          if (!problems.ok) return problems;
        }
        commit(rule, enabled ? 'enabled' : 'disabled', context);
        return { ok: true, value: rule };
      }),

    remove: (id, context, ifMatch) =>
      attempt(database, () => {
        const stored = forChange(id, context.caller, ifMatch);
        if (!stored.ok) return stored;
        const { rule } = stored.value;
        commit({ ...rule, enabled: false, version: rule.version + 1 }, 'deleted', context);
        return { ok: true, value: null };
      }),
  };
}

/** A rule runs as its creator, so only those who may do everything can make one in another member's name. */
function creatorFor(caller: Caller, wanted: string, catalog: Catalog): string {
  const { id, role } = caller.member;
  const mayName = role === 'owner' || role === 'admin';
  return mayName && catalog.members.get(wanted)?.value.active === true ? wanted : id;
}
