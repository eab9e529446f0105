import type { Catalog } from '../../catalog/index.ts';
import { type Event, maxCauseDepth, type Problem, type Rule } from '../../model/index.ts';
import { compareRules, type RuleComparison } from './compare-rules.ts';
import { findLoops, type Loop } from './find-loops.ts';
import { causesAmong } from './raised-events.ts';

/** A problem of a rule that only shows beside others. */
export interface RuleSetProblem {
  ruleId: string;
  problem: Problem;
  /** The other rules it is about. */
  otherIds: string[];
  /** An event that shows it. */
  witness?: Event;
}

/** Pairs looked at; a set with more is compared as far as this goes, loops always. */
const mostPairs = 2_000;

/**
 * Problems between rules: `duplicate-rule`, `conflicting-rules`, `covered-rule` (another matches all it matches),
 * `overlapping-rules`, `rule-loop`. Each pair is told once, at the rule that runs later; only what is proved, but for
 * loops, which say so. Ids must differ.
 */
export function analyzeRuleSet(rules: readonly Rule[], catalog: Catalog): RuleSetProblem[] {
  const sorted = rules.toSorted((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
  const problems = pairs(sorted).flatMap(([earlier, later]) => comparePair(earlier, later, catalog));
  return [...problems, ...findLoops(causesAmong(sorted, catalog)).map((loop) => reportLoop(loop, sorted))];
}

/** Pairs that can meet one event: the same event type, and an app that both have. */
function pairs(rules: readonly Rule[]): [Rule, Rule][] {
  const found: [Rule, Rule][] = [];
  const groups = Map.groupBy(rules, ({ id, trigger }) =>
    trigger.kind === 'event'
      ? `event ${trigger.eventType}`
      : `schedule ${JSON.stringify(trigger.schedule)} ${id}`,
  );
  for (const group of groups.values()) {
    for (const [index, earlier] of group.entries()) {
      for (const later of group.slice(index + 1)) {
        if (found.length >= mostPairs) return found;
        if (earlier.scope.apps.some((app) => later.scope.apps.includes(app))) found.push([earlier, later]);
      }
    }
  }
  return found;
}

function comparePair(earlier: Rule, later: Rule, catalog: Catalog): RuleSetProblem[] {
  const compared = compareRules(earlier, later, catalog);
  const { witness } = compared.overlap;
  const base = { ruleId: later.id, otherIds: [earlier.id], ...(witness ? { witness } : {}) };
  const name = nameOf(earlier);
  if (compared.isDuplicate) {
    const message = `does the same as ${name}: both fire for every event that one does`;
    const fix = 'keep one of them';
    return [{ ...base, problem: { severity: 'warning', code: 'duplicate-rule', message, at: '', fix } }];
  }
  if (!witness) return [];
  const conflicts = compared.conflicts.map(({ what, first, second }): RuleSetProblem => {
    const message =
      `sets ${what} to ${JSON.stringify(second.value)}, where ${name} sets it to ${JSON.stringify(first.value)} ` +
      `for the same events (${witnessName(witness)}); this rule runs later`;
    const at = `actions[${second.stepIndex}]`;
    const fix = 'make their conditions exclude each other, or change one of the actions';
    return { ...base, problem: { severity: 'warning', code: 'conflicting-rules', message, at, fix } };
  });
  return conflicts.length > 0 ? conflicts : [cover(earlier, compared, witness, base)];
}

function cover(
  earlier: Rule,
  compared: RuleComparison,
  witness: Event,
  base: Omit<RuleSetProblem, 'problem'>,
): RuleSetProblem {
  const name = nameOf(earlier);
  const isLater = compared.secondInFirst.verdict === 'yes';
  const isEarlier = compared.firstInSecond.verdict === 'yes';
  const code = isLater || isEarlier ? 'covered-rule' : 'overlapping-rules';
  const at = 'filter';
  if (isLater && isEarlier) {
    const message = `matches exactly the events that ${name} matches`;
    return { ...base, problem: { severity: 'hint', code, message, at } };
  }
  if (isEarlier) {
    const message = `matches every event that ${name} matches`;
    return { ...base, problem: { severity: 'hint', code, message, at } };
  }
  const message = isLater
    ? `matches only events that ${name} matches too`
    : `matches some events that ${name} matches too (${witnessName(witness)})`;
  return { ...base, problem: { severity: 'hint', code, message, at } };
}

function reportLoop({ first, others, isProved }: Loop, rules: readonly Rule[]): RuleSetProblem {
  const otherIds = others.map(({ from }) => from);
  const names = otherIds.flatMap((id) => rules.filter((rule) => rule.id === id).map(nameOf));
  const round = [first.from, ...names, first.from];
  const types = [...new Set([first, ...others].map(({ eventType }) => eventType))].join(', ');
  const may = isProved ? 'can set' : 'may set';
  const message =
    others.length === 0
      ? `${may} itself off by the ${types} it raises; a chain is stopped after ${maxCauseDepth} rules`
      : `${may} itself off: ${round.join(' → ')} (by ${types}); a chain is stopped after ${maxCauseDepth} rules`;
  const problem: Problem = {
    severity: isProved ? 'warning' : 'hint',
    code: 'rule-loop',
    message,
    at: `actions[${first.stepIndex}]`,
    fix: 'add a condition that what it raises does not meet',
  };
  return { ruleId: first.from, otherIds, problem };
}

function nameOf({ id, name }: Rule): string {
  return `${id} ${JSON.stringify(name)}`;
}

function witnessName(witness: Event): string {
  return witness.id.startsWith('like-')
    ? `such as one ${witness.id.replace('-', ' ')}`
    : `such as ${witness.id}`;
}
