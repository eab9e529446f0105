import builder from 'junit-report-builder';
import { describeFailure, type InputFailure } from '../input.ts';
import type { TestedCase } from '../run-expectations.ts';
import { visible } from './effect-words.ts';

/** The result as JUnit XML: a suite for each file, a failure for each red case, an error for each unreadable file. */
export function expectationJunit(cases: readonly TestedCase[], unreadable: readonly InputFailure[]): string {
  const report = builder.newBuilder().name('rulewright test');
  for (const [file, own] of Map.groupBy(cases, (each) => each.file)) {
    const suite = report.testSuite().name(visible(file));
    for (const { rule, name, pass, differences } of own) {
      const entry = suite.testCase().className(rule).name(visible(name)).file(visible(file));
      if (pass) continue;
      const lines = differences.map(({ at, message }) => visible(`${at}: ${message}`));
      entry.failure(lines[0] ?? '', 'expectation').stacktrace(lines.join('\n'));
    }
  }
  for (const input of unreadable) {
    const name = visible(input.file);
    const entry = report.testSuite().name(name).testCase().className(name).name('can be read');
    entry.error(
      input.issues[0]?.message ?? '',
      'unreadable',
      describeFailure(input).split('\n').map(visible).join('\n'),
    );
  }
  return report.build();
}
