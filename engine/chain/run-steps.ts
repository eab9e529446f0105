import { findActionModule } from '../actions/index.ts';
import { findActionType, validateAgainst } from '../catalog/index.ts';
import { renderTemplates, type TriggerSource, type Variables } from '../language/index.ts';
import {
  type ActionStep,
  type Event,
  type Json,
  joinPlaces,
  nearestNames,
  type Rule,
  type StepError,
  type StepRecord,
} from '../model/index.ts';
import { askNow, type ChainPart, tell } from './ask.ts';
import { performStep } from './perform-step.ts';
import type { CreatorStanding } from './permission.ts';
import type { RunContext } from './run-context.ts';

export interface StepsRun {
  steps: StepRecord[];
  notes: string[];
  effectsPerformed: number;
}

/** The steps of a run that does not execute, with their parameters as written. */
export function unreachedSteps(rule: Rule): StepRecord[] {
  return rule.actions.map((step) => unreached(step));
}

/**
 * Runs the steps in order; each sees the outputs of all before it. A step that fails or is invalid stops the rest
 * only where its `onError`, or else the rule's `onActionError`, says so.
 */
export function* runSteps(
  rule: Rule,
  event: Event,
  context: RunContext,
  standing: CreatorStanding,
): ChainPart<StepsRun> {
  const run: StepsRun = { steps: [], notes: [], effectsPerformed: 0 };
  const outputs: Record<string, Json> = {};
  let isStopped = false;
  for (const [index, step] of rule.actions.entries()) {
    if (isStopped || step.disabled) {
      run.steps.push(unreached(step));
      continue;
    }
    const at = `actions[${index}]`;
    yield* tell({ kind: 'visit', part: 'step', at, isReached: true });
    const variables = variablesFor(rule, event, context, outputs);
    const record = yield* runStep(rule, event, context, standing, step, at, variables, run);
    run.steps.push(record);
    const hasFailed = record.status === 'failed' || record.status === 'invalid';
    if (!hasFailed) outputs[step.id] = record.output;
    else isStopped = (step.onError ?? rule.onActionError) === 'stop';
  }
  return run;
}

function* runStep(
  rule: Rule,
  event: Event,
  context: RunContext,
  standing: CreatorStanding,
  step: ActionStep,
  at: string,
  variables: Variables,
  run: StepsRun,
): ChainPart<StepRecord> {
  const blank = { ...unreached(step), effects: [] };
  const actionType = findActionType(context.catalog, step.type);
  const module = findActionModule(step.type);
  if (!actionType || !module) {
    const message = describeUnknown(
      step.type,
      [...context.catalog.actionTypes.keys()],
      actionType !== undefined,
    );
    return { ...blank, status: 'invalid', error: { code: 'unknown-action', message, at: `${at}.type` } };
  }
  const rendered = renderTemplates(step.params, variables);
  const resolved = { ...blank, params: rendered.value };
  const problem = findProblem(rendered, actionType.paramsSchema, at);
  if (problem) return { ...resolved, status: 'invalid', error: problem };
  if (standing.creator && !standing.mayTouch) {
    const message = `${standing.creator.name} may not change anything in the app "${event.app}"`;
    const now = yield* askNow();
    const error = { code: 'permission', message, at };
    return { ...resolved, status: 'failed', attempts: [{ at: now.at, error }], error };
  }
  const action = module(rendered.value, {
    catalog: context.catalog,
    actionType,
    rule,
    creator: standing.creator,
    event,
    trigger: variables.trigger,
    written: step.params,
  });
  const runKey = context.runKey ?? `${rule.id}:${event.id}`;
  const done = yield* performStep(action, { step, at, runKey });
  run.notes.push(...done.notes);
  run.effectsPerformed += done.effectsPerformed;
  const { effects, attempts } = done;
  if (!done.result.ok) {
    const { kind: status, error } = done.result.error;
    return { ...resolved, status, effects, attempts, error };
  }
  const status = context.isDryRun ? 'would-run' : 'succeeded';
  const predicted = done.isPredicted ? { predicted: true } : {};
  return { ...resolved, status, output: done.result.value, effects, attempts, ...predicted };
}

function findProblem(
  rendered: ReturnType<typeof renderTemplates>,
  schema: Parameters<typeof validateAgainst>[0],
  at: string,
): StepError | null {
  const inParams = (place: string) => joinPlaces(`${at}.params`, place);
  const [unresolved] = rendered.unresolved;
  if (unresolved) {
    const paths = [...new Set(rendered.unresolved.map(({ path }) => path))].join(', ');
    return {
      code: 'unresolved-template',
      message: `cannot be resolved: ${paths}`,
      at: inParams(unresolved.at),
    };
  }
  const [issue] = validateAgainst(schema, rendered.value);
  return issue ? { code: 'invalid-params', message: issue.message, at: inParams(issue.at) } : null;
}

function variablesFor(
  rule: Rule,
  event: Event,
  context: RunContext,
  outputs: Readonly<Record<string, Json>>,
): Variables {
  const isScheduled = rule.trigger.kind === 'schedule';
  const source: TriggerSource = context.source ?? (isScheduled ? 'cron' : 'event');
  return {
    event: isScheduled ? null : event,
    automation: { id: rule.id, name: rule.name, version: rule.version },
    trigger: { source, firedAt: event.firedAt },
    steps: { ...outputs },
  };
}

function unreached(step: ActionStep): StepRecord {
  return {
    id: step.id,
    type: step.type,
    status: step.disabled ? 'disabled' : 'not-reached',
    params: step.params,
    output: null,
    effects: [],
    attempts: [],
    error: null,
  };
}

function describeUnknown(type: string, known: readonly string[], isInCatalog: boolean): string {
  if (isInCatalog) return `the action "${type}" has no module that could carry it out`;
  const near = nearestNames(type, known).map((name) => `"${name}"`);
  return `there is no action "${type}"${near.length > 0 ? `; did you mean ${near.join(', ')}?` : ''}`;
}
