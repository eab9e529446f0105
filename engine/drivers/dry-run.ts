import type { Catalog } from '../catalog/index.ts';
import { type ChainAnswer, type ChainRequest, decideGates, noFirings, runRule } from '../chain/index.ts';
import type { TriggerSource } from '../language/index.ts';
import type { Event, Rule, RunRecord } from '../model/index.ts';
import { createDryWorld, type DryRunState } from './dry-world.ts';
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
}

/**
 * What a rule would do to an event: same options, same record, byte for byte. Nothing in it can touch the world:
 * effects are answered with predictions. Whether the rule is enabled does not matter, and is noted.
 */
export function dryRun(options: DryRunOptions): RunRecord {
  const run = startDryRun(options);
  const answer = createDryAnswerer(options);
  let next = run.next();
  while (!next.done) next = run.next(answer(next.value));
  return next.value;
}

export function startDryRun({ rule, event, catalog, source }: DryRunOptions) {
  return runRule(rule, event, {
    catalog,
    driver: 'dry-run',
    isDryRun: true,
    ...(source === undefined ? {} : { source }),
    notes: rule.enabled ? [] : ['rule is disabled'],
  });
}

/** Answers a dry run's requests from a virtual clock, a seed and an assumed world, none of them shared. */
export function createDryAnswerer(options: DryRunOptions): (request: ChainRequest) => ChainAnswer {
  const { catalog, state = {} } = options;
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
        return { kind: 'gates', refusedBy: decideGates(request, state.firings ?? noFirings) };
      case 'read-state':
        return { kind: 'state', value: world.read(request.query) };
      case 'perform-effect': {
        world.apply(request.effect);
        const prediction = predictEffect(request.effect, request.actionType, catalog);
        return { kind: 'effect-done', ...prediction, isPerformed: false };
      }
    }
  };
}
