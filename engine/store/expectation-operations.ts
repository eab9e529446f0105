import { z } from 'zod';
import { describeIssue, failure, type Result, readWith, success } from '../model/index.ts';
import type { Connection } from './connection.ts';
import { isIntact, withChecksum } from './rows.ts';
import type { Store, StoreResult } from './store.ts';
import { failed, type Transactions } from './transactions.ts';

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

export function expectationOperations(
  database: Connection,
  { read, write }: Transactions,
): Pick<Store, 'expectations' | 'changeExpectations'> {
  const find = database.prepare('SELECT * FROM expectations WHERE rule_id = ?');
  const put = database.prepare(
    'INSERT INTO expectations (rule_id, cases, checksum) VALUES (@rule_id, @cases, @checksum) ON CONFLICT DO UPDATE SET cases = excluded.cases, checksum = excluded.checksum',
  );
  const stored = (ruleId: string): StoreResult<string | null> => {
    const row = find.get(ruleId);
    if (row === undefined) return success(null);
    const text = readExpectationsRow(row);
    return text.ok ? text : failed(text.error);
  };
  return {
    expectations: (ruleId) => read(() => stored(ruleId)),
    changeExpectations: (ruleId, change) =>
      write(() => {
        const before = stored(ruleId);
        if (!before.ok) return before;
        const after = change(before.value);
        if (after.ok) put.run(withChecksum({ rule_id: ruleId, cases: after.value }));
        return after;
      }),
  };
}
