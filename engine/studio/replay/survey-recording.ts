import { setImmediate } from 'node:timers/promises';
import { type Event, failure, type Result, readEvent, success } from '../../model/index.ts';
import { openRecording } from '../../replay/index.ts';

/** What a look at every line of a recording tells. */
export interface Survey {
  isPacked: boolean;
  events: number;
  from: string | null;
  until: string | null;
}

const lineBreak = 0x0a;
const noTime = '1970-01-01T00:00:00.000Z';

/**
 * Counts the lines of a recording and reads its first and its last event. Fails, in words, where it holds no event at
 * all: a file of another kind is told at once and not after a replay of nothing.
 */
export async function surveyRecording(path: string): Promise<Result<Survey, string>> {
  const opened = await openRecording({ kind: 'file', path });
  if (!opened.ok) return failure(`This file cannot be read: ${opened.error.message}.`);
  const recording = opened.value;
  let events = 0;
  let first: Event | null = null;
  let last: Event | null = null;
  let reason: string | null = null;
  try {
    for await (const { bytes } of recording.batches()) {
      events += countLines(bytes);
      // A few bad lines at the start are no reason to refuse what follows.
      for (const line of first === null ? firstLines(bytes) : []) {
        const read = readEvent(line, { firedAt: noTime });
        if (read.ok) first ??= read.value;
        else reason ??= read.error[0]?.message ?? 'it is no event';
      }
      last = lastEvent(bytes) ?? last;
      await setImmediate();
    }
  } finally {
    await recording.close();
  }
  const broken = recording.brokenBy();
  if (first === null) {
    const why = broken ?? (events === 0 ? 'it is empty' : `the first line is no event: ${reason}`);
    return failure(`This is no recording: ${why}. A recording has one event as JSON on each line.`);
  }
  return success({ isPacked: recording.isPacked, events, from: timeOf(first), until: timeOf(last) });
}

function timeOf(event: Event | null): string | null {
  return event === null || event.firedAt === noTime ? null : event.firedAt;
}

function countLines(bytes: Uint8Array): number {
  let count = 0;
  let start = 0;
  while (start < bytes.length) {
    const end = bytes.indexOf(lineBreak, start);
    const stop = end < 0 ? bytes.length : end;
    // A line with a return only is as empty as one without.
    if (stop - start > 1) count++;
    start = stop + 1;
  }
  return count;
}

/** Lines that are looked at for a first event, or a last one. */
const linesTried = 100;

function firstLines(bytes: Uint8Array): string[] {
  const lines: string[] = [];
  let start = 0;
  while (start < bytes.length && lines.length < linesTried) {
    const end = bytes.indexOf(lineBreak, start);
    const stop = end < 0 ? bytes.length : end;
    if (stop - start > 1) lines.push(decode(bytes.subarray(start, stop)));
    start = stop + 1;
  }
  return lines;
}

/** A recorder that was cut off leaves half a line: the last one that can be read tells the time. */
function lastEvent(bytes: Uint8Array): Event | null {
  let end = bytes.length;
  for (let tried = 0; tried < linesTried && end > 0; tried++) {
    const start = end < 2 ? 0 : bytes.lastIndexOf(lineBreak, end - 2) + 1;
    const read = readEvent(decode(bytes.subarray(start, end)), { firedAt: noTime });
    if (read.ok) return read.value;
    end = start;
  }
  return null;
}

export function decode(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}
