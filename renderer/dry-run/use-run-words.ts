import { useDryRun } from '../state/dry-run.ts';
import { useCatalog, useRule } from '../state/selectors.ts';
import { placeText } from '../words/place-words.ts';
import { outcomeText } from './outcome-words.ts';

/** What the dry run came to, or what it has stopped before; empty where there is no run. */
export function useRunWords(): string {
  const run = useDryRun();
  const rule = useRule();
  const catalog = useCatalog();
  if (!run || !rule || !catalog) return '';
  if (run.state.isDone) return outcomeText(run.final);
  return `Paused before ${run.state.at ? placeText(run.state.at, rule, catalog) : ''}`;
}
