import { collectCoverage } from '../../analysis/index.ts';
import type { Catalog } from '../../catalog/index.ts';
import type { ExpectationRun } from '../../contract/index.ts';
import { describeIssue, type Event, failure, type Result, type Rule, success } from '../../model/index.ts';
import {
  type ExpectationCase,
  type Expectations,
  expectationFrom,
  readExpectations,
  runCase,
  writeExpectations,
} from '../../replay/index.ts';

/** Times that a stored case leaves out are those of its own events. */
const noTime = '1970-01-01T00:00:00.000Z';

/** The stored expectations of a rule; none yet where there is no text. */
export function readCases(rule: string, text: string | null): Result<Expectations, string> {
  if (text === null) return success({ rule, cases: [] });
  const read = readExpectations(text, { firedAt: noTime });
  return read.ok ? read : failure(read.error.map((issue) => describeIssue(issue)).join('; '));
}

/** Runs every case against a content of the rule, and counts what that has shown of its conditions. */
export function runCases(rule: Rule, { cases }: Expectations, catalog: Catalog): ExpectationRun {
  const collector = collectCoverage(rule);
  const results = cases.map((expectation) => {
    const { name, pass, differences, records } = runCase(rule, expectation, { catalog });
    for (const record of records) collector.add(record);
    return {
      name,
      pass,
      expected: expectation.expect.outcome,
      event: expectation.given.at(-1) ?? null,
      given: expectation.given.length,
      differences: differences.map(({ at, message }) => ({ at, message })),
    };
  });
  const { conditions, groups, covered, total } = collector.coverage();
  const nodes = [...conditions, ...groups].map(({ at, text, seenTrue, seenFalse }) => ({
    at,
    text,
    seenTrue,
    seenFalse,
  }));
  return { cases: results, nodes, covered, total };
}

/** The expectations with one more, that expects what the rule comes to now; its name is like no other. */
export function withCase(
  expectations: Expectations,
  { rule, event, name, catalog }: { rule: Rule; event: Event; name: string | undefined; catalog: Catalog },
): { text: string; name: string } {
  const made = expectationFrom({ kind: 'events', rule, given: [event], catalog }, name);
  const free = freeName(made.name, expectations.cases);
  const cases = [...expectations.cases, { ...made, name: free }];
  return { text: writeExpectations({ ...expectations, cases }), name: free };
}

function freeName(name: string, cases: readonly ExpectationCase[]): string {
  const taken = new Set(cases.map((each) => each.name));
  for (let number = 1; ; number++) {
    const ending = number === 1 ? '' : ` (${number})`;
    const candidate = name.slice(0, 200 - ending.length) + ending;
    if (!taken.has(candidate)) return candidate;
  }
}

/** Fails, in words, where there is no such case or the new name is taken. */
export function renameCase({ rule, cases }: Expectations, name: string, to: string): Result<string, string> {
  if (!cases.some((each) => each.name === name)) return failure(`There is no expectation “${name}”.`);
  if (name !== to && cases.some((each) => each.name === to)) {
    return failure(`There is an expectation “${to}” already.`);
  }
  const renamed = cases.map((each) => (each.name === name ? { ...each, name: to } : each));
  return success(writeExpectations({ rule, cases: renamed }));
}

export function withoutCase({ rule, cases }: Expectations, name: string): Result<string, string> {
  return success(writeExpectations({ rule, cases: cases.filter((each) => each.name !== name) }));
}

/** The cases of a file in place of those with their names, the others kept. */
export function mergeCases(expectations: Expectations, added: Expectations): string {
  const names = new Set(added.cases.map(({ name }) => name));
  const kept = expectations.cases.filter(({ name }) => !names.has(name));
  return writeExpectations({ rule: expectations.rule, cases: [...kept, ...added.cases] });
}
