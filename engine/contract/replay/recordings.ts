import { z } from 'zod';
import { event } from '../../model/index.ts';

/** Names a recording, and its file: letters, digits, `-` and `_`. */
export const recordingId = z.string().regex(/^[\w-]{1,60}$/);

/** An ordered set of events to replay, as it lies in the data folder. */
export const recordingInfo = z.object({
  id: recordingId,
  name: z.string(),
  /** Bytes as they are kept, packed or not. */
  bytes: z.int(),
  isPacked: z.boolean(),
  /** Lines that are not empty: events, and what cannot be read as one. */
  events: z.int(),
  /** ISO times of the first and the last event; null where they have none. */
  from: z.string().nullable(),
  until: z.string().nullable(),
  addedAt: z.string(),
  /** Whether it came with the studio. */
  isSample: z.boolean(),
});
export type RecordingInfo = z.infer<typeof recordingInfo>;

/** Bytes of a file that are sent at once; as base64 they and their envelope fit into one message. */
export const uploadChunkBytes = 1_500_000;
/** The largest recording that is taken: 16 GB. */
export const largestRecording = 16_000_000_000;

export const uploadChunk = z.strictObject({
  upload: z.string().max(60),
  /** Where in the file these bytes belong; the next after those that were written. */
  offset: z.int().min(0),
  /** Base64. */
  data: z.string().max(Math.ceil(uploadChunkBytes / 3) * 4 + 4),
});

/** Events of one type out of a recording. */
export const recordedEvents = z.object({
  events: z.array(z.object({ line: z.int(), event })),
  /** The line to go on behind; null at the end of the recording. */
  next: z.int().nullable(),
});
export type RecordedEvents = z.infer<typeof recordedEvents>;
