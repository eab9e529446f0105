import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtInPacks, createCatalog } from '../../../../engine/catalog/index.ts';
import { type EffectResult, fixedSecrets, type Post } from '../../../../engine/effects/index.ts';
import {
  contentHash,
  type Effect,
  type Event,
  type Rule,
  readRuleValue,
} from '../../../../engine/model/index.ts';
import type { Database } from '../../../../engine/store/index.ts';
import { openWorkspaceDatabase } from '../../../../engine/workspace/database/index.ts';
import {
  type Backend,
  createDispatcher,
  type DispatcherLimits,
  type LiveDispatcher,
} from '../../../../engine/workspace/dispatch/index.ts';
import type { SlaPolicy } from '../../../../engine/workspace/records/index.ts';
import { createRuleRows } from '../../../../engine/workspace/rules/rule-rows.ts';

export const catalog = createCatalog(builtInPacks());

/** A clock that stands still until it is moved. Calls due at one moment come in the order they were asked for. */
export interface TestClock {
  now(): Date;
  elapsed(): number;
  after(milliseconds: number, call: () => void): () => void;
  /** Makes the earliest call that is due within so many milliseconds; false: there is none. */
  step(withinMs: number): boolean;
  move(milliseconds: number): void;
}

export function createTestClock(start = '2026-03-02T09:00:00.000Z'): TestClock {
  let time = Date.parse(start);
  let number = 0;
  let calls: { at: number; number: number; call: () => void }[] = [];
  return {
    now: () => new Date(time),
    elapsed: () => time,
    after(milliseconds, call) {
      const entry = { at: time + milliseconds, number: number++, call };
      calls.push(entry);
      return () => {
        calls = calls.filter((each) => each !== entry);
      };
    },
    step(withinMs) {
      const [first] = calls.toSorted((a, b) => a.at - b.at || a.number - b.number);
      if (!first || first.at > time + withinMs) return false;
      calls = calls.filter((each) => each !== first);
      time = Math.max(time, first.at);
      first.call();
      return true;
    },
    move(milliseconds) {
      time += milliseconds;
    },
  };
}

export interface Call {
  effect: Effect;
  key: string;
}

export interface Live {
  dispatcher: LiveDispatcher;
  database: Database;
  clock: TestClock;
  folder: string;
  calls: Call[];
  posts: Post[];
  log: string[];
  /** Lets everything happen that is due within so many milliseconds. */
  run(withinMs?: number): Promise<void>;
  save(rule: Rule): void;
  rows(sql: string): unknown[];
}

export interface LiveOptions {
  folder?: string;
  clock?: TestClock;
  rules?: readonly Rule[];
  limits?: Partial<DispatcherLimits>;
  sla?: SlaPolicy;
  hasMail?: boolean;
  backend?: (database: Database) => Backend;
  perform?: (effect: Effect, key: string) => EffectResult | Promise<EffectResult>;
  post?: (post: Post) => EffectResult;
}

export async function openLive(options: LiveOptions = {}): Promise<Live> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'live-'));
  const clock = options.clock ?? createTestClock();
  const opened = await openWorkspaceDatabase(folder, () => clock.now());
  if (!opened.ok) throw new Error(opened.error.message);
  const database = opened.value;
  const [calls, posts, log]: [Call[], Post[], string[]] = [[], [], []];
  let number = 0;
  const done: EffectResult = { ok: true, value: { output: { messageId: 'm', status: 200 }, raised: [] } };
  const rows = createRuleRows(database);
  const save = (rule: Rule) => {
    const at = clock.now().toISOString();
    const checksum = contentHash(rule);
    const version = {
      version: rule.version,
      change: 'created',
      checksum,
      who: 'm',
      when: at,
      why: '',
    } as const;
    rows.put(
      { rule, checksum, updatedAt: at, updatedBy: 'm', deletedAt: null },
      { ...version, release: null, rule },
    );
  };
  for (const rule of options.rules ?? []) if (!rows.get(rule.id)) database.write(() => save(rule));
  const backend = options.backend?.(database);
  const dispatcher = createDispatcher(
    {
      database,
      catalog,
      clock,
      random: () => 0.5,
      ids: (prefix) => `${prefix}${clock.now().getTime()}_${number++}`,
      performers: {
        async perform(effect, { key }) {
          calls.push({ effect, key });
          return (await options.perform?.(effect, key)) ?? done;
        },
      },
      secrets: fixedSecrets({ signing: 'topsecret' }),
      post: async (post) => {
        posts.push(post);
        return options.post?.(post) ?? done;
      },
      sla: options.sla ?? null,
      hasMail: options.hasMail ?? false,
      limits: {
        runsPerRule: 5,
        effectsPerMinute: {},
        modelQuestionsPerDay: null,
        failuresUntilPause: 10,
        ...options.limits,
      },
      log: (line) => log.push(line),
    },
    ...(backend ? ([backend] as const) : []),
  );
  dispatcher.start();
  return {
    dispatcher,
    database,
    clock,
    folder,
    calls,
    posts,
    log,
    save,
    rows: (sql) => database.connection.prepare(sql).all(),
    async run(withinMs = 0) {
      const end = clock.now().getTime() + withinMs;
      for (;;) {
        // What performers promise comes before the next call of the clock.
        for (let turn = 0; turn < 20; turn++) await Promise.resolve();
        if (!clock.step(end - clock.now().getTime())) break;
      }
      clock.move(end - clock.now().getTime());
    },
  };
}

/** An enabled rule on new tickets, unless said otherwise. */
export function ruleOf(given: Record<string, unknown>): Rule {
  const read = readRuleValue({
    id: 'r_1',
    name: 'rule',
    enabled: true,
    scope: { apps: ['helpdesk'] },
    trigger: { kind: 'event', eventType: 'TicketCreated' },
    createdBy: 'm_ada_l',
    version: 1,
    ...given,
  });
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

export function ticketEvent(id: string, ticket: Record<string, Event['payload'][string]> = {}): Event {
  return {
    id,
    type: 'TicketCreated',
    app: 'helpdesk',
    firedAt: '2026-03-02T09:00:00.000Z',
    actor: { kind: 'user', id: 'u' },
    streamId: 's',
    streamVersion: 1,
    tenantId: 'helpline',
    payload: {
      ticket: {
        id: 1,
        subject: 'Help',
        status: 'open',
        priority: 'normal',
        tags: [],
        assignee_id: null,
        requester: { id: 5, name: 'Dana', vip: false },
        meta: { lang: 'en' },
        ...ticket,
      },
    },
  };
}

export const tagStep = { id: 's1', type: 'tag', params: { tag: 'billing' } };
export const hookStep = {
  id: 's2',
  type: 'webhook',
  params: { url: 'https://hooks.example/x', message: 'hi' },
};
