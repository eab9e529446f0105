import type { RunRecord } from '../model/index.ts';

/** The record without when it started and how long it took, which differ from run to run. */
export function omitTimings(record: RunRecord): RunRecord {
  const { startedAt: _startedAt, latencyMs: _latencyMs, ...rest } = record;
  return rest;
}
