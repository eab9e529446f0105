import type { Catalog } from '../../engine/catalog/index.ts';
import type { Pack, Problem, Rule } from '../../engine/model/index.ts';

export interface CheckQuestion {
  rule: Rule;
  /** Only when they are not those of the question before. */
  packs: readonly Pack[] | null;
}
export interface CheckAnswer {
  problems: Problem[];
}

/** What was found, and in which rule. */
export interface CheckedRule {
  rule: Rule;
  problems: Problem[];
}

export interface BackgroundCheck {
  /** Asks for a rule to be checked. */
  check(rule: Rule, catalog: Catalog): void;
  /** Takes the answer to the question that was asked last. */
  answered(answer: CheckAnswer): void;
}

/**
 * Has rules checked elsewhere, one at a time: what comes while a check is under way waits, and only the newest does,
 * so that however fast somebody edits, what is known is at most two checks old.
 */
export function createBackgroundCheck(
  ask: (question: CheckQuestion) => void,
  onChecked: (checked: CheckedRule) => void,
): BackgroundCheck {
  let asked: Rule | null = null;
  let waiting: { rule: Rule; catalog: Catalog } | null = null;
  let known: readonly Pack[] | null = null;

  function check(rule: Rule, catalog: Catalog): void {
    if (asked) {
      waiting = { rule, catalog };
      return;
    }
    const { packs } = catalog;
    asked = rule;
    ask({ rule, packs: packs === known ? null : packs });
    known = packs;
  }
  return {
    check,
    answered({ problems }) {
      const rule = asked;
      const next = waiting;
      asked = null;
      waiting = null;
      if (rule) onChecked({ rule, problems });
      if (next) check(next.rule, next.catalog);
    },
  };
}
