import type { Catalog } from '../catalog/index.ts';
import { scheduleEventType } from '../language/index.ts';
import type { Event, JsonObject, Leaf, Rule } from '../model/index.ts';
import type { BlockList } from './block-list.ts';
import { type CompiledFilter, compile } from './compile-filter.ts';
import { constraintOf } from './constraints.ts';
import type { Member, PartConstraint } from './entry.ts';
import { collectFromList } from './match-block.ts';
import { type Group, type KnownPaths, type Plan, planFilter, schemaOfType } from './plan.ts';
import { createProbe, type Probe } from './probe.ts';
import { collectMatches, createTree, insertMember, removeMember, unsplit } from './rule-tree.ts';
import type { Tree } from './tree-node.ts';
import type { Vocabularies } from './vocabulary.ts';

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
  groves: readonly Grove[];
  /** The blocks of trees that are not split, at hand; null: some is; undefined: not known since a change. */
  lists: readonly BlockList[] | null | undefined;
}

/** The rules of one type that have one scope: a tree for all its apps, since what is shared stays near the processor. */
interface Grove {
  tree: Tree;
}

/** So many different scopes have a grove within a type; rules with yet another one stand under each of their apps. */
const mostScopes = 8;

interface TypeRules {
  shelves: Map<string, Shelf>;
  groves: Map<string, Grove>;
}

interface Entry {
  member: Member;
  plan: Group;
  shelves: readonly Shelf[];
  groves: readonly Grove[];
  /** Compiled when it is first asked for: matching has no need of it. */
  filter: CompiledFilter | null;
}

const none: readonly Rule[] = [];

/** A set of rules to match events against. Of several rules with one id the last is in it. */
export function createRuleSet(catalog: Catalog, rules: Iterable<Rule> = []): RuleSet {
  const entries = new Map<string, Entry>();
  const schemas = new Map<string, JsonObject | undefined>();
  const paths: KnownPaths = new Map();
  const types = new Map<string, TypeRules>();
  const vocabularies: Vocabularies = new Map();

  const schemaOf = (type: string) => {
    if (!schemas.has(type)) schemas.set(type, schemaOfType(catalog, type));
    return schemas.get(type);
  };
  const find = (type: string, app: string) => types.get(type)?.shelves.get(app);
  const remove = (id: string): boolean => {
    const entry = entries.get(id);
    if (!entry) return false;
    entries.delete(id);
    for (const shelf of entry.shelves) {
      shelf.members.delete(id);
      shelf.lists = undefined;
      if (!isScheduled(entry.member)) shelf.unscheduled--;
    }
    for (const grove of entry.groves) removeMember(grove.tree, entry.member);
    return true;
  };
  const add = (rule: Rule): void => {
    remove(rule.id);
    const type = typeOf(rule);
    const plan = planFilter(rule.filter, schemaOf(type), paths);
    const member = memberOf(rule, plan);
    const ofType = types.get(type) ?? { shelves: new Map(), groves: new Map() };
    types.set(type, ofType);
    const apps = appsOf(rule);
    const shelves = apps.map((app) => shelfFor(ofType, app));
    for (const shelf of shelves) {
      shelf.members.set(rule.id, member);
      shelf.lists = undefined;
      if (!isScheduled(member)) shelf.unscheduled++;
    }
    const isHopeless = apps.length === 0 || member.parts.some(({ kind }) => kind === 'unreadable');
    const groves = isHopeless ? [] : grovesFor(ofType, apps, vocabularies);
    for (const grove of groves) insertMember(grove.tree, member);
    entries.set(rule.id, { member, plan, shelves, groves, filter: null });
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
      const shelf = find(event.type, event.app);
      if (!shelf) return none;
      const found: Rule[] = [];
      const lists = shelf.lists === undefined ? listsOf(shelf) : shelf.lists;
      if (lists) for (const list of lists) collectFromList(list, event, found);
      else for (const { tree } of shelf.groves) collectMatches(tree, event, found);
      return inOrder(found);
    },
    countConsidered({ type, app, streamId }) {
      const shelf = find(type, app);
      if (!shelf) return 0;
      return shelf.unscheduled + (isScheduled(shelf.members.get(streamId)) ? 1 : 0);
    },
    considered({ type, app, streamId }) {
      const members = [...(find(type, app)?.members.values() ?? [])];
      return members
        .filter((member) => !isScheduled(member) || member.rule.id === streamId)
        .map(({ rule }) => rule)
        .sort(inRunningOrder);
    },
    probe(type, app) {
      const shelf = find(type, app);
      return shelf && shelf.members.size > 0 ? createProbe(shelf.groves.map(({ tree }) => tree)) : null;
    },
    filterOf(id) {
      const entry = entries.get(id);
      if (!entry) return undefined;
      entry.filter ??= compile(entry.plan);
      return entry.filter;
    },
  };
}

/** The blocks of a shelf where none of its trees is split, which then are at hand for the next event. */
function listsOf(shelf: Shelf): readonly BlockList[] | null {
  const lists = shelf.groves.flatMap(({ tree }) => unsplit(tree) ?? []);
  shelf.lists = lists.length === shelf.groves.length ? lists : null;
  return shelf.lists;
}

function appsOf({ scope }: Rule): string[] {
  return [...new Set(scope.apps)].sort();
}

/** The shelf of an app, made where there is none. */
function shelfFor({ shelves }: TypeRules, app: string): Shelf {
  const shelf = shelves.get(app) ?? { members: new Map(), unscheduled: 0, groves: [], lists: undefined };
  shelves.set(app, shelf);
  return shelf;
}

/** Where a rule with this scope goes: the grove of the scope, or when there are too many of them that of each app. */
function grovesFor(ofType: TypeRules, apps: readonly string[], vocabularies: Vocabularies): Grove[] {
  const name = JSON.stringify(apps);
  const known = ofType.groves.get(name);
  if (known) return [known];
  if (apps.length > 1 && ofType.groves.size >= mostScopes)
    return apps.flatMap((app) => grovesFor(ofType, [app], vocabularies));
  const grove = { tree: createTree(vocabularies) };
  ofType.groves.set(name, grove);
  for (const app of apps) {
    const shelf = shelfFor(ofType, app);
    shelf.groves = [...shelf.groves, grove];
  }
  return [grove];
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

/** Sorts a few rules in place; nearly always there are one or two, for which a sort of the language is a long way. */
function inOrder(rules: Rule[]): Rule[] {
  if (rules.length > 8) return rules.sort(inRunningOrder);
  for (let end = 1; end < rules.length; end++) {
    for (let at = end; at > 0; at--) {
      const [one, other] = [rules[at - 1], rules[at]];
      if (!one || !other || inRunningOrder(one, other) < 0) break;
      rules[at - 1] = other;
      rules[at] = one;
    }
  }
  return rules;
}

/** Rules that match one event run in ascending `order`, then by id. */
function inRunningOrder(one: Rule, other: Rule): number {
  return one.order - other.order || (one.id < other.id ? -1 : 1);
}
