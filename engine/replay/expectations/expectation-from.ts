import type { Catalog } from '../../catalog/index.ts';
import { createFiringLog } from '../../chain/index.ts';
import { dryRun } from '../../drivers/index.ts';
import { type Event, isJsonObject, type Rule, type RunRecord, type StepRecord } from '../../model/index.ts';
import type { ExpectationCase, Expected, ExpectedStep } from './expectation-file.ts';
import { isReached } from './run-case.ts';

/** What a case is made from: a run there was, or a rule and the events it meets now, in their order. */
export type ExpectationSource =
  | { kind: 'run'; record: RunRecord; given: readonly Event[] }
  | {
      kind: 'events';
      rule: Rule;
      given: readonly [Event, ...Event[]];
      catalog: Catalog;
      at?: string;
      seed?: number;
    };

/**
 * A case that expects just what a run came to: its outcome, its reason, its steps with their parameters and effects.
 * It holds for the rule as it ran, provided that `given` has all earlier events that a limit counted.
 */
export function expectationFrom(source: ExpectationSource, name?: string): ExpectationCase {
  const record = source.kind === 'run' ? source.record : runAll(source);
  // A record without timings was made when its event was fired, as far as anybody can tell.
  const at = source.kind === 'run' ? record.startedAt : source.at;
  return {
    name: name ?? nameOf(record),
    ...(at === undefined ? {} : { at }),
    given: [...source.given],
    expect: expectedOf(record),
  };
}

function runAll(source: Extract<ExpectationSource, { kind: 'events' }>): RunRecord {
  const { rule, given, catalog, at, seed = 0 } = source;
  const [first, ...rest] = given;
  const firingLog = createFiringLog();
  let last = first;
  for (const event of rest) {
    dryRun({ rule, event: last, catalog, seed, firingLog });
    last = event;
  }
  return dryRun({ rule, event: last, catalog, seed, firingLog, ...(at === undefined ? {} : { at }) });
}

function nameOf({ event, outcome, reason }: RunRecord): string {
  const name = `${event.type} ${event.id}: ${outcome}${reason === null ? '' : ` (${reason})`}`;
  return name.length > 200 ? `${name.slice(0, 199)}…` : name;
}

function expectedOf({ outcome, reason, steps }: RunRecord): Expected {
  const reached = steps.filter(isReached);
  return { outcome, reason, ...(reached.length > 0 ? { steps: reached.map(expectedStep) } : {}) };
}

function expectedStep({ type, status, params, effects }: StepRecord): ExpectedStep {
  const isPlain = status === 'would-run' || status === 'succeeded';
  return {
    type,
    ...(isPlain ? {} : { status }),
    ...(isJsonObject(params) ? { params } : {}),
    effects: effects.map((effect) => ({ ...effect })),
  };
}
