import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { type Budget, formatRatio, isMet, type Report } from './workload.ts';

/** A page of measurements in the documentation. */
export interface MeasuredPage {
  file: URL;
  /** What stands above the sections. */
  opening: string;
}

/** What the engine can do. */
export const enginePage: MeasuredPage = {
  file: new URL('../../docs/performance.md', import.meta.url),
  opening: `# Performance, measured

\`npm run bench\` measures all of this anew and writes this page; \`npm run bench -- one-rule\` runs one part and keeps the others as they are. Figures are ratios within one run: whatever the machine, all contenders meet the same one, take turns in rounds on the same parsed events, and the median round counts. Before anything is timed, all must find the same matches.
`,
};

/** Writes the page: the sections of these reports, and those it had of workloads that were not run. */
export function writePage(
  { file, opening }: MeasuredPage,
  reports: ReadonlyMap<string, Report>,
  order: readonly string[],
  today: string,
): void {
  const sections = existsSync(file) ? readSections(readFileSync(file, 'utf8')) : new Map<string, string>();
  for (const [name, report] of reports) sections.set(name, `${section(report)}\n\n${machine(today)}`);
  const known = [...order, ...[...sections.keys()].filter((name) => !order.includes(name))];
  const kept = known.flatMap((name) => {
    const text = sections.get(name);
    return text === undefined ? [] : [`<!-- ${name} -->\n\n${text}\n\n<!-- end of ${name} -->`];
  });
  writeFileSync(file, `${opening}\n${kept.join('\n\n')}\n`);
}

function readSections(text: string): Map<string, string> {
  const found = text.matchAll(/<!-- ([\w-]+) -->\n\n([\s\S]*?)\n\n<!-- end of \1 -->/g);
  return new Map([...found].map(([, name = '', body = '']) => [name, body]));
}

function section({ title, about, table, budgets }: Report): string {
  const parts = [`## ${title}`, about, markdownTable(table.head, table.rows)];
  if (budgets.length > 0) {
    const head = ['budget', 'measured', 'at least', 'aim'];
    const rows = budgets.map((budget) => [
      budget.what,
      amount(budget, budget.measured),
      verdict(budget, budget.atLeast),
      verdict(budget, budget.aim),
    ]);
    parts.push(markdownTable(head, rows));
  }
  return parts.join('\n\n');
}

function machine(today: string): string {
  const [first] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `_${today}, ${first?.model.trim() ?? 'unknown processor'}, ${cpus().length} cores, ${memory} GB, Node ${process.version}._`;
}

function verdict(budget: Budget, bound: number | null): string {
  if (bound === null) return '';
  return `${amount(budget, bound)}: ${isMet(budget, bound) ? 'met' : '**not met**'}`;
}

function amount({ unit }: Budget, value: number): string {
  return unit === '×'
    ? formatRatio(value)
    : `${value.toLocaleString('en', { maximumFractionDigits: 1 })} ${unit}`;
}

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((cell, column) =>
    Math.max(3, cell.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width)).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)].join(
    '\n',
  );
}

/** The same section for a terminal. */
export function printReport(report: Report): string {
  return `\n${section(report)}\n`;
}
