import type { z } from 'zod';
import {
  type Me,
  type Release,
  type ReleaseEntry,
  type StoredRunBody,
  type WorkspaceVersion,
  type workspaceCatalog,
  workspaceContract,
} from '../../contract/index.ts';
import { type Event, failure, type Result, type Rule, success } from '../../model/index.ts';
import { type CallFailure, type CallOptions, call } from './call.ts';

type Called<Value> = Promise<Result<Value, CallFailure>>;

/** The requests that publishing makes of a workspace. Each may be sent any number of times and counts once. */
export interface RemoteClient {
  me(): Called<Me>;
  catalog(): Called<z.infer<typeof workspaceCatalog>>;
  rules(): Called<Rule[]>;
  /** Newest first, deleted rules included; at most so many. */
  history(ruleId: string, most: number): Called<WorkspaceVersion[]>;
  /** The newest so many of the last week, or of all time where that had none; oldest first. */
  events(most: number): Called<Event[]>;
  createRelease(request: { title: string; why: string; key: string }): Called<Release>;
  stage(releaseId: string, entry: ReleaseEntry, request: { why: string; key: string }): Called<Release>;
  activate(releaseId: string, request: { why: string; key: string }): Called<Release>;
  release(releaseId: string): Called<Release>;
  abandon(releaseId: string, why: string): Called<null>;
  setEnabled(ruleId: string, enabled: boolean, why: string): Called<Rule>;
  run(ruleId: string, event: Event | null, key: string): Called<StoredRunBody>;
}

const { rules, releases, directory, events } = workspaceContract;
const pageSize = 500;
const week = 7 * 24 * 3_600_000;
/** The API lists events from the oldest on: so many are gone through for the newest. */
const mostEvents = 50_000;

export function createRemoteClient(options: CallOptions): RemoteClient {
  const change = (why: string, key?: string) => ({ 'x-change-reason': why, 'idempotency-key': key });

  /** Follows `nextCursor` until there is enough. */
  async function everyPage<Item>(
    most: number,
    ask: (page: { cursor?: string; limit: number }) => Called<{ items: Item[]; nextCursor: string | null }>,
  ): Called<Item[]> {
    const items: Item[] = [];
    const seen = new Set<string>();
    let cursor: string | null = null;
    do {
      const page: Result<{ items: Item[]; nextCursor: string | null }, CallFailure> = await ask({
        limit: Math.min(pageSize, most - items.length),
        ...(cursor === null ? {} : { cursor }),
      });
      if (!page.ok) return page;
      items.push(...page.value.items);
      cursor = page.value.nextCursor;
      if (cursor !== null && seen.has(cursor)) {
        return failure({
          kind: 'invalid-answer',
          message: `${options.url}: a list of it comes round in circles`,
        });
      }
      if (cursor !== null) seen.add(cursor);
    } while (cursor !== null && items.length < most);
    return success(items);
  }

  async function body<Value>(asked: Called<{ body: Value }>): Called<Value> {
    const answer = await asked;
    return answer.ok ? success(answer.value.body) : answer;
  }

  return {
    me: () => call(directory.me, {}, options),
    catalog: () => call(directory.catalog, {}, options),
    rules: () => everyPage(100_000, (query) => call(rules.list, { query }, options)),
    history: (id, most) =>
      everyPage(most, (query) => call(rules.history, { params: { id }, query }, options)),
    async events(most) {
      const from = new Date(options.now().getTime() - week).toISOString();
      const ask = (since: { from?: string }) =>
        everyPage(mostEvents, (page) => call(events.list, { query: { ...since, ...page } }, options));
      const recent = await ask({ from });
      if (!recent.ok) return recent;
      const found = recent.value.length > 0 ? recent : await ask({});
      return found.ok ? success(found.value.slice(-most)) : found;
    },
    createRelease: ({ title, why, key }) =>
      body(call(releases.create, { headers: change(why, key), body: { title } }, options)),
    stage: (id, entry, { why, key }) =>
      body(call(releases.addRules, { params: { id }, headers: change(why, key), body: entry }, options)),
    activate: (id, { why, key }) =>
      body(call(releases.activate, { params: { id }, headers: change(why, key) }, options)),
    release: (id) => call(releases.get, { params: { id } }, options),
    async abandon(id, why) {
      const answer = await call(releases.abandon, { params: { id }, headers: change(why) }, options);
      return answer.ok ? success(null) : answer;
    },
    setEnabled: (id, enabled, why) =>
      body(call(rules.setEnabled, { params: { id }, headers: change(why), body: { enabled } }, options)),
    run: (id, event, key) =>
      body(
        call(
          rules.run,
          { params: { id }, headers: { 'idempotency-key': key }, body: event === null ? {} : { event } },
          options,
        ),
      ),
  };
}
