import type { Catalog } from '../../catalog/index.ts';
import { createValidator, eventSchema, findEventType, packOfApp } from '../../catalog/index.ts';
import { evaluateFilter, scheduleEventType, triggerSchema } from '../../language/index.ts';
import {
  type Event,
  type EventType,
  event as eventModel,
  type FilterNode,
  type JsonObject,
  type Rule,
} from '../../model/index.ts';
import type { Budget } from './budget.ts';
import { baseValues, countChanges, withValues } from './event-values.ts';
import { type Formula, formulaOf, type Reading } from './formula.ts';
import { createSolver, type KnownFacts, solveFormula } from './solve-formula.ts';
import type { EventSpace } from './space.ts';

/** Steps for one question, unless told otherwise: a rule of a handful of conditions takes a few hundred. */
export const defaultSteps = 60_000;

export type EventAnswer =
  /** An event that the filter was evaluated on, and holds for. */
  | { verdict: 'yes'; event: Event; fitsSchema: boolean }
  /** Proved: there is none. */
  | { verdict: 'no' }
  | { verdict: 'undecided'; why: string };

/** Which events a question is about, and what the catalog knows of them. */
export interface EventQuestion {
  catalog: Catalog;
  reading: Reading;
  space: EventSpace;
  /** Row columns and payload as one schema; null where the event type is unknown. */
  schema: JsonObject | null;
  /** Real ones, which a witness is made from. */
  bases: readonly [Event, ...Event[]];
  /** Whether an event's payload fits the schema of its type; true where none is known. */
  fits: (event: Event) => boolean;
  /** What was worked out about spots: of any event, and of those that fit their schema. */
  known: { any: KnownFacts; fitting: KnownFacts };
}

/** The events that trigger and scope of a rule let through; `apps` narrows the scope. */
export function eventsOf(
  rule: Pick<Rule, 'id' | 'trigger' | 'scope'>,
  catalog: Catalog,
  apps?: readonly string[],
): EventQuestion {
  const { trigger } = rule;
  const isSchedule = trigger.kind === 'schedule';
  const eventType = isSchedule ? scheduleEventType : trigger.eventType;
  const known = findEventType(catalog, eventType);
  const schema = triggerSchema(catalog, trigger);
  const space = {
    eventType,
    apps: apps ?? rule.scope.apps,
    fitting: null,
    list: [],
    ...(isSchedule ? { streamId: rule.id } : {}),
  };
  return {
    catalog,
    // As in a run: the order of an enum is known only from the event type.
    reading: { eventSchema: known ? eventSchema(known) : null, list: [] },
    space,
    schema,
    bases: basesFor(space, catalog),
    fits: fitsType(known),
    known: { any: new Map(), fitting: new Map() },
  };
}

/** `eventsOf` for many questions: rules with the same trigger and apps share what is worked out about them. */
export type Questions = (
  rule: Pick<Rule, 'id' | 'trigger' | 'scope'>,
  apps?: readonly string[],
) => EventQuestion;

export function createQuestions(catalog: Catalog): Questions {
  const asked = new Map<string, EventQuestion>();
  return (rule, apps = rule.scope.apps) => {
    const { trigger } = rule;
    const key = JSON.stringify([trigger.kind === 'event' ? trigger.eventType : { schedule: rule.id }, apps]);
    const question = asked.get(key) ?? eventsOf(rule, catalog, apps);
    asked.set(key, question);
    return question;
  };
}

export function formulaFor(nodes: readonly FilterNode[], question: EventQuestion): Formula {
  return formulaOf(nodes, question.reading);
}

/**
 * Looks for an event that a filter holds for, first among events that fit their schema. What is found was evaluated.
 * `base` (default: each sample of the type) is changed as little as the search manages.
 */
