import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { z } from 'zod';
import { createCatalog } from '../../catalog/index.ts';
import { failure, type Pack, pack, type Result, type Rule, rule, success } from '../../model/index.ts';
import { type ReplayEnd, type RunningReplay, startReplay } from '../run/start-replay.ts';
import { createResultsFile, openResultsFile, type ResultsFile } from './results-file.ts';

export interface StoredReplayOptions {
  /** The folder of replays: `replays/` in the data folder; made where it is not there. */
  folder: string;
  /** Names the replay, and its file. */
  id: string;
  rules: readonly Rule[];
  packs: readonly Pack[];
  /** The file of the recording. */
  recording: string;
  workers?: number;
  /** ISO time for events without one. */
  firedAt?: string;
  /** ISO time at which the replay is started. */
  startedAt: string;
}

const setupSchema = z.object({
  recording: z.string(),
  size: z.number(),
  head: z.string(),
  rules: z.array(rule),
  packs: z.array(pack),
  firedAt: z.string().optional(),
  startedAt: z.string(),
});
type Setup = z.infer<typeof setupSchema>;

/** How long rows wait to be made last, in milliseconds: what an interruption costs at most. */
const commitEvery = 250;
/** Bytes at the start of a recording that it is known again by. */
const headBytes = 65_536;

/**
 * Starts a replay whose rows go into a file of its own, which it can be taken up from wherever it was interrupted. Fails
 * where the recording cannot be read or the file not be written, in words for people.
 */
export async function startStoredReplay(
  options: StoredReplayOptions,
): Promise<Result<RunningReplay, string>> {
  const known = await fingerprint(options.recording);
  if (!known.ok) return known;
  const { rules, packs, recording, firedAt, startedAt } = options;
  const setup: Setup = {
    recording,
    ...known.value,
    rules: [...rules],
    packs: [...packs],
    ...(firedAt === undefined ? {} : { firedAt }),
    startedAt,
  };
  try {
    mkdirSync(options.folder, { recursive: true });
    const results = createResultsFile(fileOf(options.folder, options.id), JSON.stringify(setup));
    return success(run(setup, results, options.workers));
  } catch (error) {
    return failure(`the replay cannot be stored: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/**
 * Takes up a replay that was interrupted, by a cancel or a kill: it ends with the same result as if it had not been.
 * Fails where it is not there, is at its end, or its recording is another one now.
 */
export async function resumeStoredReplay(options: {
  folder: string;
  id: string;
  workers?: number;
}): Promise<Result<RunningReplay, string>> {
  const opened = openResultsFile(fileOf(options.folder, options.id));
  if (!opened.ok) return opened;
  const results = opened.value;
  const refuse = (reason: string) => {
    results.close();
    return failure(reason);
  };
  if (results.ending() !== null) return refuse('this replay is at its end');
  const setup = readSetup(results);
  if (!setup.ok) return refuse(setup.error);
  const known = await fingerprint(setup.value.recording);
  if (!known.ok) return refuse(known.error);
  if (known.value.size !== setup.value.size || known.value.head !== setup.value.head) {
    return refuse(`${setup.value.recording} is no longer the recording that was replayed`);
  }
  return success(run(setup.value, results, options.workers));
}

/** Removes a replay and its rows; nothing happens where there is none. */
export function removeStoredReplay(folder: string, id: string): void {
  for (const part of ['', '-wal', '-shm']) rmSync(fileOf(folder, id) + part, { force: true });
}

const ending = '.replay.sqlite';

/** The ids of the replays in a folder, by name. */
export function listStoredReplays(folder: string): string[] {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(folder)
    .flatMap((name) => (name.endsWith(ending) ? idOf(name) : []))
    .sort();
}

/** Empty where a file only looks like one of ours. */
function idOf(name: string): string[] {
  try {
    return [decodeURIComponent(name.slice(0, -ending.length))];
  } catch {
    return [];
  }
}

export function fileOf(folder: string, id: string): string {
  return join(folder, encodeURIComponent(id) + ending);
}

export function readSetup(results: ResultsFile): Result<Setup, string> {
  const setup = setupSchema.safeParse(JSON.parse(results.setup()), { jitless: true });
  return setup.success ? success(setup.data) : failure('what this replay was started with cannot be read');
}

function run(setup: Setup, results: ResultsFile, workers: number | undefined): RunningReplay {
  const checkpoint = results.checkpoint();
  let committedAt = Number.NEGATIVE_INFINITY;
  let latest = checkpoint;
  const replay = startReplay({
    rules: setup.rules,
    catalog: createCatalog(setup.packs),
    source: { kind: 'file', path: setup.recording },
    ...(workers === undefined ? {} : { workers }),
    ...(setup.firedAt === undefined ? {} : { firedAt: setup.firedAt }),
    ...(checkpoint === null ? {} : { from: { checkpoint, rows: results.allRows() } }),
    onRows: (rows) => results.add(rows),
    onCheckpoint(state) {
      latest = state;
      if (performance.now() - committedAt < commitEvery) return;
      results.commit(state);
      committedAt = performance.now();
    },
  });
  const finish = async (): Promise<Result<ReplayEnd, Error>> => {
    try {
      const ended = await replay.ended;
      if (ended.ok && ended.value.kind === 'finished') {
        if (latest) results.commit(latest);
        results.end(JSON.stringify(ended.value));
      } else results.rollback();
      return ended;
    } finally {
      results.close();
    }
  };
  return { ...replay, ended: finish() };
}

/** What a recording is known by: its size, and what it starts with. */
async function fingerprint(path: string): Promise<Result<{ size: number; head: string }, string>> {
  try {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
      return success({
        size,
        head: createHash('sha256').update(buffer.subarray(0, bytesRead)).digest('hex'),
      });
    } finally {
      await file.close();
    }
  } catch (error) {
    return failure(error instanceof Error ? error.message : String(error));
  }
}
