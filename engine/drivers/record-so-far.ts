import type { Visit } from '../chain/index.ts';
import { type FilterTrace, type Place, type Rule, type RunRecord, walkFilter } from '../model/index.ts';

/** `pending`: not come to; `current`: entered, not finished; `done`: decided, or passed over. */
export type Progress = 'pending' | 'current' | 'done';

/**
 * A run's record as it stands before a stop: steps that were not come to are as written, leaves that were not come
 * to show no values, and outcome and reason are open (`not-considered`, null) until the run is done. `stop` null is
 * the end.
 */
export function recordSoFar(
  final: RunRecord,
  rule: Rule,
  passed: readonly Place[],
  stop: Visit | null,
): { record: RunRecord; progress: Record<Place, Progress> } {
  const isFilterDone = stop === null || stop.part === 'gates' || stop.part === 'step';
  const progress: Record<Place, Progress> = {};
  const isPassed = new Set(passed);
  for (const { at } of walkFilter(rule.filter)) {
    progress[at] = isFilterDone ? 'done' : progressOf(at, isPassed, stop.at);
  }
  rule.actions.forEach((_, index) => {
    const at = `actions[${index}]`;
    progress[at] = stop === null || isPassed.has(at) ? 'done' : stop.at === at ? 'current' : 'pending';
  });
  if (stop === null) return { record: final, progress };

  const steps = final.steps.map((step, index): RunRecord['steps'][number] => {
    const written = rule.actions[index];
    if (progress[`actions[${index}]`] === 'done' || step.status === 'disabled' || !written) return step;
    const { id, type, params } = written;
    return {
      id,
      type,
      status: 'not-reached',
      params,
      output: null,
      effects: [],
      attempts: [],
      error: null,
    };
  });
  const filter = isFilterDone
    ? final.filter
    : { pass: false, nodes: final.filter.nodes.map((node) => traceSoFar(node, progress)) };
  const record: RunRecord = {
    ...final,
    outcome: 'not-considered',
    reason: null,
    filter,
    steps,
    counts: {
      succeeded: steps.filter(({ status }) => status === 'would-run').length,
      failed: steps.filter(({ status }) => status === 'failed' || status === 'invalid').length,
    },
  };
  return { record, progress };
}

/** A node is done once something that is not inside it has been come to after it. */
function progressOf(at: Place, passed: ReadonlySet<Place>, stop: Place): Progress {
  if (at === stop || stop.startsWith(`${at}.`)) return 'current';
  if (passed.has(at)) return 'done';
  // Passed over by a short-circuit of a group that is finished itself.
  const parent = at.replace(/\.(?:any\[\d+\]|all\[\d+\]|not|where)$/, '');
  return parent !== at && progressOf(parent, passed, stop) === 'done' ? 'done' : 'pending';
}

function traceSoFar(trace: FilterTrace, progress: Readonly<Record<Place, Progress>>): FilterTrace {
  if (progress[trace.at] === 'done') return trace;
  const open = { pass: false, reached: progress[trace.at] === 'current' };
  const soFar = (child: FilterTrace) => traceSoFar(child, progress);
  if ('op' in trace) return { ...trace, ...open, actual: null, present: false };
  if ('any' in trace) return { ...trace, ...open, any: trace.any.map(soFar) };
  if ('all' in trace) return { ...trace, ...open, all: trace.all.map(soFar) };
  if ('not' in trace) return { ...trace, ...open, not: soFar(trace.not) };
  return { ...trace, ...open, items: trace.items?.map(soFar) ?? null };
}
