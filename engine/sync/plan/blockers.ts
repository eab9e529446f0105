import type { PublishPlan } from '../../contract/index.ts';

/** What a workspace may get to know later than a rule that points to it: worth saying, and no reason to refuse. */
const unknownTargets = ['unknown-member', 'unknown-team', 'unknown-template', 'unknown-search'];

/** Why a plan cannot be applied as it is, a line each; empty: it can. */
export function planBlockers(plan: PublishPlan): string[] {
  return plan.items.flatMap(({ kind, ruleId, name, conflict, problems }) => {
    if (kind === 'conflict') {
      const how = conflict?.mergesCleanly ? 'a pull merges it' : 'pull, and settle it';
      return [`${ruleId} ("${name}") was changed on both sides: ${how}`];
    }
    return problems
      .filter(({ severity, code }) => severity === 'error' && !unknownTargets.includes(code))
      .map(({ at, message }) => `${ruleId} ("${name}") ${at === '' ? '' : `${at}: `}${message}`);
  });
}
