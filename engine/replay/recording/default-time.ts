import { linesOf, readLine } from './read-line.ts';

/** Lines that are looked at for the time a recording starts at. */
const linesLookedAt = 100;
const never = '1970-01-01T00:00:00.000Z';

/**
 * The time for events that carry none: that of the first event, which is when the recording starts. The epoch where
 * no event near the start has a time.
 */
export function defaultTimeOf(bytes: Uint8Array): string {
  let looked = 0;
  for (const line of linesOf(bytes)) {
    const event = readLine(line.bytes, { firedAt: never });
    if (event.ok && event.value.firedAt !== never) return event.value.firedAt;
    looked++;
    if (looked === linesLookedAt) break;
  }
  return never;
}
