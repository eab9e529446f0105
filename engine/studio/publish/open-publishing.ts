import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import manifest from '../../../package.json' with { type: 'json' };
import { fileSecrets, openSecrets, type SecretStore } from '../../effects/index.ts';
import type { Store } from '../../store/index.ts';
import { createSync, type Sync, type SyncOptions } from '../../sync/index.ts';
import { createDemoHost, type DemoHost } from './demo-host.ts';

export interface Publishing {
  sync: Sync;
  syncOptions: SyncOptions;
  secrets: SecretStore;
  secretsPlace: string;
  demo: DemoHost;
}

/** How a studio asks workspaces: four tries within a few seconds, because somebody is watching. */
const watchedRetry = {
  maxAttempts: 4,
  initialDelayMs: 300,
  factor: 2,
  maxDelayMs: 2_000,
  jitter: 'full',
} as const;

/** Opens what publishing needs over a data folder. Nothing is asked of anybody yet. */
export function openPublishing(options: {
  store: Store;
  now: () => Date;
  newId: () => string;
  secrets: { place: string; store: SecretStore } | undefined;
}): Publishing {
  const { store, now, newId } = options;
  const file = join(store.folder, 'secrets.json');
  const { store: secrets, place } = options.secrets ?? {
    store: openSecrets(fileSecrets({ file })),
    place: `a file that only you can read: ${file}`,
  };
  const syncOptions: SyncOptions = {
    store,
    secrets,
    fetch: globalThis.fetch,
    now,
    random: Math.random,
    newId,
    timeoutMs: 15_000,
    retry: watchedRetry,
    wait: (milliseconds, signal) =>
      delay(milliseconds, undefined, signal ? { signal } : {}).catch(() => undefined),
  };
  const sync = createSync(syncOptions);
  const demo = createDemoHost({ store, sync, secrets, version: manifest.version, env: process.env });
  return { sync, syncOptions, secrets, secretsPlace: place, demo };
}
