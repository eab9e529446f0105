import type { ProblemData, WorkspaceErrorCode } from '../../contract/index.ts';
import { failure, type InputIssue, type Result } from '../../model/index.ts';

/** Why the service does not do what it was asked: what becomes of it is a problem-details answer. */
export interface Refusal {
  code: WorkspaceErrorCode;
  message: string;
  data: ProblemData;
}

/** What was asked for, or why not. */
export type Answer<Value> = Result<Value, Refusal>;

export function refuse(
  code: WorkspaceErrorCode,
  message: string,
  data: ProblemData = {},
): { ok: false; error: Refusal } {
  return failure({ code, message, data });
}

/** A body that is not what is needed, each thing wrong with it at its place. */
export function refuseBody(issues: readonly InputIssue[]): { ok: false; error: Refusal } {
  const errors = issues.map(({ at, message }) => ({ at, message }));
  return refuse('UNPROCESSABLE_CONTENT', describeErrors(errors), { errors });
}

/** The first thing that is wrong, in a line, for those who read no lists. */
export function describeErrors(errors: readonly { at: string; message: string }[]): string {
  const [first, ...others] = errors;
  if (!first) return 'The body is not what is needed';
  const words = first.at === '' ? first.message : `${first.at}: ${first.message}`;
  return others.length === 0 ? words : `${words} (and ${others.length} more)`;
}

export function notFound(what: string, id: string): { ok: false; error: Refusal } {
  return refuse('NOT_FOUND', `there is no ${what} "${id}"`);
}
