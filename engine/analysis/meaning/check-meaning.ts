import type { Catalog } from '../../catalog/index.ts';
import { deepEqual, isActiveNode } from '../../language/index.ts';
import {
  isLeaf,
  isNot,
  type Json,
  type Place,
  type Problem,
  type Rule,
  walkFilter,
} from '../../model/index.ts';
import { eventsOf } from '../satisfy/find-event.ts';
import { joinFormulas, negate } from '../satisfy/formula.ts';
import { type Inspection, namesOf, neverTogether, type Part, smallestClash } from './ask.ts';
import { inspectTogether, partsOf } from './inspect-parts.ts';

/** Steps for all questions about one rule: a rule at the size limit stays well under a third of a second. */
const defaultSteps = 120_000;

/**
 * What a filter comes to, whatever the event: `never-matches`, `never-matches-schema`, `always-matches`,
 * `contradictory-condition`, `redundant-condition`, `redundant-by-schema`, `unreachable-branch`, `subsumed-branch`,
 * `double-negation`, `duplicate-value`. Only what is proved is said. `known` are problems found already; what they
 * explain is not said twice. With fewer `steps` less is proved, and so less is said.
 */
export function checkMeaning(
  rule: Pick<Rule, 'id' | 'trigger' | 'scope' | 'filter'>,
  catalog: Catalog,
  known: readonly Problem[],
  steps = defaultSteps,
): Problem[] {
  const problems: Problem[] = [...checkShape(rule)];
  const explaining = known.filter(({ severity }) => severity !== 'hint').map(({ at }) => at);
  const inspection: Inspection = {
    question: eventsOf(rule, catalog),
    budget: { left: steps },
    report: (problem) => problems.push(problem),
    isExplained: (at) =>
      explaining.some((each) => each === at || each.startsWith(`${at}.`) || each.startsWith(`${at}[`)),
  };
  const children = rule.filter.map((node, index) => ({ node, at: `filter[${index}]` }));
  const parts = partsOf(children, inspection, true);
  if (parts.length === 0) return problems;
  checkWhole(parts, inspection);
  inspectTogether(parts, [], inspection, true);
  return problems;
}

/** The whole filter: whether any event at all, or any that fits its schema, matches; and whether every event does. */
function checkWhole(parts: readonly Part[], inspection: Inspection): void {
  const { report } = inspection;
  const formulas = parts.map(({ formula }) => formula);
  const whole = joinFormulas('and', formulas);
  const isNever = neverTogether(formulas, inspection);
  if (isNever || neverTogether(formulas, inspection, true)) {
    const clash = smallestClash(parts, [], inspection, !isNever);
    if (clash.length === 1 && clash.some(({ at }) => inspection.isExplained(at))) return;
    const why = `: see ${namesOf(clash)}`;
    if (isNever) {
      const message = `no event can match this filter${why}`;
      report({ severity: 'error', code: 'never-matches', message, at: 'filter' });
    } else {
      const at = clash.reduce<Place>((_, part) => part.at, 'filter');
      const message = `no event that fits its schema can match${why}`;
      report({ severity: 'warning', code: 'never-matches-schema', message, at });
    }
    return;
  }
  if (parts.some(({ at }) => inspection.isExplained(at)) || !neverTogether([negate(whole)], inspection))
    return;
  const message = 'every event of the type matches: the conditions change nothing';
  report({ severity: 'warning', code: 'always-matches', message, at: 'filter', fix: 'remove them' });
}

/** What the shape alone tells: a `not` in a `not`, a value listed twice. */
function* checkShape({ filter }: Pick<Rule, 'filter'>): Generator<Problem> {
  const off = new Set<Place>();
  for (const { node, at } of walkFilter(filter)) {
    if (!isActiveNode(node) || [...off].some((outer) => at.startsWith(outer))) {
      off.add(at);
      continue;
    }
    if (isNot(node) && isNot(node.not)) {
      const message = 'a "not" in a "not": they cancel each other out';
      const fix = 'keep only what is inside';
      yield {
        severity: 'hint',
        code: 'double-negation',
        message,
        at,
        fix,
        replacement: toJson(node.not.not),
      };
    }
    if (!isLeaf(node) || (node.op !== 'in' && node.op !== 'nin') || !Array.isArray(node.value)) continue;
    const list = node.value;
    const once = list.filter((value, index) => list.findIndex((each) => deepEqual(each, value)) === index);
    if (once.length === list.length) continue;
    const message = 'a value is listed twice; the second changes nothing';
    const fix = 'list it once';
    yield { severity: 'hint', code: 'duplicate-value', message, at: `${at}.value`, fix, replacement: once };
  }
}

function toJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value));
}
