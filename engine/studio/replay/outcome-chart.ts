import type { MatchFilter, OutcomeChart } from '../../contract/index.ts';
import type { StoredReplay } from '../../replay/index.ts';

/** Widths of a stretch that people can read off an axis, in minutes. */
const widths = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440, 2880, 10_080, 20_160, 43_200, 129_600];
const minute = 60_000;
const day = 1440;

/** Outcomes over time in at most so many stretches, of the smallest readable width. Empty stretches are left out. */
export function outcomeChart(stored: StoredReplay, filter: MatchFilter, most: number): OutcomeChart {
  const wanted = withoutUndefined(filter);
  const days = stored.outcomes(wanted, day);
  const first = days[0]?.from;
  const last = days.at(-1)?.from;
  if (first === undefined || last === undefined) return { minutes: 1, buckets: [] };
  // A day is the coarsest look; a second, finer one tells when it really begins and ends.
  const hours = stored.outcomes({ ...wanted, from: first, until: last + day * minute }, 60);
  const from = hours[0]?.from ?? first;
  const until = (hours.at(-1)?.from ?? last) + 60 * minute;
  const minutes = widths.find((width) => (until - from) / minute / width <= most) ?? 525_600;
  const buckets = new Map<number, OutcomeChart['buckets'][number]>();
  for (const { from: start, reason, matches } of stored.outcomes(wanted, minutes)) {
    const bucket = buckets.get(start) ?? { from: start, executed: 0, skipped: {} };
    if (reason === null) bucket.executed += matches;
    else bucket.skipped[reason] = (bucket.skipped[reason] ?? 0) + matches;
    buckets.set(start, bucket);
  }
  return { minutes, buckets: [...buckets.values()] };
}

/** A filter without the parts that ask nothing. */
export function withoutUndefined({ rules, apps, reasons, from, until }: MatchFilter) {
  return {
    ...(rules === undefined ? {} : { rules }),
    ...(apps === undefined ? {} : { apps }),
    ...(reasons === undefined ? {} : { reasons }),
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
  };
}
