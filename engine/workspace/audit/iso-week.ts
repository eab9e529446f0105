const day = 24 * 60 * 60 * 1000;

/** The ISO week `2026-W47`: from Monday 00:00 UTC to the next, as ISO times. Null: there is no such week. */
export function weekBounds(week: string): { from: string; to: string } | null {
  const [, year, number] = /^(\d{4})-W(\d{2})$/.exec(week) ?? [];
  if (year === undefined || number === undefined) return null;
  // The week with 4 January in it is the first (ISO 8601).
  const fourth = Date.UTC(Number(year), 0, 4);
  const from = mondayOf(fourth) + (Number(number) - 1) * 7 * day;
  if (weekOf(new Date(from)) !== week) return null;
  return { from: new Date(from).toISOString(), to: new Date(from + 7 * day).toISOString() };
}

/** The ISO week that a moment is in. */
export function weekOf(moment: Date): string {
  const monday = mondayOf(moment.getTime());
  // The year of a week is that of its Thursday.
  const year = new Date(monday + 3 * day).getUTCFullYear();
  const first = mondayOf(Date.UTC(year, 0, 4));
  const number = Math.round((monday - first) / (7 * day)) + 1;
  return `${year}-W${String(number).padStart(2, '0')}`;
}

function mondayOf(time: number): number {
  const midnight = Math.floor(time / day) * day;
  const weekday = (new Date(midnight).getUTCDay() + 6) % 7;
  return midnight - weekday * day;
}
