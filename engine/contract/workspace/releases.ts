import { z } from 'zod';
import { detailedRoute, idParams, onceHeaders, route, writeHeaders } from './route.ts';
import { postedRule, versionChange } from './rules.ts';

/** The content checksum (ETag) of the rule as the plan saw it. */
const ifMatch = z.string().min(1).max(300);
const ruleId = z.string().min(1).max(100);

/** One change of a release. The native rule in it is read as POST and PUT read it; `enabled` beside it counts. */
export const releaseEntry = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('create'), rule: postedRule, enabled: z.boolean().default(false) }),
  z.strictObject({
    kind: z.literal('change'),
    ruleId,
    ifMatch,
    rule: postedRule,
    /** Left out: as it is. */
    enabled: z.boolean().optional(),
  }),
  z.strictObject({ kind: z.literal('enable'), ruleId, ifMatch }),
  z.strictObject({ kind: z.literal('disable'), ruleId, ifMatch }),
  z.strictObject({ kind: z.literal('delete'), ruleId, ifMatch }),
]);
export type ReleaseEntry = z.infer<typeof releaseEntry>;
export const releaseEntries = z.union([releaseEntry, z.array(releaseEntry).min(1).max(1_000)]);

export const release = z.object({
  id: z.string(),
  state: z.enum(['staged', 'active', 'abandoned']),
  title: z.string(),
  why: z.string(),
  createdBy: z.string(),
  createdAt: z.string(),
  settledBy: z.string().nullable(),
  settledAt: z.string().nullable(),
  entries: z.array(releaseEntry),
  /** Once active: the version that each rule has by it. */
  applied: z.array(z.object({ ruleId: z.string(), version: z.int(), change: versionChange })),
});
export type Release = z.infer<typeof release>;

const tag = 'Releases';

export const releasesContract = {
  create: detailedRoute('POST', '/api/v1/releases', 'rules:write', {
    tag,
    summary: 'Begin a release: nothing in it is live until it is activated',
    status: 201,
  })
    .input(
      z.object({
        headers: onceHeaders,
        body: z.strictObject({ title: z.string().max(200).default('') }).optional(),
      }),
    )
    .output(z.object({ headers: z.object({ location: z.string() }), body: release })),
  get: route('GET', '/api/v1/releases/{id}', 'rules:write', { tag, summary: 'One release' })
    .input(idParams)
    .output(release),
  abandon: detailedRoute('DELETE', '/api/v1/releases/{id}', 'rules:write', {
    tag,
    summary: 'Abandon a staged release',
    status: 204,
  })
    .input(z.object({ params: idParams, headers: writeHeaders }))
    .output(z.object({})),
  addRules: detailedRoute('POST', '/api/v1/releases/{id}/rules', 'rules:write', {
    tag,
    summary: 'Stage changes to rules; a later change to a rule takes the place of an earlier one',
    status: 201,
  })
    .input(z.object({ params: idParams, headers: onceHeaders, body: releaseEntries }))
    .output(z.object({ body: release })),
  activate: detailedRoute('POST', '/api/v1/releases/{id}/activate', 'rules:write', {
    tag,
    summary: 'Make all of it live at once, or none',
    description: 'Activating an active release again changes nothing and answers the same.',
  })
    .input(z.object({ params: idParams, headers: onceHeaders }))
    .output(z.object({ body: release })),
};
