import { randomBytes, randomInt } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Catalog, findMember } from '../../catalog/index.ts';
import {
  createDocumentIndex,
  createPerformers,
  demoToolServer,
  describeServer,
  environmentSecrets,
  fileSecrets,
  firstOf,
  northfieldDocuments,
  type SecretStore,
  sendPost,
  serverFingerprint,
  type WorkspacePerformers,
} from '../../effects/index.ts';
import { failure, type Result, success } from '../../model/index.ts';
import type { Database } from '../../store/index.ts';
import { systemClock } from '../clock.ts';
import { type DemoToken, seedDemo } from '../demo/seed-demo.ts';
import { createRunHistory, type Dispatcher, type DispatcherOptions } from '../dispatch/index.ts';
import { listen } from '../http/listen.ts';
import { openWorkspace } from '../open-workspace.ts';
import { deleteOld } from '../records/index.ts';
import type { WorkspaceSettings } from '../settings/settings.ts';
import type { Workspace } from '../workspace.ts';
import { loadSettings } from './load-settings.ts';
import { withOfferedTools } from './offered-tools.ts';
import { type PerformerSettings, performerSettings } from './performer-settings.ts';
import { connectionFile } from './session.ts';

export interface ServeWorkspaceOptions {
  folder: string;
  catalog: Catalog;
  /** 0: any free port. */
  port: number;
  host?: string;
  seedDemo: boolean;
  version: string;
  env: Readonly<Record<string, string | undefined>>;
  createDispatcher: (options: DispatcherOptions) => Dispatcher;
  /** One line that a person can act on. */
  log: (line: string) => void;
}

export interface ServedWorkspace {
  readonly workspace: Workspace;
  readonly address: string;
  /** Of the demo; none without one. */
  readonly tokens: readonly DemoToken[];
  /** Answers what is under way, finishes or parks what runs, and closes everything. */
  close(): Promise<void>;
}

/** Why no workspace is served. `message` is for people. */
export interface ServeFailure {
  kind: 'settings' | 'not-opened' | 'not-served';
  message: string;
}

/** Opens the workspace of a data folder and serves it, with the settings of its `workspace.toml`. */
export async function serveWorkspace(
  options: ServeWorkspaceOptions,
): Promise<Result<ServedWorkspace, ServeFailure>> {
  const { folder, port, host, version, env, log } = options;
  // Nothing is evaluated, anywhere: the API's schemas are interpreted, too.
  z.config({ jitless: true });
  const settings = loadSettings(folder);
  if (!settings.ok) return failure({ kind: 'settings', message: settings.error });
  const stored = fileSecrets({ file: join(folder, 'secrets.json'), notice: log });
  const secrets: SecretStore = { ...stored, ...firstOf(environmentSecrets(env), stored) };
  const outside = performerSettings(settings.value);
  const catalog = await withOfferedTools(options.catalog, { settings: outside, secrets, log });
  const clock = systemClock();
  const performers: WorkspacePerformers[] = [];
  const opened = await openWorkspace({
    folder,
    catalog,
    clock,
    ids: (prefix) => `${prefix}${randomBytes(9).toString('base64url')}`,
    secrets,
    outgoing: outside.outgoing,
    dispatcher: (database, currentCatalog) => {
      const own = performersFor(options, outside, { database, secrets, catalog: currentCatalog });
      performers.push(own);
      return options.createDispatcher({
        database,
        // Searches that are saved while it runs are in it.
        get catalog() {
          return currentCatalog();
        },
        clock,
        random: () => randomInt(2 ** 47) / 2 ** 47,
        ids: (prefix) => `${prefix}${randomBytes(9).toString('base64url')}`,
        performers: own,
        secrets,
        post: (post, signal) => sendPost(own.http, post, { now: () => clock.now(), signal }),
        sla: slaOf(settings.value),
        hasMail: outside.mail !== undefined,
        limits: limitsOf(settings.value),
        log,
      });
    },
    history: createRunHistory,
  });
  if (!opened.ok) return failure({ kind: 'not-opened', message: opened.error.message });
  const workspace = opened.value;
  const close = async () => {
    await workspace.close();
    for (const each of performers) await each.close();
  };

  const served = await listen({
    workspace,
    version,
    requestsPerMinute: settings.value.limits.requests_per_minute,
    log,
    port,
    ...(host === undefined ? {} : { host }),
  });
  if (!served.ok) {
    await close();
    return failure({ kind: 'not-served', message: served.error });
  }
  const { address } = served.value;
  const tokens = options.seedDemo ? seedDemo(workspace, log) : [];
  const session = leaveSession(workspace, address);
  const endRetention = keepRetention(workspace, settings.value.retention, log);
  return success({
    workspace,
    address,
    tokens,
    async close() {
      session();
      endRetention();
      await served.value.close();
      await close();
    },
  });
}

