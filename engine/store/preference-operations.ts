import { type Json, success } from '../model/index.ts';
import type { Connection } from './connection.ts';
import { readPreferenceRow } from './rows.ts';
import type { Store } from './store.ts';
import { failed, type Transactions } from './transactions.ts';

export function preferenceOperations(
  database: Connection,
  { read, write }: Transactions,
): Pick<Store, 'preferences' | 'setPreference'> {
  const list = database.prepare('SELECT * FROM preferences ORDER BY key');
  const put = database.prepare(
    'INSERT INTO preferences (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  return {
    preferences: () =>
      read(() => {
        const entries: [string, Json][] = [];
        for (const row of list.iterate()) {
          const parsed = readPreferenceRow(row);
          if (!parsed.ok) return failed(parsed.error);
          entries.push([parsed.value.key, parsed.value.value]);
        }
        return success(Object.fromEntries(entries));
      }),
    setPreference: (key, value) =>
      write(() => {
        put.run(key, JSON.stringify(value));
        return success(null);
      }),
  };
}
