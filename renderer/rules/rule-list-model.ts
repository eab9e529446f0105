import { appTitle, type Catalog } from '../../engine/catalog/index.ts';
import type { LiveRule, RuleSummary, WorkspaceActivity } from '../../engine/contract/index.ts';
import { triggerTitle } from '../words/rule-words.ts';

export type StatusFilter = 'any' | 'enabled' | 'disabled' | 'draft' | 'not-live' | 'failing';
export type ProblemFilter = 'any' | 'errors' | 'problems' | 'none';
export type Grouping = 'workspace' | 'label' | 'app' | 'none';

export interface RuleFilter {
  /** Empty: every app. */
  app: string;
  status: StatusFilter;
  problems: ProblemFilter;
}

export const noRuleFilter: RuleFilter = { app: '', status: 'any', problems: 'any' };

/** A rule with what the chosen workspace knows of it. */
export interface ListedRule {
  rule: RuleSummary;
  /** As the workspace has it; null: not there, or nobody can be asked. */
  live: LiveRule | null;
  activity: WorkspaceActivity['rules'][number] | null;
}

/** Whether what is drawn is something else than what runs. `hasWorkspace`: there is one that answers. */
export function isOtherThanLive({ rule, live }: ListedRule, hasWorkspace: boolean): boolean {
  return hasWorkspace && (live === null || live.hash !== rule.hash || live.enabled !== rule.enabled);
}

/** "draft v7 / live v5"; null where there is nothing to tell apart. */
export function versionSign(listed: ListedRule, hasWorkspace: boolean): string | null {
  const { rule, live } = listed;
  const here = rule.hasUnsavedVersion ? `draft v${rule.version + 1}` : `v${rule.version}`;
  if (!isOtherThanLive(listed, hasWorkspace)) return rule.hasUnsavedVersion ? here : null;
  if (live === null) return rule.hasUnsavedVersion ? `${here} / not live` : 'not live';
  return `${here} / live v${live.version}${live.enabled ? '' : ' off'}`;
}

/** The rules that every typed word and every filter lets through, in the order they came in. */
export function filterRules(
  rules: readonly ListedRule[],
  search: string,
  filter: RuleFilter,
  { catalog, hasWorkspace }: { catalog: Catalog; hasWorkspace: boolean },
): ListedRule[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return rules.filter(
    (listed) =>
      (filter.app === '' || listed.rule.apps.includes(filter.app)) &&
      hasStatus(listed, filter.status, hasWorkspace) &&
      hasProblems(listed.rule, filter.problems) &&
      hasWords(listed.rule, words, catalog),
  );
}

function hasStatus(listed: ListedRule, status: StatusFilter, hasWorkspace: boolean): boolean {
  switch (status) {
    case 'any':
      return true;
    case 'enabled':
      return listed.rule.enabled;
    case 'disabled':
      return !listed.rule.enabled;
    case 'draft':
      return listed.rule.hasUnsavedVersion;
    case 'not-live':
      return isOtherThanLive(listed, hasWorkspace);
    case 'failing':
      return (listed.activity?.failures ?? 0) > 0;
  }
}

function hasProblems({ problems: { errors, warnings } }: RuleSummary, wanted: ProblemFilter): boolean {
  switch (wanted) {
    case 'any':
      return true;
    case 'errors':
      return errors > 0;
    case 'problems':
      return errors + warnings > 0;
    case 'none':
      return errors + warnings === 0;
  }
}

function hasWords(rule: RuleSummary, words: readonly string[], catalog: Catalog): boolean {
  if (words.length === 0) return true;
  const trigger = rule.trigger.kind === 'event' ? rule.trigger.eventType : 'schedule';
  const text = [rule.name, trigger, triggerTitle(rule.trigger, catalog), ...rule.apps, ...rule.labels]
    .join(' ')
    .toLowerCase();
  return words.every((word) => text.includes(word));
}

export interface RuleFolder {
  title: string;
  rules: ListedRule[];
}

/**
 * Rules in folders. A rule with several labels or apps stands in the folder of its first, once; those without one come
 * last. Folders by label and app are in the order of the alphabet, workspaces in that of their rules.
 */
export function folderRules(
  rules: readonly ListedRule[],
  grouping: Grouping,
  catalog: Catalog,
): RuleFolder[] {
  if (grouping === 'none') return rules.length === 0 ? [] : [{ title: 'All rules', rules: [...rules] }];
  const folders = new Map<string, ListedRule[]>();
  const rest: ListedRule[] = [];
  for (const listed of rules) {
    const title = folderOf(listed.rule, grouping, catalog);
    if (title === null) rest.push(listed);
    else if (folders.has(title)) folders.get(title)?.push(listed);
    else folders.set(title, [listed]);
  }
  const found = [...folders].map(([title, members]) => ({ title, rules: members }));
  if (grouping !== 'workspace') found.sort((a, b) => a.title.localeCompare(b.title, 'en'));
  return rest.length === 0 ? found : [...found, { title: restTitles[grouping], rules: rest }];
}

const restTitles = { workspace: 'Elsewhere', label: 'Without a label', app: 'Without an app' } as const;

function folderOf(rule: RuleSummary, by: Exclude<Grouping, 'none'>, catalog: Catalog): string | null {
  const app = rule.apps[0];
  switch (by) {
    case 'label':
      return rule.labels[0] ?? null;
    case 'app':
      return app === undefined ? null : appTitle(catalog, app);
    case 'workspace': {
      const { trigger } = rule;
      const byEvent = trigger.kind === 'event' ? catalog.eventTypes.get(trigger.eventType)?.pack : undefined;
      const byApp = app === undefined ? undefined : catalog.apps.get(app)?.pack;
      return (byEvent ?? byApp)?.workspace.title ?? null;
    }
  }
}

/** The ids from one row to another, both included, in the order they are shown; just `to` where `from` is not shown. */
export function rangeOf(shown: readonly string[], from: string | null, to: string): string[] {
  const end = shown.indexOf(to);
  const start = from === null ? -1 : shown.indexOf(from);
  if (start < 0 || end < 0) return [to];
  return shown.slice(Math.min(start, end), Math.max(start, end) + 1);
}

/** How long ago, shortly: "just now", "5 min ago", "3 h ago", "2 days ago". `now` in milliseconds since the epoch. */
export function agoText(iso: string, now: number): string {
  const minutes = Math.floor((now - Date.parse(iso)) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h ago`;
  const days = Math.floor(minutes / (24 * 60));
  return days === 1 ? 'yesterday' : `${days} days ago`;
}

/** When a rule last fired, as far as is known: never, not lately, or how long ago. */
export function firedText(
  activity: ListedRule['activity'],
  { since, now }: { since: string | null; now: number },
): string {
  if (activity?.lastFired) return `fired ${agoText(activity.lastFired, now)}`;
  if (since !== null) return `not fired since ${agoText(since, now)}`;
  return activity ? 'held back, never fired' : 'never fired';
}
