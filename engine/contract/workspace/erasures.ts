import { z } from 'zod';
import { detailedRoute, writeHeaders } from './route.ts';

const name = z.string().min(1).max(500);

/** Whose data goes: what is kept about a subject (a ticket, session or document), or about a customer or requester. */
export const erasureTarget = z.union([z.strictObject({ subject: name }), z.strictObject({ customer: name })]);
export type ErasureTarget = z.infer<typeof erasureTarget>;

/** How much was emptied. */
export const erased = z.object({ events: z.int(), runs: z.int(), records: z.int() });

export const erasuresContract = {
  erase: detailedRoute('POST', '/api/v1/erasures', 'rules:write', {
    tag: 'Erasures',
    summary: 'Empty what is kept about a subject or a customer',
    description: 'For owners and admins. Cannot be undone; how much ran, when and with what outcome stays.',
  })
    .input(z.object({ headers: writeHeaders, body: erasureTarget }))
    .output(z.object({ body: erased })),
};
