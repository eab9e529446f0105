import { checkRule } from '../../engine/analysis/index.ts';
import type { Catalog } from '../../engine/catalog/index.ts';
import { type Problem, type Rule, walkFilter } from '../../engine/model/index.ts';
import { readable } from '../words/problem-words.ts';
import { afterPaint } from './after-paint.ts';
import { type CheckAnswer, createBackgroundCheck } from './background-check.ts';
import { rememberLast } from './remember-last.ts';
import { get, set, useStudio } from './store.ts';
import type { StudioState } from './studio-state.ts';

/** Up to here a rule is checked in well under a frame, and its problems are never a moment old. */
const smallRule = 40;

const isSmall = rememberLast((rule: Rule): boolean => {
  let size = rule.actions.length;
  for (const _node of walkFilter(rule.filter)) if (++size > smallRule) return false;
  return size <= smallRule;
});
const problemsOf = rememberLast((rule: Rule, catalog: Catalog): Problem[] =>
  readAll(checkRule(rule, catalog), rule, catalog),
);
const noProblems: Problem[] = [];

function readAll(problems: readonly Problem[], rule: Rule, catalog: Catalog): Problem[] {
  return problems.map((problem) => readable(problem, rule, catalog));
}

/** What is wrong with the draft. Of a big rule, what was found last: its check runs beside the screen. */
export function problemsOfState({ document, catalog, checked }: StudioState): Problem[] {
  const rule = document?.history.present.rule;
  if (!rule || !catalog) return noProblems;
  if (isSmall(rule)) return problemsOf(rule, catalog);
  return checked?.rule.id === rule.id ? checked.problems : noProblems;
}

/** Has big rules checked in a worker whenever they change, from now on. */
export function startBackgroundChecks(): void {
  let worker: Worker | null = null;
  const background = createBackgroundCheck(
    (question) => {
      worker ??= startWorker();
      worker.postMessage(question);
    },
    (checked) => {
      const { catalog } = get();
      const { rule, problems } = checked;
      set({ checked: catalog ? { rule, problems: readAll(problems, rule, catalog) } : checked });
    },
  );
  function startWorker(): Worker {
    const started = new Worker(new URL('./check-worker.ts', import.meta.url), { type: 'module' });
    started.addEventListener('message', ({ data }: MessageEvent<CheckAnswer>) => background.answered(data));
    return started;
  }
  let last: { rule: Rule; catalog: Catalog } | null = null;
  let callOff = (): void => undefined;
  function follow({ document, catalog }: StudioState): void {
    const rule = document?.history.present.rule;
    if (!rule || !catalog || (last?.rule === rule && last.catalog === catalog)) return;
    last = { rule, catalog };
    callOff();
    // Handing over a big rule takes a while; the edit is to be seen first.
    if (!isSmall(rule)) callOff = afterPaint(() => background.check(rule, catalog));
  }
  useStudio.subscribe(follow);
  follow(get());
}
