import { setImmediate } from 'node:timers/promises';
import { collectNearMisses, type NearMissFunnel } from '../../analysis/index.ts';
import type { Catalog } from '../../catalog/index.ts';
import { failure, type Result, type Rule, success } from '../../model/index.ts';
import { createBatchMatcher } from '../match/batch-matcher.ts';
import { defaultTimeOf } from '../recording/default-time.ts';
import { openRecording, type RecordingSource } from '../recording/open-recording.ts';
import { readLine } from '../recording/read-line.ts';
import { lineAt } from './line-at.ts';

export interface NearMissOptions {
  rule: Rule;
  catalog: Catalog;
  source: RecordingSource;
  /** ISO time for events without one; by default that of the recording's first event. */
  firedAt?: string;
  /** Looked at between two batches; the funnel is then of what was read until it was aborted. */
  signal?: AbortSignal;
  onProgress?(funnel: NearMissFunnel): void;
}

/**
 * The near-miss funnel of a rule over a recording. Only events that the rule considers are read whole; memory does not
 * grow with the recording. Fails where the recording cannot be read at all.
 */
export async function findNearMisses(options: NearMissOptions): Promise<Result<NearMissFunnel, Error>> {
  const { rule, catalog, source, signal, onProgress } = options;
  const opened = await openRecording(source);
  if (!opened.ok) return failure(opened.error);
  const collector = collectNearMisses(rule, catalog);
  let { firedAt } = options;
  let match: ReturnType<typeof createBatchMatcher> | null = null;
  try {
    for await (const { bytes } of opened.value.batches()) {
      if (signal?.aborted) break;
      firedAt ??= defaultTimeOf(bytes);
      // Without conditions it matches whatever is considered.
      const considering = { ...rule, filter: [], actions: [] };
      match ??= createBatchMatcher({
        catalog,
        rules: [considering],
        defaults: { firedAt },
        keepsTicks: false,
      });
      const { events, matches } = match(bytes);
      collector.addOthers(events - matches.starts.length);
      for (const start of matches.starts) {
        const event = readLine(lineAt(bytes, start), { firedAt });
        if (event.ok) collector.add(event.value);
      }
      onProgress?.(collector.funnel());
      await setImmediate();
    }
  } finally {
    await opened.value.close();
  }
  return success(collector.funnel());
}
