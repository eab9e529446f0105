import type { NodeCoverage, RuleCoverage } from '../../analysis/index.ts';
import type { Rule } from '../../model/index.ts';
import type { TestedCase, TestOutcome } from '../run-expectations.ts';
import { visible } from './effect-words.ts';
import type { Paint } from './paint.ts';

/** Red and green, file by file, with the reason under each red line; coverage where it was asked for; the sum. */
export function expectationReport(outcome: TestOutcome, rules: readonly Rule[], paint: Paint): string {
  const byFile = Map.groupBy(outcome.cases, ({ file }) => file);
  const files = [...byFile].flatMap(([file, cases]) => [...fileLines(file, cases, rules, paint), '']);
  const coverage = outcome.coverage ? [...coverageLines(outcome.coverage, paint), ''] : [];
  return [...files, ...coverage, summaryLine(outcome, paint)].join('\n');
}

function fileLines(
  file: string,
  cases: readonly TestedCase[],
  rules: readonly Rule[],
  paint: Paint,
): string[] {
  const id = cases[0]?.rule ?? '';
  const name = rules.find((rule) => rule.id === id)?.name;
  const title = name === undefined ? id : `${id} ${JSON.stringify(name)}`;
  return [
    `${paint('strong', visible(file))}  ${paint('quiet', title)}`,
    ...cases.flatMap((each) => [
      `  ${each.pass ? paint('good', '✓') : paint('bad', '✗')} ${visible(each.name)}`,
      ...each.differences.map(({ at, message }) => `      ${paint('quiet', `${at}:`)} ${visible(message)}`),
    ]),
  ];
}

function coverageLines(coverage: readonly RuleCoverage[], paint: Paint): string[] {
  return [
    paint('strong', 'Coverage'),
    ...coverage.flatMap((rule) => [
      `  ${coverageMark(rule, paint)} ${rule.rule.id} ${JSON.stringify(rule.rule.name)}  ${rule.covered} of ${rule.total}${rule.runs === 0 ? ', no case runs it' : ''}`,
      ...(rule.runs === 0 ? [] : gapsOf(rule).map((gap) => `      ${visible(gap)}`)),
    ]),
  ];
}

function coverageMark({ covered, total }: RuleCoverage, paint: Paint): string {
  return covered === total ? paint('good', '✓') : paint('bad', '○');
}

function gapsOf({ conditions, groups, gates, steps }: RuleCoverage): string[] {
  return [
    ...conditions.flatMap(nodeGaps),
    ...groups.flatMap(nodeGaps),
    ...gates.flatMap(({ at, seenOpen, seenClosed }) => [
      ...(seenOpen === 0 ? [`never let through   ${at}`] : []),
      ...(seenClosed === 0 ? [`never held back     ${at}`] : []),
    ]),
    ...steps.flatMap(({ at, type, seenRun }) =>
      seenRun === 0 ? [`never run           ${at}: ${type}`] : [],
    ),
  ];
}

function nodeGaps({ at, text, seenTrue, seenFalse }: NodeCoverage): string[] {
  return [
    ...(seenTrue === 0 ? [`never seen true     ${at}: ${text}`] : []),
    ...(seenFalse === 0 ? [`never seen false    ${at}: ${text}`] : []),
  ];
}

function summaryLine({ summary }: TestOutcome, paint: Paint): string {
  const { cases, passed, failed, rules, files } = summary;
  const count = (amount: number, word: string) => `${amount} ${word}${amount === 1 ? '' : 's'}`;
  const mark = failed > 0 ? paint('bad', '✗') : paint('good', '✓');
  return `${mark} ${count(cases, 'case')} · ${passed} passed · ${failed} failed · ${count(rules, 'rule')} in ${count(files, 'file')}`;
}
