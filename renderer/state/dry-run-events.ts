import { appTitle, type Catalog, findEventType } from '../../engine/catalog/index.ts';
import { scheduledEvents } from '../../engine/drivers/index.ts';
import {
  type Event,
  type InputIssue,
  isCloudEvent,
  limits,
  parseJson,
  type Rule,
  readEvent,
} from '../../engine/model/index.ts';
import { casesOfState } from './cases.ts';
import { rememberLast } from './remember-last.ts';
import type { SampleEvent } from './sample-event.ts';
import { presentOf } from './selectors.ts';
import { set, useStudio } from './store.ts';
import type { StudioState } from './studio-state.ts';

/** When a schedule's sample firing is due: a Monday morning, like any other. */
const scheduleSampleTime = '2026-01-05T08:00:00.000Z';

const samplesOf = rememberLast((rule: Rule, catalog: Catalog): SampleEvent[] => {
  if (rule.trigger.kind === 'event') return findEventType(catalog, rule.trigger.eventType)?.samples ?? [];
  return scheduledEvents(rule, scheduleSampleTime, catalog).map((event) => ({
    name: `Due for ${appTitle(catalog, event.app)}`,
    event,
  }));
});

interface CustomEvent {
  event: Event | null;
  issues: InputIssue[];
  /** Whether it was written in a CloudEvents envelope. */
  isEnvelope: boolean;
}

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

/** The event that values are shown from while a rule is drawn: the one it is dry-run on, by default the first sample. */
export function useExampleEvent(): SampleEvent | null {
  return useStudio(chosenSample);
}

/** The event a person wrote, or why it cannot be read. */
export function useCustomEvent(): CustomEvent | null {
  return useStudio(({ dryRun: { customText } }) => (customText === null ? null : customOf(customText)));
}

/** Whether the rule is tried on an event that is being written and cannot be read, as between two keys. */
export function useIsEventUnreadable(): boolean {
  const isChosen = useStudio(({ dryRun }) => dryRun.sample === 'custom');
  const custom = useCustomEvent();
  return isChosen && custom !== null && custom.event === null;
}

/** The event that the rule on the canvas meets; null where there is none, or none that can be read. */
export function chosenSample(state: StudioState): SampleEvent | null {
  if (state.mode === 'replay') return state.opened && recordedSample(state.opened.event);
  const present = presentOf(state);
  if (!present || !state.catalog) return null;
  const { sample, customText, recorded } = state.dryRun;
  if (sample === 'custom' && customText !== null) {
    const { event } = customOf(customText);
    return event && customSample(event);
  }
  if (recorded !== null && recorded.name === sample) return recorded;
  const samples = samplesOf(present.rule, state.catalog);
  const chosen = samples.find(({ name }) => name === sample);
  if (chosen || sample === null) return chosen ?? samples[0] ?? null;
  return casesOfState(state).find(({ name }) => name === sample) ?? samples[0] ?? null;
}
const recordedSample = rememberLast((event: Event): SampleEvent => ({ name: 'recorded', event }));
const customSample = rememberLast((event: Event): SampleEvent => ({ name: 'custom', event }));

export function chooseSample(name: string): void {
  set((state) => ({ dryRun: { ...state.dryRun, sample: name, position: null } }));
}

/** Tries the rule on an event out of a recording. */
export function chooseRecorded(recorded: SampleEvent): void {
  set((state) => ({ dryRun: { ...state.dryRun, recorded, sample: recorded.name, position: null } }));
}

/** Tries the rule on an event of one's own. */
export function writeEvent(text: string): void {
  set((state) => ({ dryRun: { ...state.dryRun, sample: 'custom', customText: text, position: null } }));
}
