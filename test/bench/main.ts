import { live } from './live.ts';
import { oneRule } from './one-rule.ts';
import { enginePage, printReport, writePage } from './page.ts';
import { replay } from './replay.ts';
import { ruleSet } from './rule-set.ts';
import type { Report, Workload } from './workload.ts';

/** All parts, in the order of the page. */
const workloads: readonly Workload[] = [oneRule, ruleSet, replay, live];

/** Names that stand for several parts. */
const families: Readonly<Record<string, readonly string[]>> = { matching: ['one-rule', 'rule-set'] };

const asked = process.argv.slice(2).flatMap((name) => families[name] ?? [name]);
const unknown = asked.filter((name) => !workloads.some((workload) => workload.name === name));
if (unknown.length > 0) {
  const names = [...workloads.map(({ name }) => name), ...Object.keys(families)];
  console.error(`there is no ${unknown.join(', ')}; there are ${names.join(', ')}`);
  process.exit(2);
}

const reports = new Map<string, Report>();
for (const workload of workloads) {
  if (asked.length > 0 && !asked.includes(workload.name)) continue;
  const report = await workload.run();
  console.log(printReport(report));
  reports.set(workload.name, report);
}
const today = new Date().toISOString().slice(0, 10);
writePage(
  enginePage,
  reports,
  workloads.map(({ name }) => name),
  today,
);
// A thread pool of a contender's may still be up.
process.exit(0);
