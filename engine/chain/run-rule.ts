import { type Catalog, eventSchema, findEventType, subjectOf, validateAgainst } from '../catalog/index.ts';
import {
  compilePattern,
  type FilterVerdict,
  isActiveNode,
  parsePath,
  scheduleEventType,
  traceFilter,
} from '../language/index.ts';
import {
  contentHash,
  type Event,
  type FilterNode,
  filterChildren,
  isAnyItem,
  isEveryItem,
  isLeaf,
  maxCauseDepth,
  type Outcome,
  type Reason,
  type Rule,
  type RunRecord,
  type StepRecord,
} from '../model/index.ts';
import { askNow, type ChainPart, claimGates, tell } from './ask.ts';
import { type CreatorStanding, creatorStanding } from './permission.ts';
import type { RunContext } from './run-context.ts';
import { runSteps, type StepsRun, unreachedSteps } from './run-steps.ts';

/**
 * One rule meeting one event: trigger, scope, filter, gates, steps, in this order. Asks its driver for all that comes
 * from outside and returns the record. Whether the rule is enabled is the driver's matter.
 */
export function* runRule(rule: Rule, event: Event, context: RunContext): ChainPart<RunRecord> {
  const start = yield* askNow();
  const standing = creatorStanding(context.catalog, rule, event.app);
  const notes = [...(context.notes ?? []), ...notesAbout(rule, event, context.catalog)];
  if (standing.note) notes.push(standing.note);

  const missed = yield* considerRule(rule, event);
  const filter = yield* evaluate(rule, event, context, missed === null);
  let reason: Reason | null = missed ?? (filter.pass ? null : 'conditions');
  let run: StepsRun = { steps: unreachedSteps(rule), notes: [], effectsPerformed: 0 };
  if (reason === null) {
    reason = yield* passGates(rule, event, context, standing, start.at);
    if (reason === null) run = yield* runSteps(rule, event, context, standing);
  }
  const end = yield* askNow();

  return {
    recordVersion: 1,
    rule: { id: rule.id, name: rule.name, version: rule.version, hash: contentHash(rule) },
    event: { id: event.id, type: event.type, app: event.app },
    driver: context.driver,
    outcome: outcomeOf(reason, context.isDryRun),
    reason,
    notes: [...new Set([...notes, ...run.notes])],
    filter: { pass: filter.pass, nodes: filter.nodes },
    steps: run.steps,
    counts: countSteps(run.steps),
    sideEffects: run.effectsPerformed,
    startedAt: start.at,
    latencyMs: Math.max(0, Math.round(end.elapsedMs - start.elapsedMs)),
  };
}

/**
 * The steps of a match alone, for a driver that has decided trigger, scope, filter and gates itself, over many events:
 * the `steps` that `runRule` would have recorded.
 */
export function* runRuleSteps(rule: Rule, event: Event, context: RunContext): ChainPart<StepRecord[]> {
  const standing = creatorStanding(context.catalog, rule, event.app);
  const { steps } = yield* runSteps(rule, event, context, standing);
  return steps;
}

/** Null when trigger and scope let the event through. */
function* considerRule(rule: Rule, event: Event): ChainPart<'trigger' | 'scope' | null> {
  yield* tell({ kind: 'visit', part: 'trigger', at: 'trigger', isReached: true });
  if (!matchesTrigger(rule, event)) return 'trigger';
  yield* tell({ kind: 'visit', part: 'scope', at: 'scope', isReached: true });
  return rule.scope.apps.includes(event.app) ? null : 'scope';
}

function matchesTrigger({ id, trigger }: Rule, event: Event): boolean {
  if (trigger.kind === 'event') return trigger.eventType === event.type;
  return event.type === scheduleEventType && event.streamId === id;
}

function* evaluate(
  rule: Rule,
  event: Event,
  context: RunContext,
  isReached: boolean,
): ChainPart<FilterVerdict> {
  const known = findEventType(context.catalog, event.type);
  const options = { eventSchema: known && eventSchema(known) };
  const evaluation = traceFilter(rule.filter, event, options, isReached);
  for (;;) {
    const next = evaluation.next();
    if (next.done) return next.value;
    yield* tell({ kind: 'visit', part: 'filter', ...next.value });
  }
}

function* passGates(
  rule: Rule,
  event: Event,
  context: RunContext,
  standing: CreatorStanding,
  at: string,
): ChainPart<Reason | null> {
  yield* tell({ kind: 'visit', part: 'gates', at: 'limits', isReached: true });
  const isTooDeep = (event.causedBy?.depth ?? 0) >= maxCauseDepth;
  return yield* claimGates({
    kind: 'claim-gates',
    ruleId: rule.id,
    subject: subjectOf(context.catalog, event),
    app: event.app,
    at,
    limits: rule.limits,
    refusals: [
      ...(standing.mayRun ? [] : (['permission'] as const)),
      ...(isTooDeep ? (['depth'] as const) : []),
    ],
  });
}

function outcomeOf(reason: Reason | null, isDryRun: boolean): Outcome {
  if (reason === 'trigger' || reason === 'scope') return 'not-considered';
  if (reason === null) return isDryRun ? 'would-execute' : 'executed';
  return isDryRun ? 'would-skip' : 'skipped';
}

function countSteps(steps: readonly StepRecord[]): RunRecord['counts'] {
  const succeeded = steps.filter(({ status }) => status === 'would-run' || status === 'succeeded').length;
  const failed = steps.filter(({ status }) => status === 'failed' || status === 'invalid').length;
  return { succeeded, failed };
}

/** Recordings are messy and drafts unfinished: what does not fit is evaluated all the same, and said. */
function notesAbout(rule: Rule, event: Event, catalog: Catalog): string[] {
  const notes: string[] = [];
  if (rule.scope.apps.length === 0) notes.push('the scope is empty: the rule never fires');
  const known = findEventType(catalog, event.type);
  if (known) {
    const [issue] = validateAgainst(known.payloadSchema, event.payload);
    const at = issue?.at ? `payload.${issue.at}` : 'payload';
    if (issue) notes.push(`the event does not fit its schema: ${at}: ${issue.message}`);
  } else if (event.type !== scheduleEventType) {
    notes.push(`the event type "${event.type}" is not in the catalog`);
  }
  rule.filter.forEach((node, index) => {
    collectUnreadable(node, `filter[${index}]`, notes);
  });
  return notes;
}

/** Conditions that can never hold because they cannot be read. */
function collectUnreadable(node: FilterNode, at: string, notes: string[]): void {
  if (!isActiveNode(node)) return;
  const named = pathOf(node);
  const parsed = named && parsePath(named.path);
  if (parsed && !parsed.ok) notes.push(`${at}.${named.key}: ${parsed.error.message}`);
  if (isLeaf(node) && node.op === 'matches' && typeof node.value === 'string') {
    const pattern = compilePattern(node.value);
    if (!pattern.ok) notes.push(`${at}.value: ${pattern.error}`);
  }
  for (const child of filterChildren(node, at)) collectUnreadable(child.node, child.at, notes);
}

/** The path a node names, with the key it is written under. */
function pathOf(node: FilterNode): { key: string; path: string } | null {
  if (isLeaf(node)) return { key: 'path', path: node.path };
  if (isAnyItem(node)) return { key: 'anyItem', path: node.anyItem };
  return isEveryItem(node) ? { key: 'everyItem', path: node.everyItem } : null;
}
