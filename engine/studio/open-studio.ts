import { randomBytes } from 'node:crypto';
import manifest from '../../package.json' with { type: 'json' };
import { builtInPacks, type Catalog, createCatalog } from '../catalog/index.ts';
import type { StudioStatus } from '../contract/index.ts';
import type { SecretStore } from '../effects/index.ts';
import { failure, type Pack, type Result, success } from '../model/index.ts';
import { type OpenStoreError, openStore, type Store } from '../store/index.ts';
import { joinPacks, readAddedPacks } from './added-packs.ts';
import { createChangeFeed, type Every } from './changes.ts';
import { seedDemo } from './demo.ts';
import { openPublishing } from './publish/open-publishing.ts';
import { openReplaying } from './replay/replaying.ts';
import { createStudioRouter, type StudioRouter } from './router.ts';

export interface OpenStudioOptions {
  /** The data folder. */
  folder: string;
  host: StudioStatus['host'];
  /** Whom changes are recorded under. Default `local`. */
  author?: string;
  /** The packs of the catalog. Default: those that ship and those added to the data folder. */
  packs?: readonly Pack[];
  /** Where tokens and keys are kept. Default: a file of the data folder that only its owner can read. */
  secrets?: { place: string; store: SecretStore };
  now?: () => Date;
  newId?: () => string;
  every?: Every;
}

/** A data folder, opened, with the contract over it. */
export interface Studio {
  router: StudioRouter;
  store: Store;
  catalog: Catalog;
  /** The data folder is free when it returns; resolves when nothing of the demo runs any more. */
  close(): Promise<void>;
}

export type OpenStudioError =
  | OpenStoreError
  /** The sample rules could not be written. */
  | { kind: 'demo-failed'; message: string };

/** Opens the store, gives a new data folder its sample rules, and implements the contract over it. */
export async function openStudio(options: OpenStudioOptions): Promise<Result<Studio, OpenStudioError>> {
  const { folder, host, author = 'local', now = () => new Date(), every = everyInterval } = options;
  const newId = options.newId ?? (() => randomBytes(6).toString('hex'));
  const opened = await openStore({ folder, now, author });
  if (!opened.ok) return opened;
  const added = readAddedPacks(folder);
  const store = { ...opened.value, notices: [...opened.value.notices, ...added.notices] };

  const seeded = seedDemo(store, builtInPacks());
  if (!seeded.ok) {
    store.close();
    const detail = seeded.error.kind === 'failed' ? seeded.error.detail : seeded.error.kind;
    return failure({ kind: 'demo-failed', message: `The sample rules could not be written: ${detail}` });
  }

  const packs = options.packs ?? joinPacks(builtInPacks(), added.packs);
  const catalog = createCatalog(packs);
  const replaying = openReplaying({ store, packs, now, newId });
  const changes = createChangeFeed(store, { now, every });
  const publishing = openPublishing({ store, now, newId, secrets: options.secrets });
  const services = {
    ...publishing,
    store,
    catalog,
    changes,
    replaying,
    host,
    engineVersion: manifest.version,
    newId,
  };
  return success({
    router: createStudioRouter(services),
    store,
    catalog,
    close: () => {
      replaying.close();
      changes.close();
      store.close();
      return publishing.demo.close();
    },
  });
}

function everyInterval(milliseconds: number, tick: () => void): () => void {
  const timer = setInterval(tick, milliseconds);
  // Listening for changes is no reason to keep a process alive.
  timer.unref();
  return () => clearInterval(timer);
}
