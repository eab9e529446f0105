import type { Catalog } from '../catalog/index.ts';
import { type Path, scheduleEventType } from '../language/index.ts';
import type { Event, Json, JsonObject, Rule } from '../model/index.ts';
import { type CompiledFilter, compileFilter } from './compile-filter.ts';
import { schemaOfType } from './plan.ts';

/**
 * What can be told of an event of one type and app without reading all of it. The values at `paths` are simple ones;
 * undefined stands for what is missing, and for a list or an object.
 */
export interface Probe {
  readonly paths: readonly Path[];
  /** Whether some rule may match an event with these values; false is a proof that none does. */
  mayMatch(values: readonly (Json | undefined)[]): boolean;
}

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
  countConsidered(event: Pick<Event, 'type' | 'app' | 'streamId'>): number;
  /** Those rules, by `order`, then by id. */
  considered(event: Pick<Event, 'type' | 'app' | 'streamId'>): readonly Rule[];
  /** What decides whether an event of this type and app can match at all; null: none ever does. */
  probe(type: string, app: string): Probe | null;
  /** The compiled filter of a rule, for its outcomes leaf by leaf. */
  filterOf(ruleId: string): CompiledFilter | undefined;
}

interface Entry {
  rule: Rule;
  filter: CompiledFilter;
}

const none: readonly Rule[] = [];

export function createRuleSet(catalog: Catalog, rules: Iterable<Rule> = []): RuleSet {
  const entries = new Map<string, Entry>();
  const schemas = new Map<string, JsonObject | undefined>();
  const types = new Map<string, Map<string, Map<string, Entry>>>();

  const schemaOf = (type: string) => {
    if (!schemas.has(type)) schemas.set(type, schemaOfType(catalog, type));
    return schemas.get(type);
  };
  const remove = (id: string) => {
    const entry = entries.get(id);
    if (!entry) return false;
    entries.delete(id);
    const apps = types.get(typeOf(entry.rule));
    for (const app of entry.rule.scope.apps) apps?.get(app)?.delete(id);
    return true;
  };
  const add = (rule: Rule) => {
    remove(rule.id);
    const type = typeOf(rule);
    const entry = { rule, filter: compileFilter(rule.filter, { eventSchema: schemaOf(type) }) };
    entries.set(rule.id, entry);
    const apps = types.get(type) ?? new Map<string, Map<string, Entry>>();
    types.set(type, apps);
    for (const app of rule.scope.apps) {
      const members = apps.get(app) ?? new Map<string, Entry>();
      apps.set(app, members);
      members.set(rule.id, entry);
    }
  };
  const find = ({ type, app, streamId }: Pick<Event, 'type' | 'app' | 'streamId'>): Entry[] => {
    const members = types.get(type)?.get(app);
    if (!members) return [];
    return [...members.values()].filter(({ rule }) => rule.trigger.kind === 'event' || rule.id === streamId);
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
      const found = find(event).filter(({ filter }) => filter.test(event));
      return found.length === 0 ? none : found.map(({ rule }) => rule).sort(inRunningOrder);
    },
    countConsidered: (event) => find(event).length,
    considered: (event) =>
      find(event)
        .map(({ rule }) => rule)
        .sort(inRunningOrder),
    probe(type, app) {
      const members = types.get(type)?.get(app);
      return members && members.size > 0 ? { paths: [], mayMatch: () => true } : null;
    },
    filterOf: (id) => entries.get(id)?.filter,
  };
}

function typeOf({ trigger }: Rule): string {
  return trigger.kind === 'event' ? trigger.eventType : scheduleEventType;
}

/** Rules that match one event run in ascending `order`, then by id. */
function inRunningOrder(one: Rule, other: Rule): number {
  return one.order - other.order || (one.id < other.id ? -1 : 1);
}
