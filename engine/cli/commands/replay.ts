import { writeFileSync } from 'node:fs';
import { InvalidArgumentError } from 'commander';
import type { Catalog } from '../../catalog/index.ts';
import type { Rule } from '../../model/index.ts';
import {
  type ComparisonEnd,
  type RecordingSource,
  type ReplayEnd,
  startComparison,
  startReplay,
} from '../../replay/index.ts';
import { readCatalog } from '../catalog-option.ts';
import type { CliContext, RegisterCommand } from '../command.ts';
import { explain } from '../input.ts';
import { createOutputLines } from '../output-lines.ts';
import { paintFor } from '../report/paint.ts';
import { replayJunit } from '../report/replay-junit.ts';
import { showProgress } from '../report/replay-progress.ts';
import { badLines, comparisonReport, replayReport } from '../report/replay-report.ts';
import { type NamedRules, readRuleSet } from '../rule-sets.ts';

interface ReplayOptions {
  rules: string;
  events: string;
  against?: string;
  json?: boolean;
  junit?: string;
  includeDisabled?: boolean;
  workers?: number;
  workspace?: string;
}

/** `replay`: a recording against many rules, or against two rule sets. Exit code 0 whatever the matches. */
export const registerReplay: RegisterCommand = (program, context) => {
  program
    .command('replay')
    .summary('what rules would do to a recording of events')
    .description(
      "Replays a recording (JSON Lines, one event a line, plain or gzip) against rules, on the recording's own clock. Nothing is sent or changed. Bad lines are counted and told of, and do not stop it.",
    )
    .requiredOption('--rules <file|dir|@stored|@live>', 'the rules; - for standard input')
    .requiredOption('--events <file>', 'the recording; - for standard input')
    .option(
      '--against <file|dir|@stored|@live>',
      'the rules as they were: report only what differs from them',
    )
    .option('--workspace <name>', 'the workspace that @live means (default: the only one)')
    .option('--include-disabled', 'replay stored and live rules that are disabled, too')
    .option('--workers <n>', 'threads that match (default: one for each core)', parseWorkers)
    .option('--json', 'print JSON Lines: a line for each match, the summary last')
    .option('--junit <file>', 'write the result as JUnit XML as well')
    .addHelpText(
      'after',
      `
Examples:
  rulewright replay --rules rules/ --events events.jsonl.gz
  rulewright replay --rules @stored --events - --json < events.jsonl
  rulewright replay --rules rules/ --against @stored --events events.jsonl`,
    )
    .action((options: ReplayOptions) => replay(context, options));
};

async function replay(context: CliContext, options: ReplayOptions): Promise<void> {
  const wanted = [options.rules, options.events, options.against];
  if (wanted.filter((each) => each === '-').length > 1) {
    return context.fail(2, 'only one of the rules and the events can come from standard input');
  }
  if (options.junit !== undefined && options.against !== undefined) {
    return context.fail(2, '--junit reports on one rule set; leave out --against');
  }
  const catalog = await readCatalog(context);
  if (!catalog.ok) return context.fail(2, catalog.error);
  const rules = await readRuleSet(context, options.rules, options);
  if (!rules.ok) return context.fail(2, rules.error);
  if (options.against === undefined) return await replayOne(context, rules.value, catalog.value, options);
  const against = await readRuleSet(context, options.against, options);
  if (!against.ok) return context.fail(2, against.error);
  await compareTwo(context, against.value, rules.value, catalog.value, options);
}

async function replayOne(
  context: CliContext,
  named: NamedRules,
  catalog: Catalog,
  options: ReplayOptions,
): Promise<void> {
  const output = createOutputLines(context.stdout);
  const running = startReplay({
    ...sharedOptions(context, catalog, options),
    rules: takingPart(named, options),
    ...(options.workers === undefined ? {} : { workers: options.workers }),
    async onRows(rows) {
      if (!options.json) return;
      const lines = rows.map(({ event, rule, outcome, reason }) =>
        JSON.stringify({ event, rule, outcome, reason }),
      );
      if (!(await output.write(`${lines.join('\n')}\n`))) running.cancel();
    },
  });
  const stopShowing = showProgress(context, running);
  const ended = await running.ended;
  stopShowing();
  if (!ended.ok) return context.fail(2, `${nameOf(options.events)}: ${explain(ended.error)}`);
  const end = ended.value;
  if (options.json) await output.write(`${JSON.stringify({ summary: end.summary })}\n`);
  else await output.write(`${replayReport(end, paintFor(context))}\n`);
  finish(context, end, options);
  if (options.junit === undefined) return;
  try {
    writeFileSync(options.junit, replayJunit(nameOf(options.events), end));
  } catch (error) {
    context.fail(2, `${options.junit}: ${explain(error)}`);
  }
}

async function compareTwo(
  context: CliContext,
  before: NamedRules,
  after: NamedRules,
  catalog: Catalog,
  options: ReplayOptions,
): Promise<void> {
  const output = createOutputLines(context.stdout);
  const isTaken = ({ origin }: NamedRules) => origin === 'files' || options.includeDisabled === true;
  const running = startComparison({
    ...sharedOptions(context, catalog, options),
    before: before.rules,
    after: after.rules,
    includeDisabled: { before: isTaken(before), after: isTaken(after) },
    async onChanges(changes) {
      if (!options.json) return;
      const lines = changes.map((change) =>
        JSON.stringify({
          event: change.event,
          rule: change.rule,
          before: change.before,
          after: change.after,
          why: change.why,
        }),
      );
      if (!(await output.write(`${lines.join('\n')}\n`))) running.cancel();
    },
  });
  const stopShowing = showProgress(context, running);
  const ended = await running.ended;
  stopShowing();
  if (!ended.ok) return context.fail(2, `${nameOf(options.events)}: ${explain(ended.error)}`);
  const end = ended.value;
  if (options.json) await output.write(`${JSON.stringify({ summary: end.summary })}\n`);
  else await output.write(`${comparisonReport(end, paintFor(context))}\n`);
  finish(context, end, options);
}

function sharedOptions(context: CliContext, catalog: Catalog, { events }: ReplayOptions) {
  const source: RecordingSource =
    events === '-' ? { kind: 'stream', stream: context.stdin } : { kind: 'file', path: events };
  const { at } = context.options();
  return { catalog, source, ...(at === undefined ? {} : { firedAt: at.toISOString() }) };
}

/** Rules named by file take part enabled or not, stored ones only enabled unless asked otherwise. */
function takingPart({ rules, origin }: NamedRules, { includeDisabled }: ReplayOptions): Rule[] {
  return rules.filter(({ enabled }) => origin === 'files' || enabled || includeDisabled === true);
}

/** Machine output says how many lines were bad; which they were is told beside it. */
function finish(context: CliContext, end: ReplayEnd | ComparisonEnd, { events, json }: ReplayOptions): void {
  if (!json) return;
  for (const line of badLines(end)) context.note(`${nameOf(events)}: ${line}`);
}

function nameOf(events: string): string {
  return events === '-' ? 'standard input' : events;
}

function parseWorkers(value: string): number {
  const workers = Number(value);
  if (!/^\d{1,3}$/.test(value) || workers < 1)
    throw new InvalidArgumentError('a number from 1 to 999 is needed');
  return workers;
}
