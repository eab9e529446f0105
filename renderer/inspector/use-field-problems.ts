import type { Problem } from '../../engine/model/index.ts';
import { useProblems } from '../state/selectors.ts';

/** The problems at a place, or inside it. */
export function useFieldProblems(at: string): Problem[] {
  return useProblems().filter(
    (problem) => problem.at === at || problem.at.startsWith(`${at}.`) || problem.at.startsWith(`${at}[`),
  );
}
