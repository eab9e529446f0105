import { ORPCError, ValidationError } from '@orpc/server';
import { z } from 'zod';
import {
  type PlacedError,
  type ProblemDetails,
  problemData,
  type WorkspaceErrorCode,
  workspaceErrors,
} from '../../contract/index.ts';
import { readWith } from '../../model/index.ts';
import { describeErrors, type Refusal } from '../requests/refusal.ts';

/** The body of an answer that says what went wrong (RFC 9457). */
export function problemOf({ code, message, data }: Refusal): ProblemDetails {
  const { status, message: title } = workspaceErrors[code];
  const type = `urn:rulewright:problem:${code.toLowerCase().replaceAll('_', '-')}`;
  return { type, title, status, detail: message, code, ...data };
}

/** Any error that came out of a handler, as a refusal. What nobody expected says nothing about itself. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof ORPCError) {
    const { code } = error;
    const data = problemData.safeParse(error.data ?? {});
    if (isKnown(code)) return { code, message: error.message, data: data.success ? data.data : {} };
  }
  if (isDiskError(error)) {
    const message = 'the workspace cannot write to its disk now; nothing was changed, try again';
    return { code: 'SERVICE_UNAVAILABLE', message, data: { retryAfterSeconds: 5 } };
  }
  return { code: 'INTERNAL_SERVER_ERROR', message: 'the service met an error of its own', data: {} };
}

/** Whether nobody expected this: worth a line in the log. */
export function isUnexpected(error: unknown): boolean {
  return !(error instanceof ORPCError) || error.code === 'INTERNAL_SERVER_ERROR';
}

/** What is wrong with the input of a route, each thing at its place in the body, the query or the headers. */
export function explainInput(error: unknown, schema: unknown, input: unknown): Refusal | null {
  const isInput =
    error instanceof ORPCError && error.code === 'BAD_REQUEST' && error.cause instanceof ValidationError;
  if (!isInput || !(schema instanceof z.ZodType)) return null;
  const read = readWith(schema, input);
  if (read.ok) return null;
  const errors: PlacedError[] = read.error.map(({ at, message }) => ({ at: withoutPart(at), message }));
  return { code: 'UNPROCESSABLE_CONTENT', message: describeErrors(errors), data: { errors } };
}

/** Routes that read headers have input in parts; a place in the body is told as one of the body. */
function withoutPart(at: string): string {
  return at.replace(/^(body|query|params|headers)(\.|(?=\[)|$)/, '');
}

function isKnown(code: string): code is WorkspaceErrorCode {
  return Object.hasOwn(workspaceErrors, code);
}

/** SQLite says so by a code: a full disk, a file that another program holds, an I/O error. */
function isDiskError(error: unknown): boolean {
  const cause = error instanceof ORPCError ? error.cause : error;
  return (
    cause instanceof Error &&
    'code' in cause &&
    /^SQLITE_(FULL|BUSY|LOCKED|IOERR|READONLY)/.test(String(cause.code))
  );
}
