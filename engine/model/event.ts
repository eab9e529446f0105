import { z } from 'zod';
import { jsonObject } from './json.ts';
import { appId } from './rule.ts';

const isoTime = z.iso.datetime({ offset: true });

export const actor = z.strictObject({ kind: z.enum(['user', 'agent', 'system']), id: z.string().max(500) });
export type Actor = z.infer<typeof actor>;

/** One typed fact. `streamId` is the subject where the payload has none of its own. */
export const event = z.strictObject({
  id: z.string().min(1).max(500),
  type: z.string().min(1).max(200),
  app: appId,
  /** ISO 8601, UTC. */
  firedAt: isoTime,
  actor,
  streamId: z.string().max(500),
  streamVersion: z.int().min(0),
  tenantId: z.string().max(200),
  payload: jsonObject,
  typeVersion: z.int().min(1).optional(),
  /** The run that raised this event, and how many rules stand in the chain before it. */
  causedBy: z.strictObject({ runId: z.string(), depth: z.int().min(0) }).optional(),
});
export type Event = z.infer<typeof event>;

/** An event as people write it in a file: all but its type, app and payload has a default. */
export const eventInput = event.partial({
  id: true,
  firedAt: true,
  actor: true,
  streamId: true,
  streamVersion: true,
  tenantId: true,
});
export type EventInput = z.infer<typeof eventInput>;
