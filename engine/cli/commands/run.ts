import { existsSync } from 'node:fs';
import { Option } from 'commander';
import { type Catalog, findEventType, subjectOf } from '../../catalog/index.ts';
import { type Event, failure, nearestNames, type Result, type Rule, success } from '../../model/index.ts';
import type { CliContext, RegisterCommand } from '../command.ts';
import { commitRun } from '../commit-run.ts';
import { faultOption, printRun, type RunOutput, readFaults, runDry, scheduledEvent } from '../dry-run.ts';
import { describeFailure, readEventFile } from '../input.ts';
import { findRule, inStudio } from '../studio-session.ts';

interface RunOptions extends RunOutput {
  event?: string;
  subject?: string;
  schedule?: boolean;
  commit?: boolean;
  workspace?: string;
}

/** `run`: a stored rule against an event; a dry run unless `--commit` hands it to a workspace. */
export const registerRun: RegisterCommand = (program, context) => {
  program
    .command('run')
    .description('dry-run a stored rule, by default on the first sample event that matches it')
    .argument('<rule>', 'its id, or its name')
    .addOption(
      new Option('--event <file|name>', 'an event file, or the name of a sample').conflicts([
        'subject',
        'schedule',
      ]),
    )
    .addOption(
      new Option('--subject <id>', 'the sample event about this subject').conflicts(['event', 'schedule']),
    )
    .option('--schedule', 'fire the rule as its schedule would')
    .addOption(new Option('--dry-run', 'change nothing; this is the default').conflicts('commit'))
    .option('--commit', 'have the connected workspace perform it')
    .option('--workspace <name>', 'the workspace that performs it (default: the only one)')
    .addOption(faultOption().conflicts('commit'))
    .option('--json', 'print the run record as JSON')
    .option('--no-timings', 'leave out when it ran and how long it took')
    .addHelpText(
      'after',
      `
Examples:
  rulewright run r_fraud_cards
  rulewright run r_fraud_cards --event "Suspected fraud, Loans, e-mail"
  rulewright run r_retention_digest --schedule --json
  rulewright run r_fraud_cards --fault s2=smtp-4xx@1-2
  rulewright run r_fraud_cards --commit --workspace staging`,
    )
    .action((wanted: string, options: RunOptions) => run(context, wanted, options));
};

async function run(context: CliContext, wanted: string, options: RunOptions): Promise<void> {
  await inStudio(context, async (session) => {
    const found = await findRule(session, wanted);
    if (!found.ok) return context.fail(2, found.error);
    const { rule, hasUnsavedVersion } = found.value;
    const { catalog } = session.studio;
    const event = await chooseEvent(context, rule, catalog, options);
    if (!event.ok) return context.fail(2, event.error);
    if (options.commit) return await commitRun(context, session, { rule, event: event.value }, options);
    if (hasUnsavedVersion)
      context.note(`The draft of ${rule.id} is run; it differs from version ${rule.version}.`);
    const faults = readFaults(options.fault, rule, catalog);
    if (!faults.ok) return context.fail(2, faults.error);
    const record = runDry(rule, event.value, catalog, context.options(), faults.value);
    const howToCommit = `To apply it: run ${rule.id} --commit, with a workspace connected.`;
    printRun(context, { record, rule, event: event.value, catalog, howToCommit }, options);
  });
}

async function chooseEvent(
  context: CliContext,
  rule: Rule,
  catalog: Catalog,
  { event: wanted, subject, schedule }: RunOptions,
): Promise<Result<Event, string>> {
  const settings = context.options();
  if (wanted !== undefined) {
    const sample = samplesOf(catalog).find(({ name }) => name === wanted);
    if (sample) return success(sample.event);
    if (wanted !== '-' && !existsSync(wanted)) {
      const near = nearestNames(
        wanted,
        samplesOf(catalog).map(({ name }) => name),
      );
      const hint = near.length > 0 ? `; did you mean ${near.map((name) => `"${name}"`).join(' or ')}?` : '';
      return failure(`there is no file and no sample event "${wanted}"${hint}`);
    }
    const read = await readEventFile(context, wanted, settings.at ?? new Date());
    return read.ok ? read : failure(describeFailure(read.error));
  }
  if (schedule || (rule.trigger.kind === 'schedule' && subject === undefined)) {
    const event = scheduledEvent(rule, catalog, settings);
    return event ? success(event) : failure('the catalog has no app that a schedule could fire for');
  }
  const type = rule.trigger.kind === 'event' ? rule.trigger.eventType : '';
  const samples = findEventType(catalog, type)?.samples ?? [];
  if (subject !== undefined) {
    const about = samples.find(({ event }) => subjectOf(catalog, event) === subject);
    if (about) return success(about.event);
    const known = samples.map(({ event }) => subjectOf(catalog, event)).join(', ');
    return failure(`there is no ${type} event about "${subject}"; known subjects: ${known || 'none'}`);
  }
  const matching = samples.find(
    ({ event }) => runDry(rule, event, catalog, settings).outcome === 'would-execute',
  );
  const chosen = matching ?? samples[0];
  if (!chosen) return failure(`the catalog has no sample event of type ${type}; name one with --event FILE`);
  if (!matching) context.note('No sample event matches this rule; this is the first of its type.');
  return success(chosen.event);
}

function samplesOf(catalog: Catalog): { name: string; event: Event }[] {
  return [...catalog.eventTypes.values()].flatMap(({ value }) => value.samples);
}
