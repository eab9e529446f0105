import builder from 'junit-report-builder';
import type { ReplayEnd } from '../../replay/index.ts';
import { visible } from './effect-words.ts';
import { badLines } from './replay-report.ts';

/**
 * A replay as JUnit XML: the recording is a case, red with its bad lines, and each rule is one, red where matches would
 * execute with an invalid step.
 */
export function replayJunit(recording: string, end: ReplayEnd): string {
  const report = builder.newBuilder().name('rulewright replay');
  const suite = report.testSuite().name(visible(recording));
  suite.time(end.summary.elapsedMs / 1000);
  const reading = suite.testCase().className('recording').name(visible(recording));
  const wrong = badLines(end);
  if (wrong.length > 0) {
    const lines = end.summary.badLines === 1 ? '1 bad line' : `${end.summary.badLines} bad lines`;
    reading.failure(end.summary.badLines > 0 ? lines : 'the recording breaks off', 'bad-line');
    reading.stacktrace(wrong.join('\n'));
  }
  for (const { rule, name, matched, executed, skipped, invalid } of end.rules) {
    const entry = suite.testCase().className(rule).name(visible(name));
    const gates = Object.entries(skipped).flatMap(([gate, times]) => (times > 0 ? [`${gate} ${times}`] : []));
    entry.standardOutput([`matched ${matched}`, `executed ${executed}`, ...gates].join(', '));
    if (invalid > 0)
      entry.failure(`${invalid} of ${executed} executions have an invalid step`, 'invalid-step');
  }
  return report.build();
}
