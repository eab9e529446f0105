import type { Event } from '../../model/index.ts';
import { defaultTimeOf } from './default-time.ts';
import type { Recording } from './open-recording.ts';
import { isBlank, linesOf, readLine } from './read-line.ts';

/** An event of a recording, or a line that is none. Lines count from 1, empty ones included. */
export type RecordedLine =
  | { kind: 'event'; line: number; event: Event }
  | { kind: 'bad'; line: number; message: string }
  /** The recording ends before its end: before this line, or in the one before. */
  | { kind: 'break'; line: number; message: string };

/**
 * Every line of a recording in order, each read whole. `firedAt` is for events without a time (by default the first
 * event's). Empty lines are left out; a recording that breaks off ends with a break.
 */
export async function* readRecording(
  recording: Recording,
  firedAt?: string,
): AsyncGenerator<RecordedLine, void, void> {
  let line = 0;
  let defaults: { firedAt: string } | null = firedAt === undefined ? null : { firedAt };
  for await (const batch of recording.batches()) {
    defaults ??= { firedAt: defaultTimeOf(batch.bytes) };
    for (const { bytes } of linesOf(batch.bytes)) {
      line++;
      if (isBlank(bytes)) continue;
      const read = readLine(bytes, defaults);
      if (read.ok) yield { kind: 'event', line, event: read.value };
      else yield { kind: 'bad', line, message: read.error };
    }
  }
  const broken = recording.brokenBy();
  if (broken !== null) yield { kind: 'break', line: line + 1, message: describeBreak(broken) };
}

/** What is said of the place where a recording breaks off. */
export function describeBreak(reason: string): string {
  return `the recording breaks off here: ${reason}`;
}
