import { z } from 'zod';
import { event, outcome, runRecord } from '../../model/index.ts';
import { detailedRoute, idParams, onceHeaders, pageOf, pageQuery, route } from './route.ts';

/** The run record, plus its id, the whole event, what set it off, and the apps it fired against. */
export const storedRun = runRecord.extend({
  id: z.string(),
  event,
  source: z.enum(['cron', 'manual', 'event']),
  scope: z.array(z.string()),
  /** What the event is about. */
  subject: z.string(),
  /** The run that this one repeats. */
  replayOf: z.string().nullable(),
  /** Why the run is held instead of finished, in words; null when it is not. */
  held: z.string().nullable(),
});
export type StoredRunBody = z.infer<typeof storedRun>;

/** A page of runs. */
export const workspaceRuns = pageOf(storedRun);

export const replayRequest = z.strictObject({
  version: z.enum(['as-run', 'current']).default('current'),
  from: z.enum(['start', 'failed']).default('start'),
});

const time = z.iso.datetime({ offset: true }).optional();
const tag = 'Runs';

export const runsContract = {
  list: route('GET', '/api/v1/runs', 'runs:read', { tag, summary: 'List runs, newest first' })
    .input(
      z.strictObject({
        ...pageQuery,
        rule: z.string().max(100).optional(),
        /** An event's id or its type. */
        event: z.string().max(500).optional(),
        app: z.string().max(100).optional(),
        outcome: outcome.optional(),
        from: time,
        to: time,
      }),
    )
    .output(workspaceRuns),
  get: route('GET', '/api/v1/runs/{id}', 'runs:read', { tag, summary: 'One run' })
    .input(idParams)
    .output(storedRun),
  replay: detailedRoute('POST', '/api/v1/runs/{id}/replay', 'rules:write', {
    tag,
    summary: 'Run it again on the event it had',
    status: 201,
  })
    .input(z.object({ params: idParams, headers: onceHeaders, body: replayRequest.optional() }))
    .output(z.object({ body: storedRun })),
};
