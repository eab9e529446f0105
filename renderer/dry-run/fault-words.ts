import type { Catalog } from '../../engine/catalog/index.ts';
import { checkFaults, type Fault, parseFault, printFault } from '../../engine/drivers/index.ts';
import type { Rule } from '../../engine/model/index.ts';

type Cause = Fault['cause'];

/** What is offered to put into a step, as `parseFault` reads it. */
const offered = [
  'time-out',
  'network',
  'http-500',
  'http-429:30',
  'http-400',
  'smtp-450',
  'smtp-550',
  'rejected-recipient',
  'tool-error',
] as const;

/** A failure as people call it: "HTTP 429, try again in 30 s". */
export function causeText(cause: Cause): string {
  switch (cause.kind) {
    case 'network':
      return 'Connection refused';
    case 'time-out':
      return 'Time-out';
    case 'http': {
      const asks = cause.retryAfterMs === undefined ? '' : `, Retry-After ${cause.retryAfterMs / 1000} s`;
      return `HTTP ${cause.status}${asks}`;
    }
    case 'smtp':
      return cause.status < 500 ? `Mail server busy, ${cause.status}` : `Mail refused, ${cause.status}`;
    case 'rejected-recipient':
      return 'Mailbox rejected';
    case 'tool-error':
      return 'Tool reports an error';
  }
}

/** "every attempt", "first attempt", "first 2 attempts", "attempts 2 to 3". */
export function attemptsText(attempts: Fault['attempts']): string {
  if (attempts === null) return 'every attempt';
  const { from, to } = attempts;
  if (from !== 1) return from === to ? `attempt ${from}` : `attempts ${from} to ${to}`;
  return to === 1 ? 'first attempt' : `first ${to} attempts`;
}

export interface FaultChoice {
  /** The failure without its step and attempts: `http-429:30`. */
  value: string;
  label: string;
  cause: Cause;
}

/** The ways in which a step can be made to fail, in the order in which they are offered. */
export function faultChoices(rule: Rule, catalog: Catalog, stepId: string): FaultChoice[] {
  return offered.flatMap((value) => {
    const read = parseFault(`s=${value}`);
    if (!read.ok) return [];
    const { cause } = read.value;
    const fits = checkFaults(rule, catalog, [{ stepId, cause, attempts: null }]).length === 0;
    return fits ? [{ value, label: causeText(cause), cause }] : [];
  });
}

/** The choice that a failure is. */
export function choiceOf(cause: Cause): string {
  return printFault({ stepId: 's', cause, attempts: null }).slice(2);
}
