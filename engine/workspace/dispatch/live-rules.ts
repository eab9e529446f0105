import type { Catalog } from '../../catalog/index.ts';
import { createRuleSet, type RuleSet } from '../../matching/index.ts';
import type { Event, Rule } from '../../model/index.ts';
import { unreadableCondition } from './unreadable.ts';

/** The rules that are in force: enabled, and of conditions that can be read. */
export interface LiveRules {
  match(event: Event): readonly Rule[];
  isInForce(id: string): boolean;
  all(): Iterable<Rule>;
  /** Begins anew with these. */
  fill(rules: Iterable<Rule>): void;
  /** Takes the rule as it is now; one that is disabled or cannot be read is out. */
  put(rule: Rule): void;
  remove(id: string): void;
}

export function createLiveRules(catalog: () => Catalog, log: (line: string) => void): LiveRules {
  let set: RuleSet = createRuleSet(catalog());
  const rules = new Map<string, Rule>();

  function remove(id: string): void {
    set.remove(id);
    rules.delete(id);
  }

  function put(rule: Rule): void {
    remove(rule.id);
    if (!rule.enabled) return;
    const unreadable = unreadableCondition(rule);
    if (unreadable !== null) {
      log(`the rule ${rule.id} is enabled but cannot be run: ${unreadable}`);
      return;
    }
    rules.set(rule.id, rule);
    set.add(rule);
  }

  return {
    match: (event) => set.match(event),
    isInForce: (id) => rules.has(id),
    all: () => rules.values(),
    fill(given) {
      set = createRuleSet(catalog());
      rules.clear();
      for (const rule of given) put(rule);
    },
    put,
    remove,
  };
}
