import { generateCases } from '../../engine/analysis/index.ts';
import type { Catalog } from '../../engine/catalog/index.ts';
import { type Pack, type Rule, walkFilter } from '../../engine/model/index.ts';
import { rememberLast } from './remember-last.ts';
import type { SampleEvent } from './sample-event.ts';
import { get, set, useStudio } from './store.ts';
import type { StudioState } from './studio-state.ts';

export interface CasesQuestion {
  rule: Rule;
  packs: readonly Pack[];
}

/** Up to here the cases are made within a frame or two. */
const smallFilter = 8;
/** Beyond this many nodes making them takes minutes. */
const largestFilter = 150;
/** How long nobody types before they are made beside the screen, in milliseconds. */
const pause = 250;

const sizeOf = rememberLast((rule: Rule): number => [...walkFilter(rule.filter)].length);
const smallCasesOf = rememberLast((rule: Rule, catalog: Catalog): readonly SampleEvent[] =>
  generateCases(rule, catalog).cases.map(({ name, event }) => ({ name, event })),
);
const noEvents: readonly SampleEvent[] = [];

/**
 * Events made for the draft: one that matches, and for each condition one on which it alone decides. Of a big filter,
 * those that were made last, until the new ones are there.
 */
export function casesOfState(state: StudioState): readonly SampleEvent[] {
  const { document, catalog, cases } = state;
  const rule = document?.history.present.rule;
  if (!rule || !catalog) return noEvents;
  if (sizeOf(rule) <= smallFilter) return smallCasesOf(rule, catalog);
  return cases?.rule.id === rule.id ? cases.events : noEvents;
}
export const useCases = (): readonly SampleEvent[] => useStudio(casesOfState);

/** Whether there are none, because they are still being made or because the filter is too big. */
export const useCasesWork = (): 'done' | 'being-made' | 'too-big' =>
  useStudio(({ document, cases }) => {
    const rule = document?.history.present.rule;
    if (!rule || sizeOf(rule) <= smallFilter) return 'done';
    if (sizeOf(rule) > largestFilter) return 'too-big';
    return cases?.rule.id === rule.id ? 'done' : 'being-made';
  });

/** Has the cases of big filters made in a worker while they are dry-run, from now on. */
export function startMakingCases(): void {
  let worker: Worker | null = null;
  let timer: number | undefined;
  let asked: { rule: Rule; catalog: Catalog } | null = null;

  function make(rule: Rule, catalog: Catalog): void {
    // What is being made for a rule that has changed since is of no use.
    worker?.terminate();
    const started = new Worker(new URL('./cases-worker.ts', import.meta.url), { type: 'module' });
    worker = started;
    started.addEventListener('message', ({ data }: MessageEvent<SampleEvent[]>) => {
      started.terminate();
      set({ cases: { rule, events: data } });
    });
    const question: CasesQuestion = { rule, packs: catalog.packs };
    started.postMessage(question);
  }
  function follow({ mode, document, catalog }: StudioState): void {
    const rule = document?.history.present.rule;
    if (mode !== 'dry-run' || !rule || !catalog) return;
    if (asked?.rule === rule && asked.catalog === catalog) return;
    asked = { rule, catalog };
    window.clearTimeout(timer);
    const size = sizeOf(rule);
    if (size > smallFilter && size <= largestFilter)
      timer = window.setTimeout(() => make(rule, catalog), pause);
  }
  useStudio.subscribe(follow);
  follow(get());
}
