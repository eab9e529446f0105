import { parentPort, workerData } from 'node:worker_threads';
import { createCatalog } from '../../catalog/index.ts';
import type { EventDefaults, Pack, Rule } from '../../model/index.ts';
import { type BatchResult, createBatchMatcher } from './batch-matcher.ts';

/** What a thread is started with. */
export interface WorkerSetup {
  packs: readonly Pack[];
  rules: readonly Rule[];
  defaults: EventDefaults;
  keepsTicks: boolean;
}

/** What a thread says: first that it is ready, then a result for each batch, in their order. */
export type WorkerMessage = { kind: 'ready' } | { kind: 'result'; result: BatchResult };

const setup: WorkerSetup = workerData;
const match = createBatchMatcher({ ...setup, catalog: createCatalog(setup.packs) });

const say = (message: WorkerMessage) => parentPort?.postMessage(message);

parentPort?.on('message', (bytes: Uint8Array<ArrayBuffer>) => say({ kind: 'result', result: match(bytes) }));
say({ kind: 'ready' });
