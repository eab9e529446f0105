import { performance } from 'node:perf_hooks';
import type { Catalog } from '../catalog/index.ts';
import { dryRun, omitTimings, scheduledEvents } from '../drivers/index.ts';
import type { Event, Rule, RunRecord } from '../model/index.ts';
import type { CliContext, GlobalOptions } from './command.ts';
import { paintFor } from './report/paint.ts';
import { runReport } from './report/run-report.ts';

export interface RunOutput {
  json?: boolean;
  timings: boolean;
}

/**
 * Dry-runs a rule as the global options say. With `--at` the clock stands at that time and no time passes, so that
 * the same call prints the same bytes.
 */
export function runDry(rule: Rule, event: Event, catalog: Catalog, { at, seed }: GlobalOptions): RunRecord {
  const clock = at ? {} : { measure: () => performance.now() };
  return dryRun({ rule, event, catalog, seed, at: (at ?? new Date()).toISOString(), ...clock });
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
  run: { record: RunRecord; event: Event; catalog: Catalog; howToCommit: string },
  output: RunOutput,
): void {
  const record = output.timings ? run.record : omitTimings(run.record);
  if (output.json) context.print(JSON.stringify(record, null, 2));
  else context.print(runReport(record, run.event, { ...run, paint: paintFor(context) }));
}
