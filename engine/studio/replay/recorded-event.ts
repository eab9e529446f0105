import type { Catalog } from '../../catalog/index.ts';
import { scheduledEvents } from '../../drivers/index.ts';
import {
  describeIssue,
  type Event,
  failure,
  type Result,
  type Rule,
  readEvent,
  success,
} from '../../model/index.ts';
import { openRecording } from '../../replay/index.ts';
import { decode } from './survey-recording.ts';

const lineBreak = 0x0a;

/** Where an event stands in a recording: the byte its line starts at, unpacked, or the line's number from 1. */
export type Spot = { start: number } | { line: number };

/** Reads one event of a recording; `firedAt` is for one without a time. Why not, in words. */
export async function readRecordedEvent(
  path: string,
  spot: Spot,
  firedAt: string,
): Promise<Result<Event, string>> {
  const opened = await openRecording({ kind: 'file', path }, 'start' in spot ? spot.start : 0);
  if (!opened.ok) return failure(`The recording cannot be read: ${opened.error.message}.`);
  let left = 'line' in spot ? spot.line - 1 : 0;
  try {
    for await (const { bytes } of opened.value.batches()) {
      let start = 0;
      while (left > 0 && start < bytes.length) {
        const end = bytes.indexOf(lineBreak, start);
        start = end < 0 ? bytes.length : end + 1;
        left--;
      }
      if (left > 0 || start >= bytes.length) continue;
      const end = bytes.indexOf(lineBreak, start);
      const read = readEvent(decode(bytes.subarray(start, end < 0 ? bytes.length : end)), { firedAt });
      return read.ok
        ? read
        : failure(`This line is no event: ${read.error.map((issue) => describeIssue(issue)).join('; ')}.`);
    }
  } finally {
    await opened.value.close();
  }
  return failure('The recording ends before this event.');
}

/** The event that a schedule made at a time for an app. */
export function firingEvent(rule: Rule, at: string, app: string, catalog: Catalog): Result<Event, string> {
  const event = scheduledEvents(rule, at, catalog).find((each) => each.app === app);
  return event ? success(event) : failure('The rule has no longer this app in its scope.');
}
