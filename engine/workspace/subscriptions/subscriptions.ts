import { z } from 'zod';
import { type NoticeName, noticeName, type Subscription } from '../../contract/index.ts';
import { judgeUrl, type OutgoingRules, secretName } from '../../effects/index.ts';
import type { Database } from '../../store/index.ts';
import { type Caller, requireApps, requireWholeWorkspace } from '../access/caller.ts';
import { createAudit } from '../database/index.ts';
import { attempt } from '../requests/attempt.ts';
import { type Page, type PageRequest, pageBounds, pageFrom } from '../requests/page.ts';
import { type Answer, notFound, refuse } from '../requests/refusal.ts';

export interface NewSubscription {
  url: string;
  events: NoticeName[];
  apps: string[] | null;
}

/** Outgoing webhooks. The signing secret is kept where secrets are; here is a reference to it. */
export interface Subscriptions {
  list(page: PageRequest): Answer<Page<Subscription>>;
  /** Whether one may be made: authority, and an address that may be called at all. */
  check(wanted: NewSubscription, caller: Caller): Answer<null>;
  create(id: string, wanted: NewSubscription, caller: Caller): Answer<Subscription>;
  remove(id: string, caller: Caller): Answer<null>;
}

export interface SubscriptionsOptions {
  database: Database;
  apps: () => string[];
  now: () => Date;
  outgoing: OutgoingRules;
  changed: () => void;
}

const row = z.object({
  seq: z.int(),
  id: z.string(),
  url: z.string(),
  events: z.string(),
  apps: z.string().nullable(),
  created_by: z.string(),
  created_at: z.string(),
});

/** The name under which a subscription's signing secret is kept. */
export function signingSecretOf(subscription: string): string {
  return `subscription-${subscription}`;
}

export function createSubscriptions(options: SubscriptionsOptions): Subscriptions {
  const { database, apps: allApps, now, outgoing, changed } = options;
  const { connection } = database;
  const page = connection.prepare('SELECT * FROM subscriptions WHERE seq > ? ORDER BY seq LIMIT ?');
  const one = connection.prepare('SELECT * FROM subscriptions WHERE id = ?');
  const insert = connection.prepare(
    'INSERT INTO subscriptions (id, url, events, apps, secret, created_by, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const drop = connection.prepare('DELETE FROM subscriptions WHERE id = ?');
  const audit = createAudit(database);

  const authority = (caller: Caller, apps: readonly string[] | null): Answer<null> =>
    apps === null ? requireWholeWorkspace(caller, allApps()) : requireApps(caller, apps);

  function check({ url, apps }: NewSubscription, caller: Caller): Answer<null> {
    const may = authority(caller, apps);
    if (!may.ok) return may;
    if (secretName(url) !== null) return { ok: true, value: null };
    const judged = judgeUrl(url, outgoing);
    if (judged.ok) return { ok: true, value: null };
    const { message } = judged.error;
    return refuse('UNPROCESSABLE_CONTENT', `url: ${message}`, { errors: [{ at: 'url', message }] });
  }

  return {
    list(request) {
      const bounds = pageBounds(request);
      if (!bounds.ok) return bounds;
      const { after, limit } = bounds.value;
      const rows = page.all(after ?? 0, limit + 1).map((each) => row.parse(each));
      return { ok: true, value: pageFrom(rows, limit, (each) => each.seq, subscriptionOf) };
    },
    check,
    create: (id, wanted, caller) =>
      attempt(database, () => {
        const may = check(wanted, caller);
        if (!may.ok) return may;
        const { url, events, apps } = wanted;
        const at = now().toISOString();
        const who = caller.member.id;
        const secret = `secret:${signingSecretOf(id)}`;
        insert.run(id, url, JSON.stringify(events), apps && JSON.stringify(apps), secret, who, at);
        audit({ at, kind: 'change', what: 'subscription.created', actor: who, detail: { id, events, apps } });
        changed();
        return { ok: true, value: { id, url, events, apps, createdBy: who, createdAt: at } };
      }),
    remove: (id, caller) =>
      attempt(database, () => {
        const found = row.safeParse(one.get(id));
        if (!found.success) return notFound('subscription', id);
        const may = authority(caller, subscriptionOf(found.data).apps);
        if (!may.ok) return may;
        drop.run(id);
        const at = now().toISOString();
        audit({ at, kind: 'change', what: 'subscription.deleted', actor: caller.member.id, detail: { id } });
        changed();
        return { ok: true, value: null };
      }),
  };
}

function subscriptionOf(each: z.infer<typeof row>): Subscription {
  const { id, url, events, apps } = each;
  return {
    id,
    url,
    events: z.array(noticeName).parse(JSON.parse(events)),
    apps: apps === null ? null : z.array(z.string()).parse(JSON.parse(apps)),
    createdBy: each.created_by,
    createdAt: each.created_at,
  };
}
