import type { Catalog } from '../../catalog/index.ts';
import { type ChainAnswer, type ChainRequest, decideGates, noFirings, runRule } from '../../chain/index.ts';
import type { Event, Outcome, Reason, Rule } from '../../model/index.ts';

export interface Judgement {
  outcome: Outcome;
  reason: Reason | null;
}

/**
 * What a dry run of a rule on an event comes to, by the chain itself: trigger, scope, filter, gates without earlier
 * firings. It is left at the first step, which cannot change the outcome.
 */
export function judge(rule: Rule, event: Event, catalog: Catalog): Judgement {
  const run = runRule(rule, event, { catalog, driver: 'dry-run', isDryRun: true });
  let next = run.next();
  while (!next.done) {
    const request = next.value;
    const answer = answerTo(request, event);
    if (!answer) return { outcome: 'would-execute', reason: null };
    next = run.next(answer);
  }
  return { outcome: next.value.outcome, reason: next.value.reason };
}

/** Null from the first step on. */
function answerTo(request: ChainRequest, event: Event): ChainAnswer | null {
  if (request.kind === 'now') return { kind: 'now', at: event.firedAt, elapsedMs: 0 };
  if (request.kind === 'claim-gates') {
    return { kind: 'gates', refusedBy: decideGates(request, noFirings) };
  }
  return request.kind === 'visit' && request.part !== 'step' ? { kind: 'done' } : null;
}
