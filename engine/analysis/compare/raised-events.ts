import { type Catalog, findActionType, findEventType, findTool } from '../../catalog/index.ts';
import type { ActionStep, FilterNode, Json, Rule } from '../../model/index.ts';
import type { Budget } from '../satisfy/budget.ts';
import { createQuestions, defaultSteps, findEvent, type Questions } from '../satisfy/find-event.ts';
import type { Verdict } from './compare-rules.ts';
import { wantDifferent, wantedValues } from './wanted-values.ts';

/** One rule setting off another, or itself, through an event that a step of it can raise. */
export interface Cause {
  from: string;
  to: string;
  eventType: string;
  stepIndex: number;
  /** Whether the other rule can match that event: proved that it can, or not known. */
  verdict: Exclude<Verdict, 'no'>;
}

/**
 * Every way in which a rule can set off another of the set; what is proved impossible is left out. Each search takes
 * one from `searches`: those beyond are left out too, and it then says below zero how many.
 */
export function causesAmong(
  rules: readonly Rule[],
  catalog: Catalog,
  questions: Questions = createQuestions(catalog),
  searches: Budget = { left: Number.POSITIVE_INFINITY },
): Cause[] {
  const byType = Map.groupBy(
    rules.flatMap((to) => {
      if (to.trigger.kind !== 'event') return [];
      return [{ to, type: to.trigger.eventType, wanted: wantedValues(to.filter, questions(to)) }];
    }),
    ({ type }) => type,
  );
  return rules.flatMap((from) =>
    from.actions.flatMap((step, stepIndex) =>
      raisedBy(step, catalog).flatMap((eventType) => {
        const raised = raisedFacts(step, eventType, catalog);
        const given = wantedValues(raised, questions({ ...from, trigger: { kind: 'event', eventType } }));
        return (byType.get(eventType) ?? []).flatMap(({ to, wanted }): Cause[] => {
          if (wantDifferent(given, wanted)) return [];
          // What an action raises happens in the app of the event that set it off.
          const apps = from.scope.apps.filter((app) => to.scope.apps.includes(app));
          if (apps.length === 0) return [];
          searches.left--;
          if (searches.left < 0) return [];
          const question = questions(to, apps);
          const { verdict } = findEvent([...raised, ...to.filter], question, { left: defaultSteps });
          return verdict === 'no' ? [] : [{ from: from.id, to: to.id, eventType, stepIndex, verdict }];
        });
      }),
    ),
  );
}

/** Event types that a step can raise: its action's, and those of the tool it calls. */
export function raisedBy(step: ActionStep, catalog: Catalog): string[] {
  if (step.disabled) return [];
  const { tool, server } = step.params;
  const called =
    typeof tool === 'string'
      ? findTool(catalog, tool, typeof server === 'string' ? server : undefined)
      : undefined;
  return [...new Set([findActionType(catalog, step.type), called].flatMap((source) => source?.raises ?? []))];
}

/** What is known about the event that a step raises, as conditions it keeps (design, catalog: effects). */
function raisedFacts(step: ActionStep, eventType: string, catalog: Catalog): FilterNode[] {
  const effects = new Set(findActionType(catalog, step.type)?.effects);
  const { params } = step;
  const facts: [path: string, value: Json | undefined][] = [];
  if (effects.has('ticket.priority')) {
    facts.push(['payload.to', params.priority], ['payload.ticket.priority', params.priority]);
  }
  if (effects.has('ticket.assign')) facts.push(['payload.ticket.assignee_id', params.assignee_id]);
  if (effects.has('ticket.close')) {
    facts.push(['payload.ticket.status', 'closed'], ['payload.reason', params.reason]);
  }
  if (effects.has('ticket.reopen')) facts.push(['payload.ticket.status', 'open']);
  if (effects.has('ticket.tag')) {
    facts.push(['payload.tag', params.tag], ['payload.change', step.type === 'untag' ? 'removed' : 'added']);
  }
  if (effects.has('human.escalate')) facts.push(['payload.resolution', 'escalated']);
  const isKnownType = findEventType(catalog, eventType) !== undefined;
  return facts.flatMap(([path, value]): FilterNode[] =>
    !isKnownType || value === undefined || JSON.stringify(value).includes('${')
      ? []
      : [{ path, op: 'eq', value }],
  );
}
