import { z } from 'zod';
import { defaultRetry, retryDelay } from '../../chain/index.ts';
import type { EffectResult } from '../../effects/index.ts';
import type { Database } from '../../store/index.ts';
import type { Clock } from '../dispatch/clock.ts';
import type { Notice } from './notice.ts';

/** Attempts after which a delivery is given up: with pauses of up to a minute, a good half hour. */
const mostAttempts = 40;
/** Deliveries under way at once. */
const mostAtOnce = 8;

/** A notice on its way to one target. */
export interface Delivery {
  notice: { id: string; kind: string; body: string };
  /** A subscription's id, or `mail:` and an address. */
  target: string;
}

export interface DeadDelivery {
  noticeId: string;
  target: string;
  attempts: number;
  lastError: string | null;
}

/** Sends one delivery, once. A failure is a value. */
export type Deliver = (delivery: Delivery, signal: AbortSignal) => Promise<EffectResult>;

/**
 * Notices on their way out: written with what they tell of, in one transaction, and sent at least once, again after a
 * restart, with growing pauses. One that was tried too often is kept as dead, and can be seen.
 */
export interface Outbox {
  /** Part of the transaction it is called in. `targets`: to whom beside the subscriptions. */
  put(notice: Notice, targets?: readonly string[]): void;
  start(): void;
  /** Lets what is under way come to its end. */
  stop(graceMs: number): Promise<void>;
  dead(): DeadDelivery[];
  waiting(): number;
  delivered(): number;
}

export interface OutboxOptions {
  database: Database;
  clock: Clock;
  random: () => number;
  deliver: Deliver;
  log: (line: string) => void;
}

const subscriptionRow = z.object({ id: z.string(), events: z.string(), apps: z.string().nullable() });
const names = z.array(z.string());
const dueRow = z.object({
  seq: z.int(),
  target: z.string(),
  attempts: z.int(),
  id: z.string(),
  kind: z.string(),
  body: z.string(),
});
const deadRow = z.object({
  notice_id: z.string(),
  target: z.string(),
  attempts: z.int(),
  last_error: z.string().nullable(),
});
const nextRow = z.object({ next_at: z.string().nullable() });
const countRow = z.object({ count: z.int() });

export function createOutbox({ database, clock, random, deliver, log }: OutboxOptions): Outbox {
  const { connection } = database;
  const putNotice = connection.prepare(
    'INSERT INTO notices (id, kind, run_id, app, body, at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const putDelivery = connection.prepare(
    "INSERT INTO deliveries (notice_id, target, state, attempts, next_at) VALUES (?, ?, 'waiting', 0, ?)",
  );
  const subscriptions = connection.prepare('SELECT id, events, apps FROM subscriptions ORDER BY seq');
  const due = connection.prepare(
    `SELECT deliveries.seq, target, attempts, notices.id, kind, body FROM deliveries
     JOIN notices ON notices.id = deliveries.notice_id
     WHERE state = 'waiting' AND next_at <= ? ORDER BY next_at, deliveries.seq LIMIT ?`,
  );
  const next = connection.prepare(
    `SELECT min(next_at) AS next_at FROM deliveries JOIN notices ON notices.id = deliveries.notice_id
     WHERE state = 'waiting'`,
  );
  const settle = connection.prepare(
    'UPDATE deliveries SET state = ?, attempts = ?, next_at = ?, last_error = ? WHERE seq = ?',
  );
  const deadOnes = connection.prepare("SELECT * FROM deliveries WHERE state = 'dead' ORDER BY seq");
  const count = connection.prepare("SELECT count(*) AS count FROM deliveries WHERE state = 'waiting'");

  const underWay = new Map<number, Promise<void>>();
  const abort = new AbortController();
  let isRunning = false;
  let delivered = 0;
  let cancelWake = () => {};

  function wake(): void {
    if (!isRunning) return;
    cancelWake();
    const now = clock.now();
    const room = mostAtOnce - underWay.size;
    const rows = due.all(now.toISOString(), room + underWay.size).map((each) => dueRow.parse(each));
    for (const row of rows) {
      if (underWay.has(row.seq) || underWay.size >= mostAtOnce) continue;
      underWay.set(row.seq, send(row));
    }
    const { next_at: at } = nextRow.parse(next.get());
    // Those under way look again when they are through.
    if (at === null || underWay.size > 0) return;
    cancelWake = clock.after(Math.max(0, Date.parse(at) - now.getTime()), wake);
  }

  async function send(row: z.infer<typeof dueRow>): Promise<void> {
    const { seq, target, attempts, id, kind, body } = row;
    try {
      const result = await deliver({ notice: { id, kind, body }, target }, abort.signal);
      const tries = attempts + 1;
      const now = clock.now();
      if (result.ok) {
        database.write(() => settle.run('delivered', tries, now.toISOString(), null, seq));
        delivered++;
      } else {
        const { code, message, retryable, retryAfterMs } = result.error;
        const isDead = !retryable || tries >= mostAttempts;
        const pause = retryDelay(defaultRetry, tries, random(), retryAfterMs);
        const again = new Date(now.getTime() + pause).toISOString();
        const state = isDead ? 'dead' : 'waiting';
        database.write(() => settle.run(state, tries, again, `${code}: ${message}`, seq));
        if (isDead) log(`the notice ${id} could not be delivered to ${target}: ${message}`);
      }
    } catch (error) {
      log(`a delivery was not recorded and is tried again: ${String(error)}`);
      isRunning = false;
    } finally {
      underWay.delete(seq);
    }
    wake();
  }

  return {
    put(notice, targets = []) {
      const { id, kind, runId, app, body, at } = notice;
      putNotice.run(id, kind, runId, app, JSON.stringify(body), at);
      for (const each of subscriptions.all()) {
        const { id: subscription, events, apps } = subscriptionRow.parse(each);
        const wants = names.parse(JSON.parse(events)).includes(kind);
        const concerns = apps === null || app === null || names.parse(JSON.parse(apps)).includes(app);
        if (wants && concerns) putDelivery.run(id, subscription, at);
      }
      for (const target of targets) putDelivery.run(id, target, at);
      database.afterCommit(() => void (underWay.size < mostAtOnce && wakeSoon()));
    },
    start() {
      isRunning = true;
      wake();
    },
    async stop(graceMs) {
      isRunning = false;
      cancelWake();
      const cancel = clock.after(graceMs, () => abort.abort());
      await Promise.all(underWay.values());
      cancel();
    },
    dead: () =>
      deadOnes.all().map((each) => {
        const { notice_id: noticeId, target, attempts, last_error: lastError } = deadRow.parse(each);
        return { noticeId, target, attempts, lastError };
      }),
    waiting: () => countRow.parse(count.get()).count,
    delivered: () => delivered,
  };

  /** Many notices of one moment are looked at together. */
  function wakeSoon(): void {
    if (!isRunning) return;
    cancelWake();
    cancelWake = clock.after(0, wake);
  }
}
