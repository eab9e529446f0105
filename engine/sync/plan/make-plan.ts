import { analyzeRuleSet } from '../../analysis/index.ts';
import { appTitle, type Catalog, createCatalog, findEventType } from '../../catalog/index.ts';
import type { Drift, Me, PlanItem, PublishPlan, RemoteState, SyncError } from '../../contract/index.ts';
import { contentHash, type Result, type Rule, success } from '../../model/index.ts';
import { type Connected, connect, fromCall, fromStore, type SyncOptions, syncFailure } from '../context.ts';
import { readDrift } from '../drift.ts';
import { type RuleState, readStates, type Standing, standingOf } from '../rule-states.ts';
import type { PlanOptions } from '../sync.ts';
import { activationWords } from './activation-words.ts';
import { measureImpact, recordingOf } from './impact.ts';
import { planItemOf } from './plan-item.ts';

/** What a workspace says of itself and its rules at one time. */
export interface Seen {
  me: Me;
  catalog: Catalog;
  rules: Rule[];
}

const defaultEvents = 2_000;

/** Looks at both sides and says everything that publishing would do. Changes nothing anywhere. */
export async function makePlan(
  options: SyncOptions,
  wanted: PlanOptions,
): Promise<Result<PublishPlan, SyncError>> {
  const connected = await connect(options, wanted.workspace, { signal: wanted.signal });
  if (!connected.ok) return connected;
  const seen = await look(connected.value);
  if (!seen.ok) return seen;
  const states = readStates(options.store, wanted.workspace, seen.value.rules);
  if (!states.ok) return states;
  const unknown = [...(wanted.rules ?? []), ...(wanted.force ?? [])].find(
    (id) => !states.value.some((state) => state.id === id && state.local.kind !== 'absent'),
  );
  if (unknown !== undefined) return syncFailure('not-found', `there is no rule ${unknown} here`);

  const chosen = states.value.filter(({ id }) => wanted.rules?.includes(id) ?? true);
  const isOutside = ({ local, base, remote }: RuleState) =>
    local.kind === 'present' && !base && !remote && !isForWorkspace(local.rule, seen.value.catalog);
  const inside = chosen.filter((state) => !isOutside(state));
  const items = await itemsOf(options, connected.value, seen.value, inside, wanted.force ?? []);
  if (!items.ok) return items;
  return await completePlan(options, connected.value, seen.value, {
    items: items.value,
    outside: chosen.filter(isOutside).map((state) => named(state)),
    onlyThere: chosen.filter((state) => standingOf(state).kind === 'only-there').map((state) => named(state)),
    wanted,
  });
}

/** Asks for all that a plan is made of, one after the other: the rules last, so that they are the newest. */
export async function look({ client }: Connected): Promise<Result<Seen, SyncError>> {
  const me = fromCall(await client.me());
  if (!me.ok) return me;
  const catalog = fromCall(await client.catalog());
  if (!catalog.ok) return catalog;
  const rules = fromCall(await client.rules());
  if (!rules.ok) return rules;
  return success({ me: me.value, catalog: createCatalog(catalog.value.packs), rules: rules.value });
}

async function itemsOf(
  { store }: SyncOptions,
  { client }: Connected,
  { catalog }: Seen,
  states: readonly RuleState[],
  force: readonly string[],
): Promise<Result<PlanItem[], SyncError>> {
  const marks = fromStore(store.sync.testedMarks());
  if (!marks.ok) return marks;
  const items: PlanItem[] = [];
  for (const state of states) {
    const standing = standingOf(state);
    const drift = await driftOf(state, standing);
    if (!drift.ok) return drift;
    const isForced = force.includes(state.id);
    const around = { catalog, marks: marks.value, drift: drift.value, isForced };
    const item = planItemOf(state, standing, around);
    if (item) items.push(item);
  }
  return success(items);

  async function driftOf(state: RuleState, standing: Standing): Promise<Result<Drift | null, SyncError>> {
    const isNew = state.base === null && standing.kind !== 'conflict';
    return isNew ? success(null) : await readDrift(client, state);
  }
}

