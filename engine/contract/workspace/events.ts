import { z } from 'zod';
import { event } from '../../model/index.ts';
import { detailedRoute, pageOf, pageQuery, route } from './route.ts';

/** An event, a list of them, or a CloudEvents envelope; each is read with limits of its own. */
export const postedEvents = z.unknown();

/** What became of each event, in the order they were posted. */
export const acceptedEvents = z.object({
  accepted: z.int(),
  duplicates: z.int(),
  items: z.array(
    z.object({
      id: z.string(),
      status: z.enum(['accepted', 'duplicate']),
      /** The id was used for another event before; this one was not taken in. */
      differs: z.literal(true).optional(),
    }),
  ),
});
export type AcceptedEvents = z.infer<typeof acceptedEvents>;

/** A page of recorded events. */
export const workspaceEvents = pageOf(event);

const time = z.iso.datetime({ offset: true }).optional();
const paths = z.string().max(500);
const tag = 'Events';

export const eventsContract = {
  send: detailedRoute('POST', '/api/v1/events', 'events:write', {
    tag,
    summary: 'Hand in one event or a batch',
    description: 'The event id is the idempotency key. All of a batch are taken, or none.',
    status: 202,
  })
    .input(z.object({ body: postedEvents }))
    .output(z.object({ body: acceptedEvents })),
  list: route('GET', '/api/v1/events', 'events:read', {
    tag,
    summary: 'Recorded events, oldest first',
    description: 'Values at the paths in `redact` are replaced by "[redacted]".',
  })
    .input(
      z.strictObject({
        ...pageQuery,
        type: z.string().max(200).optional(),
        app: z.string().max(100).optional(),
        from: time,
        to: time,
        /** Paths such as `payload.session.customer.email`, repeated or separated by commas. */
        redact: z.union([paths, z.array(paths).max(100)]).optional(),
      }),
    )
    .output(workspaceEvents),
};
