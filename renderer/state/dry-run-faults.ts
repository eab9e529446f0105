import { create } from 'zustand';
import type { Fault } from '../../engine/drivers/index.ts';
import { type NodeId, stepIdOf, stepNodeId } from '../../engine/editing/index.ts';
import { selectNodes } from './document.ts';
import { dryRunOfState } from './dry-run.ts';
import { set, useStudio } from './store.ts';
import type { StudioState } from './studio-state.ts';

/** Lets a step fail in every dry run from now on, or, with null, succeed again. */
export function failStep(stepId: string, fault: Omit<Fault, 'stepId'> | null): void {
  set(({ dryRun }) => {
    const others = dryRun.faults.filter((each) => each.stepId !== stepId);
    return {
      dryRun: { ...dryRun, faults: fault === null ? others : [...others, { stepId, ...fault }] },
    };
  });
}

export function clearFaults(): void {
  set(({ dryRun }) => ({ dryRun: { ...dryRun, faults: [] } }));
}

/** The step whose failure is asked for: its control takes the focus once it is there. */
export const useAskedStep = create<{ stepId: string | null }>()(() => ({ stepId: null }));

/** Opens the timeline at a step, where it can be made to fail. */
export function askForFault(stepId: string): void {
  useAskedStep.setState({ stepId });
  set({ mode: 'dry-run', bottom: { isOpen: true, tab: 'timeline' } });
  selectNodes([stepNodeId(stepId)]);
}

/** The failure put into a node's step; null while it is left alone. */
export const useFault = (node: NodeId): Fault | null =>
  useStudio((state) => {
    const stepId = state.mode === 'dry-run' ? stepIdOf(node) : null;
    if (stepId === null) return null;
    return dryRunOfState(state)?.faults.find((fault) => fault.stepId === stepId) ?? null;
  });

/** The step that is selected in the rule that is being edited. */
export function selectedStepOf({ document }: StudioState): string | null {
  const node = document?.history.present.selection.at(-1);
  return node === undefined ? null : stepIdOf(node);
}
