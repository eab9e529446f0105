import { checkRule, type ProblemCode } from '../../analysis/index.ts';
import type { Catalog } from '../../catalog/index.ts';
import type { Place, Problem, Rule } from '../../model/index.ts';
import { type Answer, describeErrors, refuse } from '../requests/refusal.ts';

/** Things a workspace may get to know later than a rule that points to them: worth saying, no reason to refuse. */
const unknownTargets: readonly ProblemCode[] = [
  'unknown-member',
  'unknown-team',
  'unknown-template',
  'unknown-search',
];

/**
 * What a version must be to be stored at all: free of errors. All that is known about it otherwise is returned. An
 * enabled one needs something to do besides.
 */
export function checkPublishable(
  rule: Rule,
  catalog: Catalog,
  placeOf: (at: Place) => Place = (at) => at,
): Answer<Problem[]> {
  const problems = checkRule(rule, catalog);
  const errors = problems
    .filter(({ severity, code }) => severity === 'error' && !unknownTargets.some((each) => each === code))
    .map(({ at, message, code }) => ({ at: placeOf(at), message, code }));
  if (rule.enabled && rule.actions.every((step) => step.disabled)) {
    const message = 'the rule has no action, so there is nothing to enable';
    errors.push({ at: placeOf('actions'), message, code: 'no-actions' });
  }
  if (errors.length > 0) return refuse('UNPROCESSABLE_CONTENT', describeErrors(errors), { errors });
  return { ok: true, value: problems };
}
