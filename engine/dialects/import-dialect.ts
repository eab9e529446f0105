import type { Catalog } from '../catalog/index.ts';
import type { DialectName } from '../contract/index.ts';
import {
  failure,
  type InputIssue,
  type Json,
  joinPlaces,
  limits,
  nearestNames,
  type Place,
  parseJson,
  type Result,
  type Rule,
  readRuleValue,
  success,
} from '../model/index.ts';
import { appsFor, type Dialect, type DialectDraft, packOfDialect, packsFor } from './dialect.ts';
import { dialects } from './dialect-list.ts';

export interface ImportOptions {
  catalog: Catalog;
  /** The app that rules are for which name none themselves. */
  app?: string;
  /** The member in whose name the rules will run. */
  createdBy: string;
}

export interface Imported {
  rules: Rule[];
  /** What was decided for the person, in words: the app a rule was scoped to. */
  notes: string[];
}

/**
 * Reads one rule, or a list of rules, written in a dialect. All or nothing: every issue names its place in the text
 * (`conditions[0].op`, in a list `[2].conditions[0].op`). `enabled` is as written; whoever stores the rules decides.
 */
export function importDialect(
  text: string,
  from: DialectName,
  options: ImportOptions,
): Result<Imported, InputIssue[]> {
  const parsed = parseJson(text, { maxBytes: limits.eventBytes, maxDepth: limits.ruleNestingDepth });
  if (!parsed.ok) return failure([parsed.error]);
  return importDialectValue(parsed.value, from, options);
}

/** The same for JSON that is already parsed within the limits. */
export function importDialectValue(
  value: Json,
  from: DialectName,
  options: ImportOptions,
): Result<Imported, InputIssue[]> {
  const sources = Array.isArray(value)
    ? value.map((source, index) => ({ source, at: `[${index}]` }))
    : [{ source: value, at: '' }];
  const rules: Rule[] = [];
  const notes = new Set<string>();
  const issues: InputIssue[] = [];
  for (const { source, at } of sources) {
    const read = importOne(source, dialects[from], options, notes);
    if (read.ok) rules.push(read.value);
    else issues.push(...read.error.map((issue) => ({ ...issue, at: joinPlaces(at, issue.at) })));
  }
  return issues.length > 0 ? failure(issues) : success({ rules, notes: [...notes] });
}

function importOne(
  source: Json,
  dialect: Dialect,
  options: ImportOptions,
  notes: Set<string>,
): Result<Rule, InputIssue[]> {
  const draft = dialect.read(source);
  if (!draft.ok) return draft;
  const issues = checkNames(draft.value, dialect, options.catalog);
  const apps = chooseApps(draft.value, dialect, options, notes);
  if (!apps.ok) issues.push(...apps.error);
  if (!apps.ok || issues.length > 0) return failure(issues);
  const rule = readRuleValue(
    { ...draft.value.rule, scope: { apps: apps.value } },
    { createdBy: options.createdBy },
  );
  if (rule.ok) return rule;
  return failure(rule.error.map((issue) => ({ ...issue, at: dialect.sourcePlace(issue.at) })));
}

function checkNames(draft: DialectDraft, dialect: Dialect, catalog: Catalog): InputIssue[] {
  const packs = packsFor(catalog, dialect.name);
  const issues: InputIssue[] = [];
  if (draft.eventType) {
    const known = packs.flatMap((pack) => pack.eventTypes.map(({ type }) => type));
    issues.push(...checkName('event', draft.eventType, known));
  }
  const known = packs.flatMap((pack) => pack.actionTypes.map(({ type }) => type));
  for (const actionType of draft.actionTypes) issues.push(...checkName('action', actionType, known));
  return issues;
}

function checkName(what: string, { name, at }: { name: string; at: Place }, known: string[]): InputIssue[] {
  if (known.includes(name)) return [];
  const near = nearestNames(name, known);
  const hint = near.length > 0 ? `did you mean ${near.join(' or ')}?` : `there are ${known.join(', ')}`;
  return [{ code: 'invalid', message: `unknown ${what} "${name}"; ${hint}`, at }];
}

/** The apps the text names, else the one that was asked for, else the only one there is. */
function chooseApps(
  draft: DialectDraft,
  dialect: Dialect,
  { catalog, app }: ImportOptions,
  notes: Set<string>,
): Result<string[], InputIssue[]> {
  const known = appsFor(catalog, dialect.name);
  if (draft.apps) {
    const issues = draft.apps.flatMap((name, index) =>
      checkName('app', { name, at: `apps[${index}]` }, known),
    );
    if (draft.apps.length === 0) notes.add('A rule that names no app never fires.');
    return issues.length > 0 ? failure(issues) : success(draft.apps);
  }
  if (app !== undefined) {
    const issues = checkName('app', { name: app, at: '' }, known);
    return issues.length > 0 ? failure(issues) : success([app]);
  }
  const [only, ...others] = known;
  if (only !== undefined && others.length === 0) {
    notes.add(
      `Scoped to ${only}, the only app of ${packOfDialect(catalog, dialect.name)?.workspace.title ?? 'the workspace'}.`,
    );
    return success([only]);
  }
  const message =
    only === undefined
      ? 'the workspace has no apps, so the rule could never fire'
      : `the workspace has several apps; name the one the rule is for: ${known.join(', ')}`;
  return failure([{ code: 'invalid', message, at: dialect.namesApps ? 'apps' : '' }]);
}