export function findEvent(
  nodes: readonly FilterNode[],
  question: EventQuestion,
  budget: Budget,
  base?: Event,
): EventAnswer {
  const formula = formulaFor(nodes, question);
  const bases = base ? [base] : question.bases;
  for (const each of bases) {
    if (isMatch(nodes, each, question))
      return { verdict: 'yes', event: each, fitsSchema: question.fits(each) };
  }
  const modes = question.schema ? [question.schema, null] : [null];
  for (const fitting of modes) {
    const solver = createSolver(
      { ...question.space, fitting },
      budget,
      fitting ? question.known.fitting : question.known.any,
    );
    let best: { event: Event; changes: number } | null = null;
    for (const each of bases) {
      const answer = solveFormula(formula, solver, baseValues(each));
      if (answer.verdict === 'no') {
        if (fitting === null) return answer;
        break;
      }
      if (answer.verdict === 'undecided') continue;
      // It is another event than the one it was made from.
      const event = { ...withValues(each, answer.assignment), id: `like-${each.id}`.slice(0, 500) };
      if (!eventModel.safeParse(event).success || !isMatch(nodes, event, question)) continue;
      if (fitting && !question.fits(event)) continue;
      const changes = countChanges(each, answer.assignment);
      if (!best || changes < best.changes) best = { event, changes };
      if (changes <= 1 || bases.length * nodes.length > 200) break;
    }
    if (best)
      return {
        verdict: 'yes',
        event: best.event,
        fitsSchema: fitting !== null || question.fits(best.event),
      };
  }
  const why = budget.left > 0 ? 'its conditions are beyond what can be worked out' : 'the search was ended';
  return { verdict: 'undecided', why };
}

/** Whether it is proved that no event of the question makes a formula hold; `fitting`: none that fits its schema. */
export function isRefuted(
  formula: Formula,
  question: EventQuestion,
  budget: Budget,
  fitting: boolean,
): boolean {
  const space = { ...question.space, fitting: fitting ? question.schema : null };
  const known = fitting ? question.known.fitting : question.known.any;
  return solveFormula(formula, createSolver(space, budget, known), () => null).verdict === 'no';
}

export function isMatch(nodes: readonly FilterNode[], event: Event, question: EventQuestion): boolean {
  const { eventType, apps, streamId } = question.space;
  if (event.type !== eventType || (apps.length > 0 && !apps.includes(event.app))) return false;
  if (streamId !== undefined && event.streamId !== streamId) return false;
  return evaluateFilter(nodes, event, { eventSchema: question.reading.eventSchema ?? undefined }).pass;
}

function fitsType(type: EventType | undefined): (event: Event) => boolean {
  if (!type) return () => true;
  let validate: ReturnType<typeof createValidator> | undefined;
  return ({ payload }) => {
    validate ??= createValidator(type.payloadSchema);
    return validate(payload).length === 0;
  };
}

/** Samples of the type, those of the scope first; made up where the catalog has none. */
function basesFor(space: EventSpace, catalog: Catalog): [Event, ...Event[]] {
  const samples = findEventType(catalog, space.eventType)?.samples.map((sample) => sample.event) ?? [];
  const [app] = space.apps;
  const inScope = samples.filter((sample) => space.apps.length === 0 || space.apps.includes(sample.app));
  const stream = space.streamId === undefined ? {} : { streamId: space.streamId };
  const [first, ...others] = inScope.map((sample) => ({ ...sample, ...stream }));
  if (first) return [first, ...others];
  const home = app ?? samples[0]?.app ?? 'app';
  const tenantId = packOfApp(catalog, home)?.workspace.tenant ?? '';
  const [moved, ...more] = samples.map((sample) => ({ ...sample, ...stream, app: home, tenantId }));
  if (moved) return [moved, ...more];
  return [
    {
      id: 'e_1',
      type: space.eventType,
      app: home,
      firedAt: '2026-01-05T09:00:00.000Z',
      actor: { kind: 'system', id: 'scheduler' },
      streamId: 'stream-1',
      ...stream,
      streamVersion: 1,
      tenantId,
      payload: {},
    },
  ];
}
