import type { Catalog } from '../../catalog/index.ts';
import { type Event, maxCauseDepth, type Problem, type Rule } from '../../model/index.ts';
import { createQuestions, type Questions } from '../satisfy/find-event.ts';
import { compareRules, type RuleComparison } from './compare-rules.ts';
import { findLoops, type Loop } from './find-loops.ts';
import { causesAmong } from './raised-events.ts';
import { type RulePairs, rulePairs } from './rule-pairs.ts';

/** A problem of a rule that only shows beside others. */
export interface RuleSetProblem {
  ruleId: string;
  problem: Problem;
  /** The other rules it is about. */
  otherIds: string[];
  /** An event that shows it. */
  witness?: Event;
}

/** Pairs looked at; a set with more is compared as far as this goes, and told so. */
const mostPairs = 2_000;

/** Searches for whether one rule can set off another; beyond, loops may be missed, which is told. */
const mostSearches = 5_000;

/**
 * Problems between rules: `duplicate-rule`, `conflicting-rules`, `covered-rule` (another matches all it matches),
 * `overlapping-rules`, `rule-loop`; `pairs-not-compared` where there are too many. Each pair is told once, at the rule that runs later; only what is proved, but for
 * loops, which say so. Ids must differ.
 */
export function analyzeRuleSet(rules: readonly Rule[], catalog: Catalog): RuleSetProblem[] {
  const sorted = rules.toSorted((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1));
  const questions = createQuestions(catalog);
  const pairs = rulePairs(sorted, catalog, questions, mostPairs);
  const searches = { left: mostSearches };
  const loops = findLoops(causesAmong(sorted, catalog, questions, searches));
  return [
    ...reportLeft(sorted, pairs, Math.max(0, -searches.left)),
    ...pairs.compared.flatMap(([earlier, later]) => comparePair(earlier, later, catalog, questions)),
    ...loops.map((loop) => reportLoop(loop, sorted)),
  ];
}

/** What was left out, told once, of the first rule that runs. */
function reportLeft(rules: readonly Rule[], pairs: RulePairs, searches: number): RuleSetProblem[] {
  const left: string[] = [];
  if (pairs.left > 0) {
    left.push(`${count(pairs.left)} pairs of rules that may match the same events were not compared`);
  }
  if (searches > 0) {
    left.push(`of ${count(searches)} pairs it was not looked at whether one sets off the other`);
  }
  if (left.length === 0) return [];
  const problem: Problem = {
    severity: 'warning',
    code: 'pairs-not-compared',
    message: `too many rules meet each other: ${left.join('; ')}`,
    at: '',
    fix: 'check fewer rules at a time',
  };
  return rules.slice(0, 1).map(({ id }) => ({ ruleId: id, otherIds: [], problem }));
}

function count(pairs: number): string {
  return pairs.toLocaleString('en-US');
}

function comparePair(earlier: Rule, later: Rule, catalog: Catalog, questions: Questions): RuleSetProblem[] {
  const compared = compareRules(earlier, later, catalog, questions);
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
