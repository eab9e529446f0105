import { Option } from 'commander';
import { readCatalog } from '../catalog-option.ts';
import type { CliContext, RegisterCommand } from '../command.ts';
import { faultOption, printRun, type RunOutput, readFaults, runDry, scheduledEvent } from '../dry-run.ts';
import { describeFailure, readEventFile, readRuleFile } from '../input.ts';
import { findUnreadable } from '../readable-check.ts';

interface EvalOptions extends RunOutput {
  rule: string;
  event?: string;
  schedule?: boolean;
}

/** `eval`: a stateless dry run of one rule on one event. Exit code 0 for any verdict. */
export const registerEval: RegisterCommand = (program, context) => {
  program
    .command('eval')
    .summary('what a rule would do to an event')
    .description('Dry-runs one rule on one event and prints the run record. Nothing is sent or changed.')
    .requiredOption('--rule <file>', 'the rule; - for standard input')
    .addOption(new Option('--event <file>', 'the event; - for standard input').conflicts('schedule'))
    .option('--schedule', 'fire the rule as its schedule would')
    .addOption(faultOption())
    .option('--json', 'print the run record as JSON')
    .option('--no-timings', 'leave out when it ran and how long it took')
    .addHelpText(
      'after',
      `
Examples:
  rulewright eval --rule fraud.rule.json --event session.json
  rulewright eval --rule digest.rule.json --schedule --at 2026-03-02T08:00:00Z --json --no-timings
  rulewright eval --rule fraud.rule.json --event session.json --fault s2=smtp-4xx@1-2 --fault s3=network`,
    )
    .action((options: EvalOptions) => evaluate(context, options));
};

async function evaluate(context: CliContext, options: EvalOptions): Promise<void> {
  if (options.event === undefined && !options.schedule) {
    return context.fail(2, 'an event is needed: --event FILE, or --schedule');
  }
  if (options.rule === '-' && options.event === '-') {
    return context.fail(2, 'the rule and the event cannot both come from standard input');
  }
  const catalog = await readCatalog(context);
  if (!catalog.ok) return context.fail(2, catalog.error);
  const rule = await readRuleFile(context.stdin, options.rule);
  if (!rule.ok) return context.fail(2, describeFailure(rule.error));
  const unreadable = findUnreadable(rule.value);
  if (unreadable.length > 0) {
    return context.fail(2, describeFailure({ file: options.rule, onDisk: false, issues: unreadable }));
  }
  const settings = context.options();
  const event =
    options.event === undefined
      ? { ok: true as const, value: scheduledEvent(rule.value, catalog.value, settings) }
      : await readEventFile(context, options.event, settings.at ?? new Date());
  if (!event.ok) return context.fail(2, describeFailure(event.error));
  if (event.value === undefined)
    return context.fail(2, 'the catalog has no app that a schedule could fire for');
  const faults = readFaults(options.fault, rule.value, catalog.value);
  if (!faults.ok) return context.fail(2, faults.error);
  // Without times in the record, it may not hang on when the command is called either.
  const at = settings.at ?? (options.timings ? undefined : new Date(event.value.firedAt));
  const record = runDry(rule.value, event.value, catalog.value, { ...settings, at }, faults.value);
  const howToCommit =
    'To apply it: store the rule with "rules new", then "run RULE --commit" with a workspace connected.';
  printRun(
    context,
    { record, rule: rule.value, event: event.value, catalog: catalog.value, howToCommit },
    options,
  );
}
