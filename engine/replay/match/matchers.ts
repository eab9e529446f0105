import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { LineBatch } from '../recording/line-batches.ts';
import { type BatchResult, createBatchMatcher, type MatcherOptions } from './batch-matcher.ts';
import type { WorkerMessage, WorkerSetup } from './worker.ts';
import { workerEntry } from './worker-entry.ts';

/** Matches batches, several at a time where there are threads for it. */
export interface Matchers {
  /** How many batches are worth having under way. */
  readonly depth: number;
  /** What a batch comes to. Its bytes are taken over. */
  match(batch: LineBatch): Promise<BatchResult>;
  close(): Promise<void>;
}

/**
 * One worker is this thread itself, between turns of its event loop; more are threads of their own. Undefined: this
 * thread, until it turns out that there is enough to do for threads, one for each core, and they are ready.
 */
export function createMatchers(workers: number | undefined, options: MatcherOptions): Matchers {
  if (workers === undefined) return matchHereFirst(options);
  return workers <= 1 ? matchHere(options) : matchInThreads(workers, options);
}

function matchHere(options: MatcherOptions): Matchers {
  const match = createBatchMatcher(options);
  return {
    // The next is read while one is matched.
    depth: 2,
    async match({ bytes }) {
      // Others have their turn: who cancels, who looks at the progress.
      await setImmediate();
      return match(bytes);
    },
    close: async () => {},
  };
}

/** Batches that are matched before threads are started, which takes as long as matching that many. */
const batchesAlone = 16;

function matchHereFirst(options: MatcherOptions): Matchers {
  const cores = availableParallelism();
  const here = matchHere(options);
  let threads: ReturnType<typeof matchInThreads> | null = null;
  let batches = 0;
  return {
    get depth() {
      return threads?.areReady() ? threads.depth : here.depth;
    },
    match(batch) {
      batches++;
      if (threads === null && cores > 1 && batches > batchesAlone) threads = matchInThreads(cores, options);
      return threads?.areReady() ? threads.match(batch) : here.match(batch);
    },
    close: async () => await threads?.close(),
  };
}

interface Thread {
  worker: Worker;
  /** Those who wait for a result, in the order in which they asked. */
  waiting: { resolve(result: BatchResult): void; reject(error: unknown): void }[];
  isReady: boolean;
}

/** Batches that each thread has waiting beside the one it works on, so that it need not wait for the next. */
const ahead = 2;

function matchInThreads(
  count: number,
  { catalog, rules, defaults, keepsTicks }: MatcherOptions,
): Matchers & { areReady(): boolean } {
  const workerData: WorkerSetup = { packs: catalog.packs, rules, defaults, keepsTicks };
  const threads = Array.from({ length: count }, () => startThread(workerData));
  return {
    depth: count * (1 + ahead),
    areReady: () => threads.every(({ isReady }) => isReady),
    match({ bytes }) {
      const thread = threads.reduce((idlest, each) =>
        each.waiting.length < idlest.waiting.length ? each : idlest,
      );
      return new Promise((resolve, reject) => {
        thread.waiting.push({ resolve, reject });
        thread.worker.postMessage(bytes, [bytes.buffer]);
      });
    },
    async close() {
      await Promise.all(threads.map(({ worker }) => worker.terminate()));
    },
  };
}

function startThread(workerData: WorkerSetup): Thread {
  const worker = new Worker(workerEntry, { workerData });
  const thread: Thread = { worker, waiting: [], isReady: false };
  const fail = (error: unknown) => {
    for (const { reject } of thread.waiting.splice(0)) reject(error);
  };
  worker.on('message', (message: WorkerMessage) => {
    if (message.kind === 'ready') thread.isReady = true;
    else thread.waiting.shift()?.resolve(message.result);
  });
  worker.on('error', fail);
  worker.on('exit', () => fail(new Error('a thread of the replay has ended before its work was done')));
  return thread;
}
