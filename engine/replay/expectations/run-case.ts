import { verdictWords } from '../../analysis/index.ts';
import type { Catalog } from '../../catalog/index.ts';
import { createFiringLog } from '../../chain/index.ts';
import { dryRun, scheduledEvents } from '../../drivers/index.ts';
import type { Event, Json, Outcome, Rule, RunRecord, StepRecord, StepStatus } from '../../model/index.ts';
import type { ExpectationCase, Expected, ExpectedStep } from './expectation-file.ts';
import { type Difference, show, subsetDifferences } from './subset-differences.ts';

export interface CaseResult {
  name: string;
  pass: boolean;
  differences: Difference[];
  /** A record for each given event, in order; the last is what was expected of. */
  records: RunRecord[];
}

export interface CaseSurroundings {
  catalog: Catalog;
  seed?: number;
}

/**
 * Runs a case: its events one after the other against one log of firings, so that limits count them, each at the time
 * it was fired and the last at the case's `at`. Compared is what the last event comes to. A case of a scheduled rule may
 * give no event: it fires, at `at`, as its schedule would for the first app of its scope.
 */
export function runCase(
  rule: Rule,
  expectation: ExpectationCase,
  { catalog, seed = 0 }: CaseSurroundings,
): CaseResult {
  const { name, at, expect } = expectation;
  const given = eventsOf(rule, expectation, catalog);
  const last = given.at(-1);
  if (!last) {
    const message =
      'no event is given; only a scheduled rule with an app in its scope fires without one, at “at”';
    return {
      name,
      pass: false,
      differences: [{ at: 'given', message, expected: null, actual: [] }],
      records: [],
    };
  }
  const firingLog = createFiringLog();
  const earlier = given.slice(0, -1).map((event) => dryRun({ rule, event, catalog, seed, firingLog }));
  const record = dryRun({ rule, event: last, catalog, seed, firingLog, ...(at === undefined ? {} : { at }) });
  const differences = caseDifferences(expect, rule, last, record);
  return { name, pass: differences.length === 0, differences, records: [...earlier, record] };
}

function eventsOf(rule: Rule, { given, at }: ExpectationCase, catalog: Catalog): readonly Event[] {
  if (given.length > 0 || rule.trigger.kind !== 'schedule' || at === undefined) return given;
  return scheduledEvents(rule, new Date(at).toISOString(), catalog).slice(0, 1);
}

function caseDifferences(expect: Expected, rule: Rule, event: Event, record: RunRecord): Difference[] {
  const verdict = verdictDifferences(expect, rule, event, record);
  // What its steps would have done says nothing of a run that was not to be, or never was.
  if (verdict.some(({ at }) => at === 'expect.outcome') || expect.steps === undefined) return verdict;
  return [...verdict, ...stepDifferences(expect.steps, record)];
}

function verdictDifferences(expect: Expected, rule: Rule, event: Event, record: RunRecord): Difference[] {
  const { outcome, reason } = record;
  const got = reason === null ? outcome : `${outcome} (${reason})`;
  const why = verdictWords(rule, event, record);
  if (whenDry(expect.outcome) !== whenDry(outcome)) {
    const wanted = expect.reason ? `${expect.outcome} (${expect.reason})` : expect.outcome;
    const message = `expected ${wanted}, got ${got}: ${why}`;
    return [{ at: 'expect.outcome', message, expected: expect.outcome, actual: outcome }];
  }
  if (expect.reason === undefined || expect.reason === reason) return [];
  const message = `expected ${expect.reason === null ? 'no reason' : expect.reason}, got ${got}: ${why}`;
  return [{ at: 'expect.reason', message, expected: expect.reason, actual: reason }];
}

/** Cases made from live runs hold for dry ones too. */
function whenDry(outcome: Outcome): Outcome {
  if (outcome === 'executed') return 'would-execute';
  return outcome === 'skipped' ? 'would-skip' : outcome;
}

function stepDifferences(expected: readonly ExpectedStep[], record: RunRecord): Difference[] {
  const reached = record.steps.filter(isReached);
  if (expected.length !== reached.length) {
    const [wanted, got] = [expected.map(({ type }) => type), reached.map(({ type }) => type)];
    const message = `expected ${countSteps(wanted)}, got ${countSteps(got)}${failuresOf(reached)}`;
    return [{ at: 'expect.steps', message, expected: wanted, actual: got }];
  }
  return expected.flatMap((step, index) => {
    const actual = reached[index];
    return actual ? differencesOfStep(step, actual, `expect.steps[${index}]`) : [];
  });
}

/** Whether a run came to the step: one that is disabled, or after a stop, is none of what happened. */
export function isReached({ status }: StepRecord): boolean {
  return status !== 'disabled' && status !== 'not-reached';
}

function countSteps(types: readonly string[]): string {
  if (types.length === 0) return 'no step';
  return `${types.length} ${types.length === 1 ? 'step' : 'steps'} (${types.join(', ')})`;
}

function failuresOf(steps: readonly StepRecord[]): string {
  return steps.map(({ error }) => (error ? `; ${error.at}: ${error.message}` : '')).join('');
}

function differencesOfStep(expected: ExpectedStep, actual: StepRecord, at: string): Difference[] {
  if (expected.type !== actual.type) return subsetDifferences(expected.type, actual.type, `${at}.type`);
  const status = expected.status ?? 'would-run';
  const effects: Json = actual.effects.map((effect) => ({ ...effect }));
  return [
    ...(stepWhenDry(status) === stepWhenDry(actual.status) ? [] : [statusDifference(status, actual, at)]),
    ...(expected.params === undefined
      ? []
      : subsetDifferences(expected.params, actual.params, `${at}.params`)),
    ...(expected.effects === undefined ? [] : effectDifferences(expected.effects, effects, `${at}.effects`)),
  ];
}

function stepWhenDry(status: StepStatus): StepStatus {
  return status === 'succeeded' ? 'would-run' : status;
}

function statusDifference(expected: StepStatus, { status, error }: StepRecord, at: string): Difference {
  const why = error ? `: ${error.at}: ${error.message}` : '';
  const message = `expected the step to be ${expected}, it is ${status}${why}`;
  return { at: `${at}.status`, message, expected, actual: status };
}

function effectDifferences(expected: readonly Json[], actual: readonly Json[], at: string): Difference[] {
  if (expected.length === actual.length) return subsetDifferences([...expected], [...actual], at);
  const message = `expected ${expected.length} effects, got ${actual.length}: ${show([...actual])}`;
  return [{ at, message, expected: [...expected], actual: [...actual] }];
}
