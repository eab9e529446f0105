import { isJsonObject, type Result } from '../model/index.ts';

/**
 * Reads each row once for as long as it stays as it is, column by column: a list of thousands is read again after
 * every change of one. The value is shared, so nobody may change it.
 */
export function rememberRows<Value>(
  read: (row: unknown) => Result<Value, string>,
): (row: unknown) => Result<Value, string> {
  const known = new Map<unknown, { row: Readonly<Record<string, unknown>>; value: Result<Value, string> }>();
  return (row) => {
    if (!isJsonObject(row)) return read(row);
    const before = known.get(row.id);
    if (before && isSame(before.row, row)) return before.value;
    const value = read(row);
    known.set(row.id, { row, value });
    return value;
  };
}

function isSame(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(b).every((column) => a[column] === b[column]);
}
