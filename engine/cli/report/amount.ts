/** "12,345" */
export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** "1 event", "12,345 events". */
export function amount(value: number, one: string, more = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : more}`;
}