function performersFor(
  { catalog: base, folder, seedDemo: isDemo, log }: ServeWorkspaceOptions,
  { mail, model, outgoing, servers }: PerformerSettings,
  { database, secrets, catalog }: { database: Database; secrets: SecretStore; catalog: () => Catalog },
): WorkspacePerformers {
  const hasDocuments = base.packs.some(({ name }) => name === 'documents');
  const index = createDocumentIndex(database.connection);
  const consented = new Set(servers.flatMap(({ consent }) => consent ?? []));
  const all = servers.map(({ server }) => server);
  if (isDemo && hasDocuments) {
    if (index.count() === 0) index.put(northfieldDocuments());
    const demo = demoToolServer({ file: join(folder, 'demo-documents.json') });
    // What ships with the program is started on the word of whoever asked for the demo.
    if (!all.some(({ name }) => name === demo.name)) {
      all.push(demo);
      consented.add(serverFingerprint(demo));
    }
  }
  for (const server of all) {
    const fingerprint = serverFingerprint(server);
    if (consented.has(fingerprint)) continue;
    log(
      `The tool server "${server.name}" is not used until somebody agrees to it: ${describeServer(server)}`,
    );
    log(`  to agree, write into workspace.toml: consent = "${fingerprint}"`);
  }
  return createPerformers({
    secrets,
    outgoing,
    now: () => new Date(),
    ...(mail && { mail }),
    ...(model && { model }),
    mcp: { servers: all, isConsented: (fingerprint) => consented.has(fingerprint) },
    search: {
      index,
      viewerOf: (id) => {
        const role = findMember(catalog(), id)?.role;
        return { member: id, seesAll: role === 'owner' || role === 'admin' };
      },
    },
  });
}

function limitsOf({ limits, model }: WorkspaceSettings): DispatcherOptions['limits'] {
  return {
    runsPerRule: limits.runs_per_rule,
    effectsPerMinute: {
      'http.post': limits.http_per_minute,
      'mcp.call': limits.tools_per_minute,
      'email.send': limits.mails_per_minute,
    },
    modelQuestionsPerDay: model?.quota_per_day ?? null,
    failuresUntilPause: limits.failures_until_pause,
  };
}

/** Deletes what is older than is to be kept, now and every day; returns what ends that. */
function keepRetention(
  { database, clock }: Workspace,
  { events_days, runs_days }: WorkspaceSettings['retention'],
  log: (line: string) => void,
): () => void {
  let cancel = () => {};
  const sweep = () => {
    try {
      deleteOld(database, { eventsDays: events_days, runsDays: runs_days }, clock.now());
    } catch (error) {
      log(
        `what is too old could not be deleted now: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
    cancel = clock.after(24 * 60 * 60 * 1000, sweep);
  };
  sweep();
  return () => cancel();
}

function slaOf({ sla }: WorkspaceSettings): DispatcherOptions['sla'] {
  return sla ? { name: sla.name, warnPercent: sla.warn_percent, minutes: { ...sla.minutes } } : null;
}

/** Lets the command line of the same person on the same machine speak to the service; returns what ends that. */
function leaveSession(workspace: Workspace, address: string): () => void {
  const members = [...workspace.catalog().members.values()].map(({ value }) => value);
  const member = members.find(({ role, active }) => active && (role === 'admin' || role === 'owner'));
  const file = connectionFile(workspace.folder);
  const name = 'command-line';
  workspace.tokens.revoke(name);
  if (!member) return () => {};
  const token = workspace.tokens.issue({ name, member: member.id });
  rmSync(file, { force: true });
  writeFileSync(file, `${JSON.stringify({ address, token })}\n`, { mode: 0o600, flag: 'wx' });
  return () => {
    workspace.tokens.revoke(name);
    rmSync(file, { force: true });
  };
}
