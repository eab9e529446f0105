import { z } from 'zod';
import { detailedRoute, idParams, onceHeaders, pageOf, pageQuery, route, writeHeaders } from './route.ts';

export const noticeName = z.enum(['rule.executed', 'rule.skipped', 'rule.paused']);
export type NoticeName = z.infer<typeof noticeName>;

/** An outgoing webhook: where to, about what. */
export const subscription = z.object({
  id: z.string(),
  /** An https address, or a reference to one: `secret:name`. */
  url: z.string(),
  events: z.array(noticeName),
  /** Null: all apps. */
  apps: z.array(z.string()).nullable(),
  createdBy: z.string(),
  createdAt: z.string(),
});
export type Subscription = z.infer<typeof subscription>;

/** The signing secret is answered once, when the subscription is made. */
export const createdSubscription = subscription.extend({ secret: z.string() });

const tag = 'Subscriptions';

export const subscriptionsContract = {
  list: route('GET', '/api/v1/subscriptions', 'rules:write', { tag, summary: 'Outgoing webhooks' })
    .input(z.strictObject(pageQuery))
    .output(pageOf(subscription)),
  create: detailedRoute('POST', '/api/v1/subscriptions', 'rules:write', {
    tag,
    summary: 'Subscribe to what rules do, signed',
    status: 201,
  })
    .input(
      z.object({
        headers: onceHeaders,
        body: z.strictObject({
          url: z.string().min(1).max(2_000),
          events: z.array(noticeName).min(1).default(['rule.executed', 'rule.skipped']),
          apps: z.array(z.string().min(1).max(100)).min(1).nullable().default(null),
          /** What notices are signed with; one is made up where it is left out. */
          secret: z.string().min(16).max(500).optional(),
        }),
      }),
    )
    .output(z.object({ body: createdSubscription })),
  remove: detailedRoute('DELETE', '/api/v1/subscriptions/{id}', 'rules:write', {
    tag,
    summary: 'End a subscription',
    status: 204,
  })
    .input(z.object({ params: idParams, headers: writeHeaders }))
    .output(z.object({})),
};
