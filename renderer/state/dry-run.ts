import { generateCases } from '../../engine/analysis/index.ts';
import { type Catalog, findEventType } from '../../engine/catalog/index.ts';
import type { StoredRunBody } from '../../engine/contract/index.ts';
import {
  type DebugSession,
  type DebugState,
  dryRun,
  scheduledEvents,
  startDebugSession,
} from '../../engine/drivers/index.ts';
import { type NodeId, nodeAtPlace, placeOfNode, readingOrder, stepIdOf } from '../../engine/editing/index.ts';
import {
  type Event,
  type FilterTrace,
  type InputIssue,
  isCloudEvent,
  type LeafTrace,
  limits,
  parseJson,
  type Rule,
  type RunRecord,
  readEvent,
  type StepRecord,
  walkFilter,
} from '../../engine/model/index.ts';
import { selectNodes } from './document.ts';
import { rememberLast } from './remember-last.ts';
import { presentOf, shownRunOf } from './selectors.ts';
import { get, set, useStudio } from './store.ts';
import type { StudioState } from './studio-state.ts';

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

/** An event that can be dry-run, with the name people pick it by. */
export interface SampleEvent {
  name: string;
  event: Event;
}

/** The open rule's dry run as it stands at the chosen position. */
export interface DryRun {
  sample: SampleEvent;
  /** The whole run, whatever the position. */
  final: RunRecord;
  /** Where it can be stopped, in order. */
  stops: readonly string[];
  state: DebugState;
  verdicts: ReadonlyMap<NodeId, NodeVerdict>;
  traces: ReadonlyMap<string, FilterTrace>;
  steps: ReadonlyMap<string, StepRecord>;
}

/** When a schedule's sample firing is due: a Monday morning, like any other. */
const scheduleSampleTime = '2026-01-05T08:00:00.000Z';

const samplesOf = rememberLast((rule: Rule, catalog: Catalog): SampleEvent[] => {
  if (rule.trigger.kind === 'event') return findEventType(catalog, rule.trigger.eventType)?.samples ?? [];
  return scheduledEvents(rule, scheduleSampleTime, catalog).map((event) => ({
    name: `Due on ${event.app}`,
    event,
  }));
});

interface CustomEvent {
  event: Event | null;
  issues: InputIssue[];
  /** Whether it was written in a CloudEvents envelope. */
  isEnvelope: boolean;
}

/** Beyond this many conditions the search for cases takes more than a moment. */
const mostConditions = 60;

const casesOf = rememberLast((rule: Rule, catalog: Catalog): SampleEvent[] => {
  if ([...walkFilter(rule.filter)].length > mostConditions) return [];
  return generateCases(rule, catalog).cases.map(({ name, event }) => ({ name, event }));
});

const customOf = rememberLast((text: string): CustomEvent => {
  const read = readEvent(text, { firedAt: scheduleSampleTime });
  if (!read.ok) return { event: null, issues: read.error, isEnvelope: false };
  const parsed = parseJson(text, { maxBytes: limits.eventBytes });
  return { event: read.value, issues: [], isEnvelope: parsed.ok && isCloudEvent(parsed.value) };
});

/** The events that a rule can be tried on: the samples of its event type, or its schedule's firings. */
export function sampleEvents(rule: Rule, catalog: Catalog): readonly SampleEvent[] {
  return samplesOf(rule, catalog);
}

/** Events made for this rule: one that matches, and for each condition one on which it alone decides. */
export function generatedEvents(rule: Rule, catalog: Catalog): readonly SampleEvent[] {
  return casesOf(rule, catalog);
}

/** The event that values are shown from while authoring: the first sample. */
export function sampleEventOf(rule: Rule, catalog: Catalog): Event | null {
  return samplesOf(rule, catalog)[0]?.event ?? null;
}

/** The event a person wrote, or why it cannot be read. */
export function useCustomEvent(): CustomEvent | null {
  return useStudio(({ dryRun: { customText } }) => (customText === null ? null : customOf(customText)));
}

function chosenSample(state: StudioState): SampleEvent | null {
  if (state.mode === 'replay') return state.opened && recordedSample(state.opened.event);
  const present = presentOf(state);
  if (!present || !state.catalog) return null;
  const { sample, customText } = state.dryRun;
  if (sample === 'custom' && customText !== null) {
    const { event } = customOf(customText);
    return event && customSample(event);
  }
  const samples = samplesOf(present.rule, state.catalog);
  const chosen = samples.find(({ name }) => name === sample);
  if (chosen || sample === null) return chosen ?? samples[0] ?? null;
  return casesOf(present.rule, state.catalog).find(({ name }) => name === sample) ?? samples[0] ?? null;
}
const recordedSample = rememberLast((event: Event): SampleEvent => ({ name: 'recorded', event }));
const customSample = rememberLast((event: Event): SampleEvent => ({ name: 'custom', event }));

const sessionOf = rememberLast(
  (rule: Rule, catalog: Catalog, event: Event): { session: DebugSession; final: RunRecord } => {
    const options = { rule, event, catalog };
    return { session: startDebugSession(options), final: dryRun(options) };
  },
);

const stateOf = rememberLast((session: DebugSession, position: number | null): DebugState => {
  const wanted = Math.min(position ?? session.state.length, session.state.length);
  while (session.state.position < wanted) session.next();
  while (session.state.position > wanted) session.back();
  return session.state;
});

const dryRunOf = rememberLast(
  (
    rule: Rule,
    sample: SampleEvent,
    state: DebugState,
    final: RunRecord,
    stops: readonly string[],
  ): DryRun => {
    const traces = new Map<string, FilterTrace>();
    for (const trace of walkTraces(state.record.filter.nodes)) traces.set(trace.at, trace);
    const steps = new Map(state.record.steps.map((step) => [step.id, step]));
    const verdicts = new Map(
      readingOrder(rule).map((node) => [node, verdictOf(node, rule, state, final, traces, steps)] as const),
    );
    return { sample, final, stops, state, verdicts, traces, steps };
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
  return dryRunOf(rule, { name: run.id, event: run.event }, state, run, []);
});

/** The dry run of the open rule on the chosen event; null outside the mode, or without an event. */
export function dryRunOfState(state: StudioState): DryRun | null {
  const shown = shownRunOf(state);
  if (shown?.snapshot) return recordedRunOf(shown.snapshot.rule, shown.run);
  const rule = presentOf(state)?.rule;
  const sample = chosenSample(state);
  if ((state.mode !== 'dry-run' && state.mode !== 'replay') || !rule || !state.catalog || !sample)
    return null;
  const { session, final } = sessionOf(rule, state.catalog, sample.event);
  return dryRunOf(rule, sample, stateOf(session, state.dryRun.position), final, session.stops);
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

export function chooseSample(name: string): void {
  set((state) => ({ dryRun: { ...state.dryRun, sample: name, position: null } }));
}

/** Tries the rule on an event of one's own. */
export function writeEvent(text: string): void {
  set((state) => ({ dryRun: { ...state.dryRun, sample: 'custom', customText: text, position: null } }));
}

function moveTo(position: (run: DryRun) => number): void {
  const run = dryRunOfState(get());
  if (!run) return;
  const next = Math.max(0, Math.min(position(run), run.state.length));
  set((state) => ({ dryRun: { ...state.dryRun, position: next >= run.state.length ? null : next } }));
  const rule = presentOf(get())?.rule;
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

export function restartDryRun(): void {
  moveTo(() => 0);
}
