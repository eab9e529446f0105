import { writeFileSync } from 'node:fs';
import { readCatalog } from '../catalog-option.ts';
import type { CliContext, RegisterCommand } from '../command.ts';
import { findExpectations } from '../expectation-files.ts';
import { describeFailure, explain } from '../input.ts';
import { expectationJunit } from '../report/expectation-junit.ts';
import { expectationReport } from '../report/expectation-report.ts';
import { paintFor } from '../report/paint.ts';
import { runExpectations } from '../run-expectations.ts';
import { keepTestedMarks } from '../tested-marks.ts';

interface TestOptions {
  json?: boolean;
  junit?: string;
  coverage?: boolean;
}

/** `test`: runs expectations. Exit code 1 when one fails, 2 when a file cannot be read. */
export const registerTest: RegisterCommand = (program, context) => {
  program
    .command('test')
    .summary('run expectations against their rules')
    .description(
      'Runs the cases of *.expect.json files as dry runs of the rules they name, which are found by id in *.rule.json files of the same folders, or else among the stored rules.',
    )
    .argument(
      '[path]',
      'an expectation file, - for standard input, a rule file for its own, or a folder',
      '.',
    )
    .option('--json', 'print {"cases": […], "summary": {…}}')
    .option('--junit <file>', 'write the result as JUnit XML as well')
    .option('--coverage', 'show which conditions, branches, limits and steps no case has seen both ways')
    .addHelpText(
      'after',
      `
Examples:
  rulewright test rules/
  rulewright test rules/fraud.expect.json --coverage
  rulewright test --junit results.xml --json`,
    )
    .action((path: string, options: TestOptions) => test(context, path, options));
};

async function test(context: CliContext, path: string, options: TestOptions): Promise<void> {
  const catalog = await readCatalog(context);
  if (!catalog.ok) return context.fail(2, catalog.error);
  const found = await findExpectations(context, path);
  if (!found.ok) return context.fail(2, found.error);
  const { files, rules, unreadable } = found.value;
  if (files.length === 0 && unreadable.length === 0) return context.fail(2, `no *.expect.json in ${path}`);

  const outcome = runExpectations(
    files,
    rules,
    catalog.value,
    context.options().seed,
    options.coverage === true,
  );
  const { coverage, ...rest } = outcome;
  if (options.json) context.print(JSON.stringify(coverage ? { ...rest, coverage } : rest, null, 2));
  else context.print(expectationReport(outcome, rules, paintFor(context)));
  await keepTestedMarks(context, outcome.cases, rules);
  if (options.junit !== undefined) {
    try {
      writeFileSync(options.junit, expectationJunit(outcome.cases, unreadable));
    } catch (error) {
      return context.fail(2, `${options.junit}: ${explain(error)}`);
    }
  }
  if (unreadable.length > 0) return context.fail(2, unreadable.map(describeFailure).join('\n'));
  if (outcome.summary.failed > 0) context.exitWith(1);
}
