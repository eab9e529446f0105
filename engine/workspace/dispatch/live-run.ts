import { createHash } from 'node:crypto';
import type { Catalog } from '../../catalog/index.ts';
import { type ChainAnswer, type ChainRequest, runRule } from '../../chain/index.ts';
import { failure, type Result, type RunRecord, success } from '../../model/index.ts';
import type { Backend, JournalEntry, NewRun } from './backend.ts';

/**
 * What runs ask for, and in which order. Raised when that changes: a run that was under way then is held, because its
 * journal speaks of another order.
 */
export const engineVersion = 'chain-1';

/** A run under way: where its generator stands, and how many answers its journal has. */
export interface LiveRun {
  readonly run: NewRun;
  readonly chain: Generator<ChainRequest, RunRecord, ChainAnswer>;
  next: IteratorResult<ChainRequest, RunRecord>;
  answered: number;
  /** Answers of the run that this one repeats, by step, for steps that are not done again. */
  readonly reuse: Map<string, ChainAnswer[]>;
}

/** A run at its beginning. */
export function startRun(run: NewRun, catalog: Catalog, backend: Backend): LiveRun {
  const reuse =
    run.replayFrom === 'failed' && run.replayOf !== null ? doneSteps(run.replayOf, backend) : null;
  const chain = runRule(run.rule, run.event, {
    catalog,
    driver: 'live',
    isDryRun: false,
    source: run.source,
    ...(run.by === null ? {} : { runKey: run.id }),
    ...(reuse ? { notes: reuse.notes } : {}),
  });
  return { run, chain, next: chain.next(), answered: 0, reuse: reuse?.answers ?? new Map() };
}

/** A run rebuilt from its journal. One whose requests are not those that were answered is refused, never guessed on. */
export function resumeRun(run: NewRun, catalog: Catalog, backend: Backend): Result<LiveRun, string> {
  const live = startRun(run, catalog, backend);
  for (const entry of backend.journal(run.id)) {
    skipVisits(live);
    const at = `answer ${entry.sequence + 1} of its journal`;
    if (entry.engine !== engineVersion) {
      return failure(`${at} was given by ${entry.engine}, and this is ${engineVersion}`);
    }
    if (live.next.done) return failure(`the run ends before ${at}`);
    const request = live.next.value;
    if (fingerprint(request) !== entry.request) return failure(`${at} was to another request`);
    if (isReusable(request)) takeReused(live, request.stepId);
    live.next = live.chain.next(entry.answer);
    live.answered++;
  }
  skipVisits(live);
  return success(live);
}

/** Answers a request durably: the journal has it before the run goes on. Part of the caller's transaction. */
export function answerRun(live: LiveRun, request: ChainRequest, answer: ChainAnswer, backend: Backend): void {
  const entry: JournalEntry = {
    sequence: live.answered,
    engine: engineVersion,
    step: 'stepId' in request ? request.stepId : null,
    request: fingerprint(request),
    answer,
  };
  backend.answer(live.run.id, entry);
  live.answered++;
  live.next = live.chain.next(answer);
}

/** Visits are for debuggers: they are answered at once, and leave no trace. */
export function skipVisits(live: LiveRun): void {
  while (!live.next.done && live.next.value.kind === 'visit') live.next = live.chain.next({ kind: 'done' });
}

/** The answer that the repeated run had, where this step is not to be done again. */
export function reusedAnswer(live: LiveRun, request: ChainRequest): ChainAnswer | null {
  if (!isReusable(request)) return null;
  const answer = takeReused(live, request.stepId);
  const fits = request.kind === 'read-state' ? 'state' : 'effect-done';
  if (answer?.kind !== fits) return null;
  // It happened in the other run, and not again in this one.
  return answer.kind === 'effect-done' ? { ...answer, isPerformed: false } : answer;
}

function isReusable(request: ChainRequest) {
  return request.kind === 'read-state' || request.kind === 'perform-effect';
}

function takeReused(live: LiveRun, stepId: string): ChainAnswer | undefined {
  return live.reuse.get(stepId)?.shift();
}

function doneSteps(
  runId: string,
  backend: Backend,
): { answers: Map<string, ChainAnswer[]>; notes: string[] } {
  const steps = backend.record(runId)?.steps.filter(({ status }) => status === 'succeeded') ?? [];
  const answers = new Map<string, ChainAnswer[]>(steps.map(({ id }) => [id, []]));
  for (const { step, answer } of backend.journal(runId)) {
    const isFinal = answer.kind === 'state' || answer.kind === 'effect-done';
    if (step !== null && isFinal) answers.get(step)?.push(answer);
  }
  const notes = steps.map(({ id, effects }) => {
    const kinds = effects.map(({ kind }) => kind).join(', ');
    return `step ${id} was done in ${runId} and is not repeated${kinds === '' ? '' : `: ${kinds}`}`;
  });
  return { answers, notes };
}

function fingerprint(request: ChainRequest): string {
  if (request.kind === 'now' || request.kind === 'random') return request.kind;
  const { kind, ...rest } = request;
  const digest = createHash('sha256').update(JSON.stringify(rest)).digest('base64url').slice(0, 22);
  return `${kind} ${digest}`;
}
