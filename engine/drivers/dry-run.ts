import type { Catalog } from '../catalog/index.ts';
import {
  type ChainAnswer,
  type ChainRequest,
  decideGates,
  effectFailure,
  type FiringLog,
  type GateClaim,
  noFirings,
  runRule,
  runRuleSteps,
} from '../chain/index.ts';
import type { TriggerSource } from '../language/index.ts';
import type { Event, Gate, Rule, RunRecord, StepRecord } from '../model/index.ts';
import { createDryWorld, type DryRunState } from './dry-world.ts';
import { type Fault, faultFor, printFault } from './faults.ts';
import { predictEffect } from './predict-effect.ts';
import { seededRandom } from './seeded-random.ts';

export interface DryRunOptions {
  rule: Rule;
  event: Event;
  catalog: Catalog;
  /** ISO time at which the run takes place; by default the event's. */
  at?: string;
  seed?: number;
  /** A monotonic clock in milliseconds, for `latencyMs`; without one that is 0. */
  measure?: () => number;
  state?: DryRunState;
  /** What set the run off; by default what the rule's trigger says. */
  source?: TriggerSource;
  /** Failures to assume at steps, instead of the success that is predicted otherwise. */
  faults?: readonly Fault[];
  /**
   * Where the gates are claimed, so that dry runs in a row see each other's firings; otherwise `state.firings`, which
   * stays as it is. A debug session, which goes back and forth, claims nothing.
   */
  firingLog?: FiringLog;
}

/**
 * What a rule would do to an event: same options, same record, byte for byte. Nothing in it can touch the world:
 * effects are answered with predictions. Whether the rule is enabled does not matter, and is noted.
 */
export function dryRun(options: DryRunOptions): RunRecord {
  const run = startDryRun(options);
  const { firingLog } = options;
  const answer = createDryAnswerer(options, firingLog && ((claim) => firingLog.claim(claim)));
  let next = run.next();
  while (!next.done) next = run.next(answer(next.value));
  return next.value;
}

/**
 * The steps that `dryRun` would record of a match that its gates let through, and nothing else of it: for many events,
 * whose matches are known already.
 */
export function dryRunSteps(options: Pick<DryRunOptions, 'rule' | 'event' | 'catalog'>): StepRecord[] {
  const context = { catalog: options.catalog, driver: 'dry-run', isDryRun: true };
  const run = runRuleSteps(options.rule, options.event, context);
  const answer = createDryAnswerer(options);
  let next = run.next();
  while (!next.done) next = run.next(answer(next.value));
  return next.value;
}

export function startDryRun({ rule, event, catalog, source, faults = [] }: DryRunOptions) {
  const assumed = faults.map((fault) => `fault assumed: ${printFault(fault)}`);
  return runRule(rule, event, {
    catalog,
    driver: 'dry-run',
    isDryRun: true,
    ...(source === undefined ? {} : { source }),
    notes: [...(rule.enabled ? [] : ['rule is disabled']), ...assumed],
  });
}

/** Answers a dry run's requests from a virtual clock, a seed and an assumed world, none of them shared. */
export function createDryAnswerer(
  options: DryRunOptions,
  claimGates?: (claim: GateClaim) => Gate | null,
): (request: ChainRequest) => ChainAnswer {
  const { catalog, state = {}, faults = [] } = options;
  const claim = claimGates ?? ((request) => decideGates(request, state.firings ?? noFirings));
  const random = seededRandom(options.seed ?? 0);
  const world = createDryWorld(state);
  let clock = options.at ?? options.event.firedAt;
  return (request) => {
    switch (request.kind) {
      case 'now':
        return { kind: 'now', at: clock, elapsedMs: options.measure?.() ?? 0 };
      case 'random':
        return { kind: 'random', value: random() };
      case 'sleep-until':
        clock = request.at;
        return { kind: 'done' };
      case 'visit':
        return { kind: 'done' };
      case 'claim-gates':
        return { kind: 'gates', refusedBy: claim(request) };
      case 'read-state':
        return { kind: 'state', value: world.read(request.query) };
      case 'perform-effect': {
        const cause = faultFor(faults, request);
        if (cause) return { kind: 'effect-failed', failure: effectFailure(cause) };
        world.apply(request.effect);
        const prediction = predictEffect(request.effect, request.actionType, catalog);
        return { kind: 'effect-done', ...prediction, isPerformed: false };
      }
    }
  };
}
