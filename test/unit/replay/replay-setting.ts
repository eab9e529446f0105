import { builtInPacks } from '../../../engine/catalog/index.ts';
import type { Rule } from '../../../engine/model/index.ts';
import {
  type RecordingSource,
  type ReplayEnd,
  type ReplayOptions,
  type ReplayRow,
  startReplay,
} from '../../../engine/replay/index.ts';
import { catalog } from '../drivers/setting.ts';

/** Bytes as a stream gives them, in pieces of this size. */
export function inPieces(bytes: Uint8Array | string, size = 65_536): RecordingSource {
  const all = Buffer.from(bytes);
  return {
    kind: 'stream',
    stream: (async function* () {
      for (let at = 0; at < all.length; at += size) yield all.subarray(at, at + size);
    })(),
  };
}

export function asLines(events: Iterable<unknown>): string {
  return [...events].map((event) => `${JSON.stringify(event)}\n`).join('');
}

export async function replayAll(
  rules: readonly Rule[],
  source: RecordingSource,
  options: Partial<ReplayOptions> = {},
): Promise<{ end: ReplayEnd; rows: ReplayRow[] }> {
  const rows: ReplayRow[] = [];
  const replay = startReplay({
    rules,
    catalog,
    source,
    workers: 1,
    onRows: (part) => {
      rows.push(...part);
    },
    ...options,
  });
  const ended = await replay.ended;
  if (!ended.ok) throw ended.error;
  return { end: ended.value, rows };
}

/** The rules that the packs bring with them. */
export function sampleRules(): Rule[] {
  return builtInPacks().flatMap(({ sampleRules }) => sampleRules);
}
