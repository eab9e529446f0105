import { type Catalog, subjectOf } from '../../catalog/index.ts';
import { createFiringLog, creatorStanding } from '../../chain/index.ts';
import { scheduleEventType } from '../../language/index.ts';
import { compileFilter } from '../../matching/index.ts';
import { type Event, type Gate, maxCauseDepth, type Rule } from '../../model/index.ts';
import type { Side } from './pair-rules.ts';

/** What a match comes to in a replay; `reason` is the gate that held it back. */
export interface ReplayedOutcome {
  outcome: 'would-execute' | 'would-skip';
  reason: Gate | null;
}

/** How an event and one side of a pair meet. */
export type Meeting = Match | Miss;
export interface Match {
  kind: 'match';
  rule: Rule;
  result: ReplayedOutcome;
}
/** Why an event is no match. */
export type Miss =
  | { kind: 'miss'; by: 'absent' | 'disabled' }
  | { kind: 'miss'; by: 'trigger' | 'scope' | 'conditions'; rule: Rule };

/** One rule of one set, replayed on the recording's clock with firings of its own. */
export interface SideReplay {
  /** `isDue` false: a schedule's event that is due on the other side only. */
  meet(event: Event, isDue: boolean): Meeting;
}

export function replaySide(side: Side, catalog: Catalog): SideReplay {
  if (side.kind !== 'active') {
    const meeting: Meeting = { kind: 'miss', by: side.kind };
    return { meet: () => meeting };
  }
  const { rule } = side;
  const filter = compileFilter(rule.filter, { eventType: eventTypeOf(rule), catalog });
  const apps = new Set(rule.scope.apps);
  const firings = createFiringLog();
  return {
    meet(event, isDue) {
      if (!isDue || !isTriggeredBy(rule, event)) return { kind: 'miss', by: 'trigger', rule };
      if (!apps.has(event.app)) return { kind: 'miss', by: 'scope', rule };
      if (!filter.test(event)) return { kind: 'miss', by: 'conditions', rule };
      const mayRun = creatorStanding(catalog, rule, event.app).mayRun;
      const isTooDeep = (event.causedBy?.depth ?? 0) >= maxCauseDepth;
      const refusals: Gate[] = [
        ...(mayRun ? [] : (['permission'] as const)),
        ...(isTooDeep ? (['depth'] as const) : []),
      ];
      const reason = firings.claim({
        kind: 'claim-gates',
        ruleId: rule.id,
        subject: subjectOf(catalog, event),
        app: event.app,
        at: event.firedAt,
        limits: rule.limits,
        refusals,
      });
      return {
        kind: 'match',
        rule,
        result: { outcome: reason === null ? 'would-execute' : 'would-skip', reason },
      };
    },
  };
}

/** The type of the events a rule waits for; those of schedules have one of their own. */
export function eventTypeOf({ trigger }: Rule): string {
  return trigger.kind === 'event' ? trigger.eventType : scheduleEventType;
}

function isTriggeredBy(rule: Rule, event: Event): boolean {
  if (eventTypeOf(rule) !== event.type) return false;
  return rule.trigger.kind === 'event' || rule.id === event.streamId;
}
