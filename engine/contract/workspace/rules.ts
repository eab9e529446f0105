import { z } from 'zod';
import { problem, rule, runRecord } from '../../model/index.ts';
import {
  detailedRoute,
  idParams,
  matchHeaders,
  onceHeaders,
  pageOf,
  pageQuery,
  route,
  writeHeaders,
} from './route.ts';
import { storedRun } from './runs.ts';

/** A rule as it is posted: the native shape, or the helpdesk dialect. It is read with limits of its own. */
export const postedRule = z.unknown();

/** An ETag in quotes: the content hash. Layout, notes, `enabled` and the version are not in it. */
const etagHeaders = z.object({ etag: z.string() });

/** What was decided for the person, and what is worth knowing about the rule. */
export const createdRule = rule.extend({ notes: z.array(z.string()), problems: z.array(problem) });
export type CreatedRule = z.infer<typeof createdRule>;

export const versionChange = z.enum(['created', 'changed', 'enabled', 'disabled', 'deleted']);

/** One entry of a rule's history, newest first. */
export const workspaceVersion = z.object({
  version: z.int(),
  change: versionChange,
  rule,
  checksum: z.string(),
  who: z.string(),
  when: z.string(),
  why: z.string(),
  /** The release that it came with. */
  release: z.string().nullable(),
});
export type WorkspaceVersion = z.infer<typeof workspaceVersion>;

/** What is stopped. An empty body means everything. */
export const pauseTarget = z.union([
  z.strictObject({}),
  z.strictObject({ app: z.string().min(1).max(100) }),
  z.strictObject({ label: z.string().min(1).max(100) }),
  z.strictObject({ rule: z.string().min(1).max(100) }),
]);
export type PauseTarget = z.infer<typeof pauseTarget>;

export const pause = z.object({
  kind: z.enum(['all', 'app', 'label', 'rule']),
  target: z.string(),
  who: z.string(),
  at: z.string(),
  why: z.string(),
});
export const pauseState = z.object({ pauses: z.array(pause) });
export type PauseState = z.infer<typeof pauseState>;

/** What a rule is tried on: an event, the newest state of a subject, or nothing for a schedule. */
export const occasion = z.strictObject({
  event: z.unknown().optional(),
  subject: z.union([z.string().max(500), z.number()]).optional(),
});
export type Occasion = z.infer<typeof occasion>;

const written = z.object({ headers: etagHeaders, body: rule });
const tag = 'Rules';

export const rulesContract = {
  list: route('GET', '/api/v1/rules', 'rules:read', { tag, summary: 'List rules, oldest first' })
    .input(
      z.strictObject({
        ...pageQuery,
        app: z.string().max(100).optional(),
        label: z.string().max(100).optional(),
        enabled: z.enum(['true', 'false']).optional(),
        trigger: z.string().max(200).optional(),
      }),
    )
    .output(pageOf(rule)),
  get: detailedRoute('GET', '/api/v1/rules/{id}', 'rules:read', { tag, summary: 'One rule' })
    .input(z.object({ params: idParams }))
    .output(written),
  create: detailedRoute('POST', '/api/v1/rules', 'rules:write', {
    tag,
    summary: 'Create a rule, disabled',
    description: 'Accepts the native shape and the helpdesk dialect. `enabled` is ignored.',
    status: 201,
  })
    .input(
      z.object({
        headers: onceHeaders,
        /** The app that a rule in the dialect is for, where the workspace has several. */
        query: z.strictObject({ app: z.string().max(100).optional() }),
        body: postedRule,
      }),
    )
    .output(z.object({ headers: z.object({ etag: z.string(), location: z.string() }), body: createdRule })),
  replace: detailedRoute('PUT', '/api/v1/rules/{id}', 'rules:write', {
    tag,
    summary: 'Write a new version of a rule',
    description: 'Accepts what GET returned. `If-Match` is needed; `enabled` is ignored.',
  })
    .input(z.object({ params: idParams, headers: matchHeaders, body: postedRule }))
    .output(written),
  setEnabled: detailedRoute('PATCH', '/api/v1/rules/{id}/enabled', 'rules:write', {
    tag,
    summary: 'Enable or disable a rule',
    description: 'In force before the answer is sent.',
  })
    .input(
      z.object({ params: idParams, headers: matchHeaders, body: z.strictObject({ enabled: z.boolean() }) }),
    )
    .output(written),
  remove: detailedRoute('DELETE', '/api/v1/rules/{id}', 'rules:write', {
    tag,
    summary: 'Delete a rule; its history stays',
    status: 204,
  })
    .input(z.object({ params: idParams, headers: matchHeaders }))
    .output(z.object({})),
  history: route('GET', '/api/v1/rules/{id}/history', 'rules:read', {
    tag,
    summary: 'Every version of a rule, newest first; of deleted rules too',
  })
    .input(z.strictObject({ id: z.string().max(200), ...pageQuery }))
    .output(pageOf(workspaceVersion)),
  test: detailedRoute('POST', '/api/v1/rules/{id}/test', 'rules:read', {
    tag,
    summary: 'Dry run a rule on an event or a stored subject',
  })
    .input(z.object({ params: idParams, body: occasion.optional() }))
    .output(z.object({ body: runRecord })),
  run: detailedRoute('POST', '/api/v1/rules/{id}/run', 'rules:write', {
    tag,
    summary: 'Run a rule now, for real',
    description:
      'A schedule without an event runs once for each app of its scope; `alsoRuns` names the other runs.',
  })
    .input(z.object({ params: idParams, headers: onceHeaders, body: occasion.optional() }))
    .output(z.object({ body: storedRun.extend({ alsoRuns: z.array(z.string()).optional() }) })),
  pause: detailedRoute('POST', '/api/v1/rules/pause', 'rules:write', {
    tag,
    summary: 'Stop all rules, or those of an app, of a label, or one',
  })
    .input(z.object({ headers: writeHeaders, body: pauseTarget.optional() }))
    .output(z.object({ body: pauseState })),
  resume: detailedRoute('POST', '/api/v1/rules/resume', 'rules:write', {
    tag,
    summary: 'Let them go on',
  })
    .input(z.object({ headers: writeHeaders, body: pauseTarget.optional() }))
    .output(z.object({ body: pauseState })),
};
