import type { Paint } from './paint.ts';

/** Columns as wide as their widest cell, two spaces apart. */
export function textTable(head: readonly string[], rows: readonly string[][], paint: Paint): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [paint('quiet', line(head)), ...rows.map(line)].join('\n');
}
