import { z } from 'zod';
import { describeIssue, failure, type Result, readWith, success } from '../model/index.ts';
import { isIntact } from './rows.ts';

export const expectationsRow = z.object({ rule_id: z.string(), cases: z.string(), checksum: z.string() });

/** Why a row is not what was saved, in words. */
export function readExpectationsRow(value: unknown): Result<string, string> {
  const row = readWith(expectationsRow, value);
  if (!row.ok)
    return failure(
      `the expectations of a rule cannot be read: ${row.error.map((issue) => describeIssue(issue)).join('; ')}`,
    );
  if (!isIntact(row.value)) return failure(`the expectations of ${row.value.rule_id} are not what was saved`);
  return success(row.value.cases);
}
