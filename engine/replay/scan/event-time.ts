import { odd } from './json-bytes.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;

/**
 * Milliseconds since the epoch of a time in UTC (`2026-03-02T09:00:00Z`, with or without a fraction of a second) in
 * quotes between two positions; `odd` for any other text, a 29th of February included.
 */
export function readTime(bytes: Uint8Array, from: number, to: number): number {
  // "2026-03-02T09:00:00Z" has 22 bytes with its quotes.
  if (to - from < 22) return odd;
  const year = twoDigits(bytes, from + 1) * 100 + twoDigits(bytes, from + 3);
  const month = twoDigits(bytes, from + 6);
  const day = twoDigits(bytes, from + 9);
  const hour = twoDigits(bytes, from + 12);
  const minute = twoDigits(bytes, from + 15);
  const second = twoDigits(bytes, from + 18);
  const isMarked =
    bytes[from + 5] === 0x2d &&
    bytes[from + 8] === 0x2d &&
    bytes[from + 11] === 0x54 &&
    bytes[from + 14] === 0x3a &&
    bytes[from + 17] === 0x3a &&
    bytes[to - 2] === 0x5a;
  const isTime = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
  const isDay = year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysOf(month);
  if (!isMarked || !isTime || !isDay) return odd;
  const fraction = readFraction(bytes, from + 20, to - 2);
  if (fraction === odd) return odd;
  const time = daysSinceEpoch(year, month, day) * dayMs + (hour * 60 + minute) * minuteMs;
  const at = time + second * 1000 + fraction;
  // Times before the epoch are as rare as they are odd.
  return at < 0 ? odd : at;
}

/** Not a number where these are not two digits. */
function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] ?? 0) - 0x30;
  const ones = (bytes[at + 1] ?? 0) - 0x30;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

function daysOf(month: number): number {
  if (month === 2) return 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Milliseconds, what is finer cut off; 0 where there is no fraction. */
function readFraction(bytes: Uint8Array, from: number, to: number): number {
  if (from === to) return 0;
  if (bytes[from] !== 0x2e || to - from < 2) return odd;
  let milliseconds = 0;
  for (let at = from + 1; at < to; at++) {
    const digit = (bytes[at] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) return odd;
    if (at <= from + 3) milliseconds += digit * (at === from + 1 ? 100 : at === from + 2 ? 10 : 1);
  }
  return milliseconds;
}

/** Days of the Gregorian calendar between 1 January 1970 and this one (H. Hinnant, days_from_civil). */
function daysSinceEpoch(year: number, month: number, day: number): number {
  const fromMarch = month > 2 ? month - 3 : month + 9;
  const marchYear = month > 2 ? year : year - 1;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * fromMarch + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}
