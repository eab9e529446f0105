import { success } from '../model/index.ts';
import type { Connection } from './connection.ts';
import { readExpectationsRow } from './expectation-rows.ts';
import { withChecksum } from './rows.ts';
import type { Store, StoreResult } from './store.ts';
import { failed, type Transactions } from './transactions.ts';

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
