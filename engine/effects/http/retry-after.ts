/** What another side may ask for at most: a day. */
const longest = 86_400_000;

/** Milliseconds that `Retry-After` (seconds, or an HTTP date) asks to wait; undefined where it says nothing usable. */
export function readRetryAfter(value: string | null | undefined, now: Date): number | undefined {
  const text = value?.trim() ?? '';
  if (/^\d{1,12}$/.test(text)) return Math.min(Number(text) * 1000, longest);
  // Only the three forms of HTTP, all of which begin with a day's name; Date.parse alone takes nearly anything.
  const at = /^(?:mon|tue|wed|thu|fri|sat|sun)/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.min(Math.max(0, at - now.getTime()), longest);
}
