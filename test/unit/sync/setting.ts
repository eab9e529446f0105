import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { fileSecrets, type SecretStore } from '../../../engine/effects/index.ts';
import { type Result, type Rule, readRuleValue } from '../../../engine/model/index.ts';
import type { Store } from '../../../engine/store/index.ts';
import { createSync, type Sync, type SyncOptions } from '../../../engine/sync/index.ts';
import { type Service, startService } from '../../contract/workspace/start-service.ts';
import { type FaultProxy, openFaultProxy } from '../../servers/fault-proxy.ts';
import { granted, openIn, temporaryFolder } from '../store/setting.ts';

/** A data folder that ships to a workspace. */
export interface Studio {
  folder: string;
  store: Store;
  sync: Sync;
  secrets: SecretStore;
}

/** A service for one test, and a network in front of it. */
export interface Site {
  service: Service;
  proxy: FaultProxy;
}

export async function openSite(): Promise<Site> {
  const service = await startService({ packs: ['cx'] });
  const proxy = await openFaultProxy(service.address);
  onTestFinished(async () => {
    await proxy.close();
    await service.stop();
  });
  return { service, proxy };
}

/** A new data folder, connected to the site as `prod` with a token of this member. */
export async function openStudio(
  { service, proxy }: Site,
  member = 'm_omar_d',
  more: Partial<SyncOptions> & { token?: string } = {},
): Promise<Studio> {
  const folder = temporaryFolder();
  const store = await openIn(folder);
  const studio = { folder, ...syncIn(folder, store, more) };
  const token = more.token ?? service.token(member);
  value(await studio.sync.addWorkspace({ name: 'prod', url: proxy.address, token }));
  return studio;
}

/** Ships from a store; nothing is waited for between two tries. */
export function syncIn(folder: string, store: Store, more: Partial<SyncOptions> = {}) {
  const secrets = fileSecrets({ file: join(folder, 'secrets.json') });
  let number = 0;
  const sync = createSync({
    store,
    secrets,
    fetch: globalThis.fetch,
    now: () => new Date('2026-03-02T09:00:00.000Z'),
    random: () => 0.5,
    newId: () => `${folder.slice(-6)}${++number}`,
    wait: async () => {},
    ...more,
  });
  return { store, sync, secrets };
}

export function value<Value, Failure>(result: Result<Value, Failure>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

export function refused<Value, Failure>(result: Result<Value, Failure>): Failure {
  if (result.ok) throw new Error(`this was to fail: ${JSON.stringify(result.value)}`);
  return result.error;
}

export function sampleRule(id: string, change: Record<string, unknown> = {}): Rule {
  return value(
    readRuleValue({
      id,
      name: `Rule ${id}`,
      createdBy: 'm_omar_d',
      scope: { apps: ['cards'] },
      trigger: { kind: 'event', eventType: 'session.opened' },
      filter: [{ path: 'payload.session.topic', op: 'eq', value: 'fraud' }],
      actions: [{ id: 's1', type: 'tag_session', params: { tags: ['fraud-suspect'] } }],
      ...change,
    }),
  );
}

/** Stores a rule as version 1. */
export function keep({ store }: Studio, rule: Rule): void {
  granted(store.createRule({ rule, why: 'first', enabled: rule.enabled }));
}

/** Saves another content of a stored rule as its next version. */
export function edit({ store }: Studio, id: string, change: Partial<Rule>): void {
  const { revision, layout, rule } = granted(store.getRule(id));
  const draft = granted(
    store.saveDraft({ id, baseRevision: revision, rule: { ...rule, ...change }, codeText: null, layout }),
  );
  granted(store.saveVersion({ id, baseRevision: draft.revision, why: 'edited' }));
}

/** Plans everything and publishes it. */
export async function ship({ sync }: Studio, options: { force?: string[]; why?: string } = {}) {
  const plan = value(await sync.plan({ workspace: 'prod', events: null, ...options }));
  return await sync.publish({ plan });
}

/** What is live, as the service's own database has it: id, version, enabled. */
export function liveRules({
  service,
}: Site): { id: string; version: number; enabled: boolean; name: string }[] {
  const page = value(service.workspace.rules.list({}, { cursor: undefined, limit: 500 }));
  return page.items
    .map(({ id, version, enabled, name }) => ({ id, version, enabled, name }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

export function versionsOf({ service }: Site, id: string) {
  return value(service.workspace.rules.history(id, { cursor: undefined, limit: 500 })).items;
}
