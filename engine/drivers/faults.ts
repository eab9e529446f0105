import { type Catalog, findActionType } from '../catalog/index.ts';
import { type ChainRequest, type FailureCause, failureCode } from '../chain/index.ts';
import { failure, nearestNames, type Result, type Rule, success } from '../model/index.ts';

/** A failure that a dry run is to assume at a step. */
export interface Fault {
  stepId: string;
  cause: FailureCause;
  /** Attempts that fail, counted from 1; null: every one. */
  attempts: { from: number; to: number } | null;
}

type PerformRequest = Extract<ChainRequest, { kind: 'perform-effect' }>;

/** The kinds of fault that can be written; `http-…` and `smtp-…` stand for any code of 400 to 599. */
export const faultKinds = [
  'network',
  'time-out',
  'http-500',
  'http-429',
  'smtp-4xx',
  'smtp-5xx',
  'rejected-recipient',
  'tool-error',
] as const;

/**
 * Reads `STEP=KIND`, `STEP=KIND@2` or `STEP=KIND@1-3` (the attempts that fail; all where none are named). Codes are
 * written out (`http-503`) or as `smtp-4xx`; `http-429:30` and `http-503:30` ask to wait 30 seconds. The error is a
 * sentence.
 */
export function parseFault(text: string): Result<Fault, string> {
  const parts = /^([^=]+)=([^@]+)(?:@(\d{1,3})(?:-(\d{1,3}))?)?$/.exec(text);
  if (!parts) return failure(`expected STEP=KIND or STEP=KIND@ATTEMPTS, got "${text}"`);
  const [, stepId = '', kind = '', from, to = from] = parts;
  const cause = parseCause(kind);
  if (!cause) {
    const near = nearestNames(kind, faultKinds);
    const words =
      near.length > 0 ? `did you mean ${near.join(' or ')}?` : `known are ${faultKinds.join(', ')}`;
    return failure(`there is no fault "${kind}"; ${words}`);
  }
  if (from === undefined) return success({ stepId, cause, attempts: null });
  const attempts = { from: Number(from), to: Number(to) };
  if (attempts.from >= 1 && attempts.from <= attempts.to) return success({ stepId, cause, attempts });
  return failure(`attempts are counted from 1, the first before the last; got "${text}"`);
}

function parseCause(kind: string): FailureCause | null {
  if (kind === 'network' || kind === 'time-out' || kind === 'rejected-recipient' || kind === 'tool-error') {
    return { kind };
  }
  const mail = /^smtp-([45](?:\d\d|xx))$/.exec(kind)?.[1];
  if (mail !== undefined) return { kind: 'smtp', status: Number(mail.replace('xx', '50')) };
  const [, status, seconds] = /^http-([45]\d\d)(?::(\d{1,5}))?$/.exec(kind) ?? [];
  if (status === undefined) return null;
  const after = seconds === undefined ? {} : { retryAfterMs: Number(seconds) * 1000 };
  return { kind: 'http', status: Number(status), ...after };
}

/** `s2=http-500@1-3`: the fault as it is written. */
export function printFault({ stepId, cause, attempts }: Fault): string {
  const seconds =
    cause.kind === 'http' && cause.retryAfterMs !== undefined ? `:${cause.retryAfterMs / 1000}` : '';
  const range =
    attempts === null
      ? ''
      : attempts.from === attempts.to
        ? `@${attempts.from}`
        : `@${attempts.from}-${attempts.to}`;
  return `${stepId}=${failureCode(cause)}${seconds}${range}`;
}

/** What is wrong with faults for a rule, a sentence each: no such step, or a step that cannot fail that way. */
export function checkFaults(rule: Rule, catalog: Catalog, faults: readonly Fault[]): string[] {
  return faults.flatMap((fault) => {
    const step = rule.actions.find(({ id }) => id === fault.stepId);
    if (!step) {
      const ids = rule.actions.map(({ id }) => id).join(', ');
      return [`the rule has no step "${fault.stepId}"; its steps: ${ids || 'none'}`];
    }
    const effects = findActionType(catalog, step.type)?.effects;
    if (!effects || effects.some((effect) => canFail(effect, fault.cause))) return [];
    return [`step ${step.id} (${step.type}) cannot fail with ${failureCode(fault.cause)}`];
  });
}

/** The failure assumed for an attempt at an effect, if any. */
export function faultFor(faults: readonly Fault[], request: PerformRequest): FailureCause | null {
  const fault = faults.find(
    ({ stepId, attempts, cause }) =>
      stepId === request.stepId &&
      canFail(request.effect.kind, cause) &&
      (attempts === null || (attempts.from <= request.attempt && request.attempt <= attempts.to)),
  );
  return fault?.cause ?? null;
}

/** Mail servers answer mail only, tools only calls; a network can fail under everything. */
function canFail(effectKind: string, cause: FailureCause): boolean {
  switch (cause.kind) {
    case 'smtp':
    case 'rejected-recipient':
      return effectKind === 'email.send';
    case 'tool-error':
      return effectKind === 'mcp.call';
    case 'http':
      return effectKind !== 'email.send';
    case 'network':
    case 'time-out':
      return true;
  }
}
