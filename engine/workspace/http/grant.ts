import { implement, ORPCError } from '@orpc/server';
import { workspaceContract, workspaceErrors } from '../../contract/index.ts';
import { type Caller, requireScope } from '../access/caller.ts';
import type { Answer, Refusal } from '../requests/refusal.ts';
import type { Workspace } from '../workspace.ts';

/** What every handler of the REST API is given. */
export interface RequestContext {
  workspace: Workspace;
  caller: Caller;
}

/** The error that a refusal is answered with. */
export function refusalError({ code, message, data }: Refusal): Error {
  return new ORPCError(code, { status: workspaceErrors[code].status, message, data });
}

/** The value of an answer, or its refusal as the contract's error. */
export function granted<Value>(answer: Answer<Value>): Value {
  if (answer.ok) return answer.value;
  throw refusalError(answer.error);
}

/** The contract, to be implemented. The scope that a route names is asked for before its input is looked at. */
export const routes = implement(workspaceContract)
  .$context<RequestContext>()
  .use(({ procedure, context, next }) => {
    const { scope } = procedure['~orpc'].meta;
    if (scope !== null) granted(requireScope(context.caller, scope));
    return next();
  });

/** Node reads headers as Latin-1; people write their reasons in UTF-8. */
export function headerText(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(value, 'latin1'));
  } catch {
    return value;
  }
}
