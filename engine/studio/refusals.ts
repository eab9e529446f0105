import type { RuleDocument } from '../contract/index.ts';
import type { InputIssue } from '../model/index.ts';
import type { StoreError, StoreResult } from '../store/index.ts';

/** The errors that the contract declares for a procedure; each makes what its handler throws. */
export interface Refusals {
  STORE_FAILED(options: { data: { detail: string }; message?: string }): Error;
  NOT_FOUND?(options: { data: { id: string }; message?: string }): Error;
  CONFLICT?(options: { data: { current: RuleDocument }; message?: string }): Error;
  INVALID_INPUT?(options: { data: { issues: InputIssue[] }; message?: string }): Error;
}

/** The value of a result, or the contract's error for its failure. */
export function granted<Value>(result: StoreResult<Value>, errors: Refusals): Value {
  if (result.ok) return result.value;
  throw refusal(result.error, errors);
}

function refusal(error: StoreError, errors: Refusals): Error {
  switch (error.kind) {
    case 'not-found':
      if (errors.NOT_FOUND) return errors.NOT_FOUND({ data: { id: error.id } });
      return errors.STORE_FAILED({ data: { detail: `there is no rule ${error.id}` } });
    case 'conflict':
      if (errors.CONFLICT) return errors.CONFLICT({ data: { current: error.current } });
      return errors.STORE_FAILED({ data: { detail: `${error.current.rule.id} was changed elsewhere` } });
    case 'id-taken': {
      const message = `there is a rule ${error.id} already`;
      const issue: InputIssue = { code: 'invalid', message, at: 'id' };
      if (errors.INVALID_INPUT) return errors.INVALID_INPUT({ data: { issues: [issue] } });
      return errors.STORE_FAILED({ data: { detail: message } });
    }
    case 'failed':
      return errors.STORE_FAILED({ data: { detail: error.detail } });
  }
}
