/** A part of the benchmarks: `npm run bench -- <name>` runs it alone. */
export interface Workload {
  name: string;
  run(): Promise<Report>;
}

/** What a workload measured: a section of the page. */
export interface Report {
  title: string;
  /** What is done, by whom, in a few sentences of Markdown. */
  about: string;
  /** The measured figures: a heading row, then rows of cells. */
  table: { head: readonly string[]; rows: readonly (readonly string[])[] };
  budgets: readonly Budget[];
}

/** A line of the budgets, measured as a number in the same unit as its two bounds. */
export interface Budget {
  what: string;
  measured: number;
  unit: string;
  /** The bounds; null where there is none. A cost is met below its bound, everything else above. */
  atLeast: number | null;
  aim: number | null;
  isCost?: boolean;
}

/** Whether a bound is met; a measured value that is none meets nothing. */
export function isMet({ measured, isCost = false }: Budget, bound: number): boolean {
  return isCost ? measured <= bound : measured >= bound;
}

export function formatRate(eventsPerSecond: number): string {
  if (eventsPerSecond >= 10_000_000) return `${(eventsPerSecond / 1e6).toFixed(1)} M/s`;
  if (eventsPerSecond >= 1_000_000) return `${(eventsPerSecond / 1e6).toFixed(2)} M/s`;
  if (eventsPerSecond >= 10_000) return `${(eventsPerSecond / 1e3).toFixed(0)} k/s`;
  return eventsPerSecond >= 1_000
    ? `${(eventsPerSecond / 1e3).toFixed(1)} k/s`
    : `${eventsPerSecond.toFixed(0)} /s`;
}

export function formatRatio(ratio: number): string {
  return `× ${ratio >= 100 ? ratio.toFixed(0) : ratio.toFixed(2)}`;
}
