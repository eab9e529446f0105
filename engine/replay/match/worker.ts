import { parentPort, workerData } from 'node:worker_threads';
import { createCatalog } from '../../catalog/index.ts';
import type { EventDefaults, Pack, Rule } from '../../model/index.ts';
import { createBatchMatcher } from './batch-matcher.ts';

/** What a thread is started with. */
export interface WorkerSetup {
  packs: readonly Pack[];
  rules: readonly Rule[];
  defaults: EventDefaults;
  keepsTicks: boolean;
}

const setup: WorkerSetup = workerData;
const match = createBatchMatcher({ ...setup, catalog: createCatalog(setup.packs) });

parentPort?.on('message', (bytes: Uint8Array<ArrayBuffer>) => {
  const result = match(bytes);
  parentPort?.postMessage(result);
});
