import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtInPacks, createCatalog } from '../../../engine/catalog/index.ts';
import { fileSecrets } from '../../../engine/effects/index.ts';
import type { Event, Rule } from '../../../engine/model/index.ts';
import { type Dispatcher, listen, openWorkspace, type Workspace } from '../../../engine/workspace/index.ts';

/** What the service told its dispatcher, once it was committed. */
export interface Told {
  changed: Rule[];
  removed: string[];
  pauses: number;
  events: Event[];
}

export interface Service {
  address: string;
  folder: string;
  workspace: Workspace;
  told: Told;
  log: string[];
  /** A token by the name of its member's role. */
  token(
    member: string,
    options?: { scopes?: readonly ('rules:read' | 'rules:write')[]; expiresAt?: string },
  ): string;
  /** Moves the service's clock. */
  pass(milliseconds: number): void;
  request(method: string, path: string, options?: RequestOptions): Promise<Answer>;
  stop(): Promise<void>;
}

export interface RequestOptions {
  token?: string;
  body?: unknown;
  text?: string;
  headers?: Record<string, string>;
}

export interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests say what they expect of it
  body: any;
}

/** A service on loopback with a database of its own, whose dispatcher only listens. */
export async function startService(
  options: { packs?: string[]; folder?: string; requestsPerMinute?: number } = {},
): Promise<Service> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'workspace-'));
  const packs = builtInPacks().filter(({ name }) => options.packs?.includes(name) ?? true);
  const told: Told = { changed: [], removed: [], pauses: 0, events: [] };
  const log: string[] = [];
  let time = Date.parse('2026-03-02T09:00:00.000Z');
  let number = 0;
  const opened = await openWorkspace({
    folder,
    catalog: createCatalog(packs),
    clock: { now: () => new Date(time), elapsed: () => time, after: () => () => {} },
    ids: (prefix) => `${prefix}${++number}_${Math.random().toString(36).slice(2, 8)}`,
    secrets: fileSecrets({ file: join(folder, 'secrets.json') }),
    outgoing: {},
    dispatcher: (database) => listeningDispatcher(told, (call) => database.afterCommit(call)),
    history: () => ({
      runs: () => ({ ok: true, value: { items: [], nextCursor: null } }),
      run: () => null,
      events: () => ({ ok: true, value: { items: [], nextCursor: null } }),
      newestEvent: () => null,
    }),
  });
  if (!opened.ok) throw new Error(opened.error.message);
  const workspace = opened.value;
  const served = await listen({
    workspace,
    version: '1.0.0',
    requestsPerMinute: options.requestsPerMinute ?? 100_000,
    log: (line) => log.push(line),
    port: 0,
  });
  if (!served.ok) throw new Error(served.error);
  const { address } = served.value;
  return {
    address,
    folder,
    workspace,
    told,
    log,
    token: (member, { scopes, expiresAt } = {}) =>
      workspace.tokens.issue({
        name: member,
        member,
        ...(scopes && { scopes }),
        ...(expiresAt !== undefined && { expiresAt }),
      }),
    pass: (milliseconds) => {
      time += milliseconds;
    },
    async request(method, path, { token, body, text, headers = {} } = {}) {
      const response = await fetch(`${address}${path}`, {
        method,
        headers: {
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...((body !== undefined || text !== undefined) && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        ...(text !== undefined && { body: text }),
      });
      const answer = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        body: answer === '' ? null : JSON.parse(answer),
      };
    },
    async stop() {
      await served.value.close();
      await workspace.close();
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

function listeningDispatcher(told: Told, afterCommit: (call: () => void) => void): Dispatcher {
  return {
    start() {},
    stop: async () => {},
    accept: (events) => {
      afterCommit(() => told.events.push(...events));
      return events.map(({ id }) => ({ id, status: 'accepted' }));
    },
    ruleChanged: (rule) => afterCommit(() => told.changed.push(rule)),
    ruleRemoved: (id) => afterCommit(() => told.removed.push(id)),
    pausesChanged: () =>
      afterCommit(() => {
        told.pauses += 1;
      }),
    runNow: () => ({ runId: 'run_1' }),
    replayRun: () => ({ ok: false, error: 'run-not-found' }),
    settled: async () => null,
    metrics: () => ({
      eventsAccepted: 0,
      eventsDuplicate: 0,
      runsExecuted: 0,
      runsSkipped: 0,
      effectsPerformed: 0,
      effectsFailed: 0,
      noticesDelivered: 0,
      runsOpen: 0,
      eventsWaiting: 0,
      noticesWaiting: 0,
    }),
  };
}
