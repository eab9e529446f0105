import type { Catalog } from '../../engine/catalog/index.ts';
import type { StoredRunBody } from '../../engine/contract/index.ts';
import {
  checkFaults,
  type DebugSession,
  type DebugState,
  type Fault,
  type RunTimeline,
  runTimeline,
  startDebugSession,
} from '../../engine/drivers/index.ts';
import { type NodeId, nodeAtPlace, placeOfNode, readingOrder, stepIdOf } from '../../engine/editing/index.ts';
import {
  type Event,
  type FilterTrace,
  type LeafTrace,
  type Rule,
  type RunRecord,
  type StepRecord,
  walkFilter,
} from '../../engine/model/index.ts';
import { selectNodes } from './document.ts';
import { chosenSample } from './dry-run-events.ts';
import { rememberLast } from './remember-last.ts';
import type { SampleEvent } from './sample-event.ts';
import { presentOf, shownRunOf } from './selectors.ts';
import { get, set, useStudio } from './store.ts';
import type { DryRunTab, StudioState } from './studio-state.ts';

/** What a dry run says about a node. */
export type NodeVerdict =
  | 'passed'
  | 'failed'
  | 'not-reached'
  | 'not-yet'
  | 'disabled'
  | 'would-run'
  /** It was done, for real. */
  | 'ran'
  | 'invalid';

/** The open rule's dry run as it stands at the chosen position. */
export interface DryRun {
  sample: SampleEvent;
  /** The whole run, whatever the position. */
  final: RunRecord;
  /** Where it can be stopped, in order. */
  stops: readonly string[];
  state: DebugState;
  /** As far as the run has come. */
  timeline: RunTimeline;
  /** Failures put in on purpose, as far as this rule has steps that can fail so. */
  faults: readonly Fault[];
  verdicts: ReadonlyMap<NodeId, NodeVerdict>;
  traces: ReadonlyMap<string, FilterTrace>;
  steps: ReadonlyMap<string, StepRecord>;
}

const sessionOf = rememberLast(
  (rule: Rule, catalog: Catalog, event: Event, faults: readonly Fault[]): DebugSession =>
    startDebugSession({ rule, event, catalog, faults }),
);

const noFaults: readonly Fault[] = [];

/** Without those of steps that are gone, or that have become something which cannot fail so. */
const faultsOf = rememberLast((rule: Rule, catalog: Catalog, faults: readonly Fault[]): readonly Fault[] => {
  const fitting = faults.filter((fault) => checkFaults(rule, catalog, [fault]).length === 0);
  return fitting.length === 0 ? noFaults : fitting;
});

const stateOf = rememberLast(
  (session: DebugSession, position: number | null): DebugState =>
    session.goTo(position ?? session.state.length),
);

const dryRunOf = rememberLast(
  (
    rule: Rule,
    sample: SampleEvent,
    state: DebugState,
    final: RunRecord,
    stops: readonly string[],
    faults: readonly Fault[],
  ): DryRun => {
    const timeline = runTimeline(state.record, rule, faults);
    const traces = new Map<string, FilterTrace>();
    for (const trace of walkTraces(state.record.filter.nodes)) traces.set(trace.at, trace);
    const steps = new Map(state.record.steps.map((step) => [step.id, step]));
    const verdicts = new Map(
      readingOrder(rule).map((node) => [node, verdictOf(node, rule, state, final, traces, steps)] as const),
    );
    return { sample, final, stops, state, timeline, faults, verdicts, traces, steps };
  },
);

/** A run that really was, as it is drawn: its record with nothing left to step through. */
const recordedRunOf = rememberLast((rule: Rule, run: StoredRunBody): DryRun => {
  const progress: Record<string, 'done'> = {};
  for (const { at } of walkFilter(rule.filter)) progress[at] = 'done';
  rule.actions.forEach((_step, index) => {
    progress[`actions[${index}]`] = 'done';
  });
  const state: DebugState = {
    position: 0,
    length: 0,
    at: null,
    part: null,
    visited: [],
    progress,
    record: run,
    isDone: true,
  };
  return dryRunOf(rule, { name: run.id, event: run.event }, state, run, [], noFaults);
});

/** The dry run of the open rule on the chosen event; null outside the mode, or without an event. */
export function dryRunOfState(state: StudioState): DryRun | null {
  const shown = shownRunOf(state);
  if (shown?.snapshot) return recordedRunOf(shown.snapshot.rule, shown.run);
  const rule = presentOf(state)?.rule;
  const sample = chosenSample(state);
  if ((state.mode !== 'dry-run' && state.mode !== 'replay') || !rule || !state.catalog || !sample)
    return null;
  const faults = state.mode === 'dry-run' ? faultsOf(rule, state.catalog, state.dryRun.faults) : noFaults;
  const session = sessionOf(rule, state.catalog, sample.event, faults);
  return dryRunOf(
    rule,
    sample,
    stateOf(session, state.dryRun.position),
    session.final,
    session.stops,
    faults,
  );
}

export const useDryRun = (): DryRun | null => useStudio(dryRunOfState);

export const useNodeVerdict = (node: NodeId): NodeVerdict | null =>
  useStudio((state) => dryRunOfState(state)?.verdicts.get(node) ?? null);

/** The comparison a leaf made, once the run has come past it. */
export const useLeafTrace = (at: string): LeafTrace | null =>
  useStudio((state) => {
    const run = dryRunOfState(state);
    const trace = run?.traces.get(at);
    return run && trace && 'op' in trace && run.state.progress[at] === 'done' ? trace : null;
  });