/** What all items come to together. */
export async function completePlan(
  { now }: SyncOptions,
  { workspace, client }: Connected,
  { me, catalog, rules }: Seen,
  parts: Pick<PublishPlan, 'items' | 'outside' | 'onlyThere'> & { wanted: PlanOptions },
): Promise<Result<PublishPlan, SyncError>> {
  const { items, wanted } = parts;
  const touched = items.filter(({ kind }) => kind !== 'unchanged' && kind !== 'conflict');
  const after = rulesAfter(rules, touched);
  const notes: string[] = [];
  let impact: PublishPlan['impact'] = null;
  if (touched.length > 0 && wanted.events !== null) {
    let source = wanted.events;
    if (!source) {
      const events = fromCall(await client.events(wanted.mostEvents ?? defaultEvents));
      if (events.ok) source = { name: 'workspace', source: recordingOf(events.value) };
      else if (events.error.code === 'cancelled') return events;
      else notes.push(`the effect on recorded events is not known: ${events.error.message}`);
    }
    if (source) {
      const measured = await measureImpact({ source, before: rules, after, catalog, signal: wanted.signal });
      if (!measured.ok) return measured;
      impact = measured.value;
    }
  }
  const ids = new Set(touched.map(({ ruleId }) => ruleId));
  const warnings = analyzeRuleSet(
    after.filter(({ enabled, id }) => enabled || ids.has(id)),
    catalog,
  ).filter(({ ruleId, otherIds }) => ids.has(ruleId) || otherIds.some((id) => ids.has(id)));
  return success({
    planVersion: 1,
    workspace: workspace.name,
    url: workspace.url,
    tenant: me.workspace.tenant,
    title: me.workspace.title,
    madeAt: now().toISOString(),
    why: wanted.why ?? '',
    items,
    remote: rules.map(remoteStateOf),
    outside: parts.outside,
    onlyThere: parts.onlyThere,
    warnings: warnings.map(({ ruleId, otherIds, problem }) => ({ ruleId, otherIds, problem })),
    apps: appsOf(touched, catalog),
    impact,
    notes,
    activation: activationWords(items),
  });
}

export function remoteStateOf(rule: Rule): RemoteState {
  const { id: ruleId, name, version, enabled } = rule;
  return { ruleId, name, checksum: contentHash(rule), version, enabled };
}

function rulesAfter(before: readonly Rule[], touched: readonly PlanItem[]): Rule[] {
  const rules = new Map(before.map((rule) => [rule.id, rule]));
  for (const { ruleId, after } of touched) {
    if (after) rules.set(ruleId, after);
    else rules.delete(ruleId);
  }
  return [...rules.values()];
}

function appsOf(touched: readonly PlanItem[], catalog: Catalog): PublishPlan['apps'] {
  const apps = new Map<string, string[]>();
  for (const { apps: listed, ruleId } of touched) {
    for (const app of listed) apps.set(app, [...(apps.get(app) ?? []), ruleId]);
  }
  return [...apps]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([app, rules]) => ({ app, title: appTitle(catalog, app), rules }));
}

/** A folder may hold rules for several workspaces: one that no app and no event of this one speaks of is not for it. */
function isForWorkspace(rule: Rule, catalog: Catalog): boolean {
  const { trigger, scope } = rule;
  if (scope.apps.some((app) => catalog.apps.has(app))) return true;
  if (scope.apps.length > 0) return false;
  return trigger.kind === 'schedule' || findEventType(catalog, trigger.eventType) !== undefined;
}

function named({ id, local, remote }: RuleState): { ruleId: string; name: string } {
  const rule = local.kind === 'present' ? local.rule : remote?.rule;
  return { ruleId: id, name: rule?.name ?? id };
}
