/** Whether the database did not take something, which says nothing against what was to be stored. */
export function isStorageError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_');
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
