import type { Gate } from '../../model/index.ts';

/** One match of a replay, with what became of it: a line of its result. */
export interface ReplayRow {
  event: string;
  rule: string;
  outcome: 'would-execute' | 'would-skip';
  /** The gate that a skipped match stopped at. */
  reason: Gate | null;
  /** True: some step would be invalid, and not be performed. */
  isInvalid: boolean;
  type: string;
  app: string;
  subject: string;
  /** When the event fired, in milliseconds since the epoch. */
  at: number;
  /** Where the event stands in the recording, counted from 1; null for a firing of the clock. */
  line: number | null;
  /** Where that line starts in the unpacked recording, in bytes. */
  start: number | null;
}
