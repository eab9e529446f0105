import type { RecordedEvents } from '../../contract/index.ts';
import { failure, type Result, success } from '../../model/index.ts';
import { openRecording, readRecording } from '../../replay/index.ts';

/** So many lines are read for one answer; a type that is rarer than that is looked for further on. */
const mostLines = 50_000;

/**
 * The next events of a type in a recording, behind a line (0: from its start), at most `limit`. `next` is where to go
 * on; null at the end of the recording. Lines that are no event are left out. Why it cannot be read, in words.
 */
export async function listRecordedEvents(
  path: string,
  wanted: { eventType: string; after: number; limit: number },
): Promise<Result<RecordedEvents, string>> {
  const opened = await openRecording({ kind: 'file', path }, 0);
  if (!opened.ok) return failure(`The recording cannot be read: ${opened.error.message}.`);
  const { eventType, after, limit } = wanted;
  const events: RecordedEvents['events'] = [];
  try {
    for await (const read of readRecording(opened.value)) {
      if (read.line <= after) continue;
      if (read.kind === 'event' && read.event.type === eventType) {
        events.push({ line: read.line, event: read.event });
      }
      if (events.length === limit || read.line - after >= mostLines)
        return success({ events, next: read.line });
    }
  } finally {
    await opened.value.close();
  }
  return success({ events, next: null });
}
