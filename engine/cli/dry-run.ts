import { performance } from 'node:perf_hooks';
import { Option } from 'commander';
import type { Catalog } from '../catalog/index.ts';
import {
  checkFaults,
  dryRun,
  type Fault,
  faultKinds,
  omitTimings,
  parseFault,
  scheduledEvents,
} from '../drivers/index.ts';
import { nextFirings } from '../language/index.ts';
import { type Event, failure, type Result, type Rule, type RunRecord, success } from '../model/index.ts';
import type { CliContext, GlobalOptions } from './command.ts';
import { paintFor } from './report/paint.ts';
import { runReport } from './report/run-report.ts';

export interface RunOutput {
  json?: boolean;
  timings: boolean;
  fault?: string[];
}

/**
 * Dry-runs a rule as the global options say. With `--at` the clock stands at that time and no time passes, so that
 * the same call prints the same bytes.
 */
export function runDry(
  rule: Rule,
  event: Event,
  catalog: Catalog,
  { at, seed }: GlobalOptions,
  faults: readonly Fault[] = [],
): RunRecord {
  const clock = at ? {} : { measure: () => performance.now() };
  return dryRun({ rule, event, catalog, seed, faults, at: (at ?? new Date()).toISOString(), ...clock });
}

/** `--fault STEP=KIND[@ATTEMPTS]`, as often as there are faults to assume. */
export function faultOption(): Option {
  const kinds = `${faultKinds.join(', ')}; @2 or @1-3 names the attempts, :30 after http-429 its Retry-After`;
  return new Option('--fault <step=kind[@attempts]>', `assume a failure at a step: ${kinds}`).argParser(
    (text: string, before: string[] = []) => [...before, text],
  );
}

/** The faults that were asked for; why they cannot be assumed, as a sentence. */
export function readFaults(
  texts: readonly string[] = [],
  rule: Rule,
  catalog: Catalog,
): Result<Fault[], string> {
  const faults: Fault[] = [];
  for (const text of texts) {
    const fault = parseFault(text);
    if (!fault.ok) return failure(`--fault: ${fault.error}`);
    faults.push(fault.value);
  }
  const [problem] = checkFaults(rule, catalog, faults);
  return problem === undefined ? success(faults) : failure(`--fault: ${problem}`);
}

/** The event of a schedule that is due now: for the first app of the scope; the others would follow, each its own. */
export function scheduledEvent(
  rule: Rule,
  catalog: Catalog,
  { at = new Date() }: GlobalOptions,
): Event | undefined {
  // An empty scope fires nowhere; it is shown on any app, so that the record can say so.
  const [anyApp = ''] = catalog.apps.keys();
  const apps = rule.scope.apps.length > 0 ? rule.scope.apps : [anyApp];
  return scheduledEvents({ ...rule, scope: { apps } }, at.toISOString(), catalog)[0];
}

export function printRun(
  context: CliContext,
  run: { record: RunRecord; rule: Rule; event: Event; catalog: Catalog; howToCommit: string },
  output: RunOutput,
): void {
  const record = output.timings ? run.record : omitTimings(run.record);
  if (output.json) {
    const text = writeRecord(record);
    if (text !== null) context.print(text);
    else context.fail(2, 'the record is too large to be written: its values repeat the event');
  } else {
    const firings = firingsAfter(run.rule, context.options());
    context.print(runReport(record, run.event, { ...run, nextFirings: firings, paint: paintFor(context) }));
  }
}

/** Null where many conditions or steps that show a large value make more text than can be held. */
function writeRecord(record: RunRecord): string | null {
  try {
    return JSON.stringify(record, null, 2);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The next ten due times of a rule that runs by the clock. */
function firingsAfter({ trigger }: Rule, { at = new Date() }: GlobalOptions): string[] {
  return trigger.kind === 'schedule' ? nextFirings(trigger.schedule, at.toISOString(), 10) : [];
}
