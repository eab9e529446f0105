import { join } from 'node:path';
import { builtInPacks, createCatalog } from '../../catalog/index.ts';
import type { DemoWorkspace, SyncError } from '../../contract/index.ts';
import type { SecretStore } from '../../effects/index.ts';
import { failure, type Result, success } from '../../model/index.ts';
import type { Store } from '../../store/index.ts';
import type { Sync } from '../../sync/index.ts';
import type { ServedWorkspace } from '../../workspace/index.ts';

/** A workspace with the demo in it, served by this very process. */
export interface DemoHost {
  state(): DemoWorkspace;
  start(): Promise<Result<DemoWorkspace, SyncError>>;
  close(): Promise<void>;
}

export interface DemoHostOptions {
  store: Store;
  sync: Sync;
  secrets: SecretStore;
  version: string;
  env: Readonly<Record<string, string | undefined>>;
}

const name = 'demo';

/**
 * Starts the workspace service on the data folder's own demo, on loopback, and lists it under `demo`. It keeps its
 * port from one start to the next, so that it stays the same workspace to the journal.
 */
export function createDemoHost({ store, sync, secrets, version, env }: DemoHostOptions): DemoHost {
  let served: ServedWorkspace | null = null;
  let starting: Promise<Result<DemoWorkspace, SyncError>> | null = null;

  function listed() {
    const workspaces = sync.workspaces();
    return workspaces.ok ? workspaces.value.find((each) => each.name === name) : undefined;
  }

  function state(): DemoWorkspace {
    const workspace = listed();
    return { address: served?.address ?? null, workspace: workspace ? name : null };
  }

  async function start(): Promise<Result<DemoWorkspace, SyncError>> {
    if (!served) {
      const known = listed();
      const port = known ? Number(new URL(known.url).port) : 0;
      // Loaded when needed: a studio without the demo starts without a web server and a dispatcher.
      const { createDispatcher, serveWorkspace } = await import('../../workspace/index.ts');
      const started = await serveWorkspace({
        folder: join(store.folder, 'demo-workspace'),
        catalog: createCatalog(builtInPacks()),
        port,
        seedDemo: true,
        version,
        env,
        createDispatcher,
        log: () => {},
      });
      if (!started.ok) return failure({ code: 'unreachable', message: started.error.message });
      served = started.value;
    }
    const token = served.tokens.find((each) => each.name === 'admin')?.token ?? '';
    const known = listed();
    if (known && known.url === served.address) {
      const kept = await secrets.write(`workspace-${name}`, token);
      return kept.ok ? success(state()) : failure({ code: 'no-token', message: kept.error.message });
    }
    const added = await sync.addWorkspace({ name, url: served.address, token });
    if (!added.ok) return added;
    // Its samples are those of a new data folder: what is the same on both sides is known to be from now on.
    const pulled = await sync.pull({ workspace: name });
    return pulled.ok ? success(state()) : pulled;
  }

  return {
    state,
    start() {
      starting ??= start().finally(() => {
        starting = null;
      });
      return starting;
    },
    async close() {
      await served?.close();
      served = null;
    },
  };
}
