import { z } from 'zod';
import {
  type Event,
  type EventDefaults,
  failure,
  type InputIssue,
  joinPlaces,
  jsonObject,
  limits,
  outcome,
  parseJson,
  type Result,
  readEventValue,
  readWith,
  reason,
  ruleId,
  stepStatus,
  success,
} from '../../model/index.ts';

/** One step of the chain as it is expected: objects need only be part of what is there, lists are meant whole. */
const expectedStep = z.strictObject({
  type: z.string().min(1, 'an action type is needed'),
  /** By default that the step runs. */
  status: stepStatus.optional(),
  params: jsonObject.optional(),
  effects: z.array(jsonObject).optional(),
});
export type ExpectedStep = z.infer<typeof expectedStep>;

const expected = z.strictObject({
  outcome,
  /** Left out: any. */
  reason: reason.nullable().optional(),
  /** The steps that are reached, all of them in their order; left out: any. */
  steps: z.array(expectedStep).optional(),
});
export type Expected = z.infer<typeof expected>;

const caseShape = z.strictObject({
  name: z.string().min(1, 'a name is needed').max(limits.nameLength),
  /** When the last event is met; by default when it was fired. Earlier ones are met when they were fired. */
  at: z.iso.datetime({ offset: true }).optional(),
  /** Events in a row: the last is the one that is looked at, those before it fill the limits. */
  given: z.array(jsonObject),
  expect: expected,
});

const fileShape = z.strictObject({ rule: ruleId, cases: z.array(caseShape) });

export interface ExpectationCase {
  name: string;
  at?: string | undefined;
  given: Event[];
  expect: Expected;
}

/** What must happen in some cases; belongs to a rule by its id, so that renaming rule or file does not part them. */
export interface Expectations {
  rule: string;
  cases: ExpectationCase[];
}

/** UTF-8 bytes: some of the largest events, or thousands of usual ones. */
export const expectationBytes = 20_000_000;
/** `cases[0].given[0]` stands around each event, which may itself nest as deep as any. */
const expectationDepth = limits.nestingDepth + 4;

/** The time of events that carry none in a case that names none either: a case means the same on every day. */
const timeless = '2026-01-05T09:00:00.000Z';

/**
 * Reads an expectation file from text, with limits; issues name their place (`cases[0].given[1].app`). Events may leave
 * out what they may in files of their own, and come in CloudEvents envelopes. `defaults` are for events without a time, in
 * cases that name none.
 */
export function readExpectations(
  text: string,
  defaults: EventDefaults = { firedAt: timeless },
): Result<Expectations, InputIssue[]> {
  const parsed = parseJson(text, { maxBytes: expectationBytes, maxDepth: expectationDepth });
  if (!parsed.ok) return failure([parsed.error]);
  const read = readWith(fileShape, parsed.value);
  if (!read.ok) return read;
  const issues: InputIssue[] = [];
  const cases = read.value.cases.map(({ given, ...rest }, index): ExpectationCase => {
    const events = given.flatMap((value, position) => {
      const event = readEventValue(value, { firedAt: rest.at ?? defaults.firedAt });
      if (event.ok) return [event.value];
      const at = `cases[${index}].given[${position}]`;
      issues.push(...event.error.map((issue) => ({ ...issue, at: joinPlaces(at, issue.at) })));
      return [];
    });
    return { ...rest, given: events };
  });
  return issues.length > 0 ? failure(issues) : success({ rule: read.value.rule, cases });
}

/** As text that `readExpectations` reads back. */
export function writeExpectations(expectations: Expectations): string {
  return `${JSON.stringify(expectations, null, 2)}\n`;
}