function verdictOf(
  node: NodeId,
  rule: Rule,
  state: DebugState,
  final: RunRecord,
  traces: ReadonlyMap<string, FilterTrace>,
  steps: ReadonlyMap<string, StepRecord>,
): NodeVerdict {
  const isPast = (at: string): boolean => state.isDone || state.visited.includes(at);
  const stepId = stepIdOf(node);
  if (stepId !== null) {
    const index = rule.actions.findIndex((step) => step.id === stepId);
    const isDone = state.progress[`actions[${index}]`] === 'done';
    return stepVerdict(steps.get(stepId), isDone, final.outcome === 'executed');
  }
  switch (node) {
    case 'trigger':
      if (!isPast('trigger')) return 'not-yet';
      return final.reason === 'trigger' ? 'failed' : 'passed';
    case 'scope':
      if (final.reason === 'trigger') return state.isDone ? 'not-reached' : 'not-yet';
      if (!isPast('scope')) return 'not-yet';
      return final.reason === 'scope' ? 'failed' : 'passed';
    case 'filter': {
      if (final.outcome === 'not-considered') return state.isDone ? 'not-reached' : 'not-yet';
      const isFilterPast = rule.filter.every((_, index) => state.progress[`filter[${index}]`] === 'done');
      const hasBegun = state.isDone || isPast('scope');
      return isFilterPast && hasBegun ? (final.filter.pass ? 'passed' : 'failed') : 'not-yet';
    }
    default:
      return filterVerdict(traces.get(node), state.progress[node] === 'done');
  }
}

function filterVerdict(trace: FilterTrace | undefined, isDone: boolean): NodeVerdict {
  if (!trace) return 'disabled';
  if (!isDone) return 'not-yet';
  if (!trace.reached) return 'not-reached';
  return trace.pass ? 'passed' : 'failed';
}

function stepVerdict(step: StepRecord | undefined, isDone: boolean, isReal: boolean): NodeVerdict {
  if (!step || step.status === 'disabled') return 'disabled';
  if (!isDone) return 'not-yet';
  return step.status === 'succeeded' ? (isReal ? 'ran' : 'would-run') : step.status;
}

function* walkTraces(traces: readonly FilterTrace[]): Generator<FilterTrace> {
  for (const trace of traces) {
    yield trace;
    if ('any' in trace) yield* walkTraces(trace.any);
    else if ('all' in trace) yield* walkTraces(trace.all);
    else if ('not' in trace) yield* walkTraces([trace.not]);
  }
}

function moveTo(position: (run: DryRun) => number): void {
  const run = dryRunOfState(get());
  if (!run) return;
  const next = Math.max(0, Math.min(position(run), run.state.length));
  const rule = presentOf(get())?.rule;
  set((state) => ({
    dryRun: {
      ...state.dryRun,
      position: next >= run.state.length ? null : next,
      steppedRule: rule ?? null,
    },
  }));
  const at = dryRunOfState(get())?.state.at;
  const node = rule && at ? nodeAtPlace(rule, at) : null;
  if (node !== null) selectNodes([node]);
}

export function stepForward(): void {
  moveTo((run) => run.state.position + 1);
}

export function stepBack(): void {
  moveTo((run) => run.state.position - 1);
}

/** Goes on to the next breakpoint, or to the end. */
export function continueRun(): void {
  const { breakpoints } = get().dryRun;
  moveTo((run) => stopAfter(run, run.state.position, breakpoints));
}

/** Runs from the start until it comes to a node; where it never does, to the end. */
export function runTo(node: NodeId): void {
  moveTo((run) => stopAfter(run, -1, [node]));
}

export function toggleBreakpoints(nodes: readonly NodeId[]): void {
  set(({ dryRun }) => {
    const isSet = nodes.every((node) => dryRun.breakpoints.includes(node));
    const others = dryRun.breakpoints.filter((node) => !nodes.includes(node));
    return { dryRun: { ...dryRun, breakpoints: isSet ? others : [...others, ...nodes] } };
  });
}

export const useHasBreakpoint = (node: NodeId): boolean =>
  useStudio(({ mode, dryRun }) => mode === 'dry-run' && dryRun.breakpoints.includes(node));

/** The first stop behind `position` that stands at, or inside, one of the nodes. */
function stopAfter(run: DryRun, position: number, nodes: readonly NodeId[]): number {
  const rule = presentOf(get())?.rule;
  const places = nodes.map((node) => rule && placeOfNode(rule, node));
  const found = run.stops.findIndex(
    (at, index) =>
      index > position && places.some((place) => place !== null && place !== undefined && isAt(at, place)),
  );
  return found < 0 ? run.state.length : found;
}

function isAt(at: string, place: string): boolean {
  return at === place || at.startsWith(`${place}.`) || at.startsWith(`${place}[`);
}

export function showTab(tab: DryRunTab): void {
  set(({ dryRun }) => ({ dryRun: { ...dryRun, tab } }));
}

/** Shows a part of what the run found; outside of runs it begins a dry run of the open rule. */
export function explainRun(tab: DryRunTab): void {
  set((state) => ({
    mode: dryRunOfState(state) ? state.mode : 'dry-run',
    dryRun: { ...state.dryRun, tab, position: null },
  }));
}

/** Whether the rule was edited since the run was stepped to where it stands: it was run again, up to the same stop. */
export const useIsRerun = (): boolean =>
  useStudio((state) => {
    const { position, steppedRule } = state.dryRun;
    return (
      state.mode === 'dry-run' &&
      position !== null &&
      steppedRule !== null &&
      presentOf(state)?.rule !== steppedRule
    );
  });

export function restartDryRun(): void {
  moveTo(() => 0);
}
