import { setAtPlace } from '../../engine/editing/index.ts';
import type { Problem } from '../../engine/model/index.ts';
import { applyEdit } from './document.ts';
import { draftOf } from './selectors.ts';
import { get } from './store.ts';

/** Mends a problem that carries its mending as data. */
export function applyFix(problem: Problem): void {
  const rule = draftOf(get())?.rule;
  if (!rule || problem.replacement === undefined) return;
  applyEdit(setAtPlace(rule, problem.at, problem.replacement, problem.fix ?? 'Fix problem'));
}
