import type { Catalog } from '../catalog/index.ts';
import { scheduleEventType } from '../language/index.ts';
import type { Event, JsonObject, Leaf, Rule } from '../model/index.ts';
import { type CompiledFilter, compile } from './compile-filter.ts';
import { constraintOf } from './constraints.ts';
import { type Group, type KnownPaths, type Plan, planFilter, schemaOfType } from './plan.ts';
import { createProbe, type Probe } from './probe.ts';
import { collectMatches, createTree, insertMember, removeMember } from './rule-tree.ts';
import type { Member, PartConstraint, Tree } from './tree-node.ts';

/** What tells which rules are considered for an event. */
export type EventHead = Pick<Event, 'type' | 'app' | 'streamId'>;

/**
 * Rules compiled for matching many events. The rules are taken as they are: whether disabled ones belong in it is
 * the caller's decision. Adding, changing or removing a rule touches what concerns that rule and nothing else.
 */
export interface RuleSet {
  readonly size: number;
  /** Adds a rule; one with the same id is replaced. */
  add(rule: Rule): void;
  /** The same as `add`: the rule with this id is now this one. */
  change(rule: Rule): void;
  /** False when there was no such rule. */
  remove(ruleId: string): boolean;
  /** The rules whose trigger, scope and filter hold, by `order`, then by id. */
  match(event: Event): readonly Rule[];
  /** How many rules are considered for an event: their trigger and scope hold. */
  countConsidered(head: EventHead): number;
  /** Those rules, by `order`, then by id. */
  considered(head: EventHead): readonly Rule[];
  /**
   * What decides whether an event of this type and app can match at all; null: none ever does. It knows the rules as
   * they are now: ask again after a change.
   */
  probe(type: string, app: string): Probe | null;
  /** The compiled filter of a rule, for its outcomes leaf by leaf. */
  filterOf(ruleId: string): CompiledFilter | undefined;
}

/** The rules for one event type and app. */
interface Shelf {
  members: Map<string, Member>;
  /** How many of them have an event as their trigger, and so are considered for every event here. */
  unscheduled: number;
  tree: Tree;
}

interface Entry {
  member: Member;
  plan: Group;
  /** Compiled when it is first asked for: matching has no need of it. */
  filter: CompiledFilter | null;
}

const none: readonly Rule[] = [];

/** A set of rules to match events against. Of several rules with one id the last is in it. */
export function createRuleSet(catalog: Catalog, rules: Iterable<Rule> = []): RuleSet {
  const entries = new Map<string, Entry>();
  const schemas = new Map<string, JsonObject | undefined>();
  const paths: KnownPaths = new Map();
  const types = new Map<string, Map<string, Shelf>>();

  const schemaOf = (type: string) => {
    if (!schemas.has(type)) schemas.set(type, schemaOfType(catalog, type));
    return schemas.get(type);
  };
  const shelfOf = (type: string, app: string): Shelf => {
    const apps = types.get(type) ?? new Map<string, Shelf>();
    types.set(type, apps);
    const shelf = apps.get(app) ?? { members: new Map(), unscheduled: 0, tree: createTree() };
    apps.set(app, shelf);
    return shelf;
  };
  const remove = (id: string): boolean => {
    const entry = entries.get(id);
    if (!entry) return false;
    entries.delete(id);
    const { rule } = entry.member;
    for (const app of new Set(rule.scope.apps)) {
      const shelf = shelfOf(typeOf(rule), app);
      shelf.members.delete(id);
      if (rule.trigger.kind === 'event') shelf.unscheduled--;
      removeMember(shelf.tree, entry.member);
    }
    return true;
  };
  const add = (rule: Rule): void => {
    remove(rule.id);
    const plan = planFilter(rule.filter, schemaOf(typeOf(rule)), paths);
    const member = memberOf(rule, plan);
    entries.set(rule.id, { member, plan, filter: null });
    for (const app of new Set(rule.scope.apps)) {
      const shelf = shelfOf(typeOf(rule), app);
      shelf.members.set(rule.id, member);
      if (rule.trigger.kind === 'event') shelf.unscheduled++;
      if (member.parts.every(({ kind }) => kind !== 'unreadable')) insertMember(shelf.tree, member);
    }
  };
  for (const rule of rules) add(rule);

  return {
    get size() {
      return entries.size;
    },
    add,
    change: add,
    remove,
    match(event) {
      const shelf = types.get(event.type)?.get(event.app);
      if (!shelf) return none;
      const found: Rule[] = [];
      collectMatches(shelf.tree, event, found);
      return found.length < 2 ? found : found.sort(inRunningOrder);
    },
    countConsidered({ type, app, streamId }) {
      const shelf = types.get(type)?.get(app);
      if (!shelf) return 0;
      return shelf.unscheduled + (isScheduled(shelf.members.get(streamId)) ? 1 : 0);
    },
    considered({ type, app, streamId }) {
      const members = [...(types.get(type)?.get(app)?.members.values() ?? [])];
      return members
        .filter((member) => !isScheduled(member) || member.rule.id === streamId)
        .map(({ rule }) => rule)
        .sort(inRunningOrder);
    },
    probe(type, app) {
      const shelf = types.get(type)?.get(app);
      return shelf && shelf.members.size > 0 ? createProbe(shelf.tree) : null;
    },
    filterOf(id) {
      const entry = entries.get(id);
      if (entry) entry.filter ??= compile(entry.plan);
      return entry?.filter ?? undefined;
    },
  };
}

function memberOf(rule: Rule, plan: Group): Member {
  const parts = partsOf(plan);
  // A schedule fires on events of its own, whose stream is the rule.
  if (rule.trigger.kind === 'schedule') parts.unshift(...planFilter([streamIs(rule.id)], undefined).children);
  const constraints = parts.flatMap((part): PartConstraint[] => {
    const constraint = constraintOf(part);
    return constraint ? [{ constraint, part }] : [];
  });
  return { rule, parts, constraints };
}

function streamIs(id: string): Leaf {
  return { path: 'streamId', op: 'eq', value: id };
}

/** What must all hold, groups of such opened. */
function partsOf(plan: Plan): Plan[] {
  return plan.kind === 'all' ? plan.children.flatMap(partsOf) : [plan];
}

function isScheduled(member: Member | undefined): boolean {
  return member?.rule.trigger.kind === 'schedule';
}

function typeOf({ trigger }: Rule): string {
  return trigger.kind === 'event' ? trigger.eventType : scheduleEventType;
}

/** Rules that match one event run in ascending `order`, then by id. */
function inRunningOrder(one: Rule, other: Rule): number {
  return one.order - other.order || (one.id < other.id ? -1 : 1);
}
