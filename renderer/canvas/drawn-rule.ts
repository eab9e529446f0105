import { createContext, useContext } from 'react';
import type { Rule } from '../../engine/model/index.ts';
import { presentOf } from '../state/selectors.ts';
import { useStudio } from '../state/store.ts';

/** A rule that is drawn for itself, beside whatever is open: one side of a comparison. */
export const DrawnApart = createContext<Rule | null>(null);

/** Whether this node is of a rule that is only looked at, with no run, fault or breakpoint of its own. */
export function useIsDrawnApart(): boolean {
  return useContext(DrawnApart) !== null;
}

/** A part of the rule that this node belongs to; undefined where there is none. */
export function useDrawn<Part>(part: (rule: Rule) => Part): Part | undefined {
  const apart = useContext(DrawnApart);
  return useStudio((state) => {
    const rule = apart ?? presentOf(state)?.rule;
    return rule && part(rule);
  });
}
