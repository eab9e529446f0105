import { create } from 'zustand';
import type { Json } from '../../engine/model/index.ts';
import { openRule } from './document.ts';
import { keepPreference } from './preferences.ts';
import { get, set } from './store.ts';

/** What the guided tour goes through, in order; the last is a dry run. */
export const tourSteps = ['rules', 'canvas', 'dry-run', 'verdict'] as const;
export type TourStep = (typeof tourSteps)[number];

export interface TourState {
  /** Null while nobody takes the tour. */
  step: TourStep | null;
  /** Whether the tour is offered: until it was taken or declined once. */
  isOffered: boolean;
}

/** The guided tour; beside the studio's own state, which knows nothing of it. */
export const useTour = create<TourState>()(() => ({ step: null, isOffered: false }));

/** Offers the tour to whoever has neither taken nor declined it. */
export function offerTour(kept: Json | undefined): void {
  useTour.setState({ isOffered: kept === undefined });
}

export function startTour(): void {
  goTo('rules');
}

/** The step before or after; beyond the last one the tour is done. */
export function stepTour(by: 1 | -1): void {
  const { step } = useTour.getState();
  if (step === null) return;
  const next = tourSteps[tourSteps.indexOf(step) + by];
  if (next) goTo(next);
  else if (by === 1) endTour('done');
}

export function endTour(how: 'done' | 'left' | 'declined'): void {
  useTour.setState({ step: null, isOffered: false });
  void keepPreference('tour', how);
}

/** Shows a step, with everything on the screen that it speaks of. */
function goTo(step: TourStep): void {
  const first = get().rules[0];
  if (get().document === null && first) void openRule(first.id);
  set({
    mode: step === 'verdict' ? 'dry-run' : 'author',
    dialog: null,
    isLeftOpen: true,
    ...(step === 'canvas' ? { view: 'visual' as const } : {}),
  });
  if (step === 'verdict') set(({ dryRun }) => ({ dryRun: { ...dryRun, position: null } }));
  useTour.setState({ step });
}
