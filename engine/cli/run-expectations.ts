import { collectCoverage, type RuleCoverage } from '../analysis/index.ts';
import type { Catalog } from '../catalog/index.ts';
import { joinPlaces, type Place, type Rule } from '../model/index.ts';
import { type Difference, runCase } from '../replay/index.ts';
import type { ExpectationFile } from './expectation-files.ts';

/** One case as it came out; places are places in its file. */
export interface TestedCase {
  file: string;
  rule: string;
  name: string;
  pass: boolean;
  differences: Difference[];
}

export interface TestSummary {
  files: number;
  rules: number;
  cases: number;
  passed: number;
  failed: number;
}

export interface TestOutcome {
  cases: TestedCase[];
  /** Of every rule found; null where it was not asked for. */
  coverage: RuleCoverage[] | null;
  summary: TestSummary;
}

/** Runs every case; one whose rule is not there is red. Coverage is of every rule given, in their order. */
export function runExpectations(
  files: readonly ExpectationFile[],
  rules: readonly Rule[],
  catalog: Catalog,
  seed: number,
  isCovered: boolean,
): TestOutcome {
  const collectors = new Map(rules.map((rule) => [rule, collectCoverage(rule)]));
  const cases = files.flatMap(({ file, expectations, rule }) =>
    expectations.cases.map((each, index): TestedCase => {
      const about = { file, rule: expectations.rule, name: each.name };
      if (!rule.ok) {
        const missing = { at: 'rule', message: rule.error, expected: expectations.rule, actual: null };
        return { ...about, pass: false, differences: [missing] };
      }
      const result = runCase(rule.value, each, { catalog, seed });
      for (const record of result.records) collectors.get(rule.value)?.add(record);
      const differences = result.differences.map((difference) => placed(difference, `cases[${index}]`));
      return { ...about, pass: result.pass, differences };
    }),
  );
  const failed = cases.filter(({ pass }) => !pass).length;
  return {
    cases,
    summary: {
      files: files.length,
      rules: new Set(cases.map(({ rule }) => rule)).size,
      cases: cases.length,
      passed: cases.length - failed,
      failed,
    },
    coverage: isCovered ? [...collectors.values()].map((collector) => collector.coverage()) : null,
  };
}

function placed(difference: Difference, outer: Place): Difference {
  return { ...difference, at: joinPlaces(outer, difference.at) };
}
