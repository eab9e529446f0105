import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtInPacks, createCatalog } from '../../catalog/index.ts';
import type { DemoWorkspace, ServiceSettings, SettingsIssue, SyncError } from '../../contract/index.ts';
import type { SecretStore } from '../../effects/index.ts';
import { failure, type Result, success } from '../../model/index.ts';
import type { Store } from '../../store/index.ts';
import type { Sync } from '../../sync/index.ts';
import type { ServedWorkspace } from '../../workspace/index.ts';

/** A workspace with the demo in it, served by this very process. */
export interface DemoHost {
  state(): DemoWorkspace;
  start(): Promise<Result<DemoWorkspace, SyncError>>;
  /** Its `workspace.toml`; null before its first start. */
  settings(): Promise<Result<ServiceSettings | null, SyncError>>;
  /** What is wrong with a text of settings. */
  checkSettings(text: string): Promise<SettingsIssue[]>;
  /** Checks and writes it; a demo that runs starts again with it. What is wrong is named, and nothing is written. */
  changeSettings(text: string): Promise<Result<ServiceSettings | null, SyncError>>;
  /** Agrees to exactly one tool server of the file, or takes that back; a demo that runs starts again with it. */
  agree(to: { fingerprint: string; isAgreed: boolean }): Promise<Result<ServiceSettings | null, SyncError>>;
  /** Resolves when nothing of it runs any more. */
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
/** Settings asks these itself, with the command and a button. */
const asksForConsent = /^The tool server .* is not used until somebody agrees|^ {2}to agree, write into /;

/**
 * Starts the workspace service on the data folder's own demo, on loopback, and lists it under `demo`. It keeps its
 * port from one start to the next, so that it stays the same workspace to the journal.
 */
export function createDemoHost({ store, sync, secrets, version, env }: DemoHostOptions): DemoHost {
  let served: ServedWorkspace | null = null;
  let starting: Promise<Result<DemoWorkspace, SyncError>> | null = null;
  let told: string[] = [];
  const folder = join(store.folder, 'demo-workspace');
  const settingsFile = join(folder, 'workspace.toml');

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
      told = [];
      const started = await serveWorkspace({
        folder,
        catalog: createCatalog(builtInPacks()),
        port,
        seedDemo: true,
        version,
        env,
        createDispatcher,
        log: (line) => {
          if (!asksForConsent.test(line)) told.push(line);
        },
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

  async function settings(): Promise<Result<ServiceSettings | null, SyncError>> {
    const { reviewSettings } = await import('../../workspace/index.ts');
    try {
      const text = readFileSync(settingsFile, 'utf8');
      return success({ file: settingsFile, text, told, servers: reviewSettings(text).servers });
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : null;
      if (code === 'ENOENT') return success(null);
      return failure({ code: 'store', message: `${settingsFile} cannot be read (${String(code)})` });
    }
  }

  async function changeSettings(text: string): Promise<Result<ServiceSettings | null, SyncError>> {
    const issues = await checkSettings(text);
    if (issues.length > 0) {
      return failure({ code: 'invalid-settings', message: issues.map(({ message }) => message).join('; ') });
    }
    try {
      writeFileSync(`${settingsFile}.new`, text, { mode: 0o600 });
      renameSync(`${settingsFile}.new`, settingsFile);
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      return failure({ code: 'store', message: `${settingsFile} cannot be written: ${detail}` });
    }
    if (served) {
      await stop();
      const again = await startOnce();
      if (!again.ok) return again;
    }
    return settings();
  }

  async function checkSettings(text: string): Promise<SettingsIssue[]> {
    const { reviewSettings } = await import('../../workspace/index.ts');
    return reviewSettings(text).issues;
  }

  async function agree({
    fingerprint,
    isAgreed,
  }: {
    fingerprint: string;
    isAgreed: boolean;
  }): Promise<Result<ServiceSettings | null, SyncError>> {
    const { writeConsent } = await import('../../workspace/index.ts');
    const now = await settings();
    if (!now.ok) return now;
    const index = now.value?.servers.findIndex((server) => server.fingerprint === fingerprint) ?? -1;
    if (now.value === null || index < 0) {
      const message = 'the settings name no such tool server any more; read them again';
      return failure({ code: 'not-found', message });
    }
    const written = writeConsent(now.value.text, index, isAgreed ? fingerprint : null);
    if (!written.ok) return failure({ code: 'invalid-settings', message: written.error });
    return changeSettings(written.value);
  }

  function startOnce(): Promise<Result<DemoWorkspace, SyncError>> {
    starting ??= start().finally(() => {
      starting = null;
    });
    return starting;
  }

  /** A start under way is waited for: what it would have left running is stopped, too. */
  async function stop(): Promise<void> {
    await starting?.catch(() => undefined);
    const running = served;
    served = null;
    await running?.close();
  }

  return {
    state,
    settings,
    checkSettings,
    changeSettings,
    agree,
    start: startOnce,
    close: stop,
  };
}
