import { z } from 'zod';
import { jsonObject } from '../../model/index.ts';
import { pageOf, pageQuery, route } from './route.ts';

export const auditEntry = z.object({
  id: z.int(),
  at: z.string(),
  kind: z.enum(['change', 'action']),
  what: z.string(),
  actor: z.string(),
  app: z.string().nullable(),
  ruleId: z.string().nullable(),
  ruleVersion: z.int().nullable(),
  runId: z.string().nullable(),
  actionType: z.string().nullable(),
  detail: jsonObject,
});
export type AuditLine = z.infer<typeof auditEntry>;

const time = z.iso.datetime({ offset: true }).optional();
const filters = {
  /** An ISO week, `2026-W47`, from Monday 00:00 UTC. */
  week: z
    .string()
    .regex(/^\d{4}-W\d{2}$/, 'a week looks like 2026-W47')
    .optional(),
  from: time,
  to: time,
  actionType: z.string().max(200).optional(),
  rule: z.string().max(100).optional(),
  actor: z.string().max(200).optional(),
  app: z.string().max(100).optional(),
};
const tag = 'Audit';

/** What rules did, by action type. */
export const auditSummary = z.object({
  from: z.string().nullable(),
  to: z.string().nullable(),
  items: z.array(
    z.object({
      actionType: z.string(),
      performed: z.int(),
      failed: z.int(),
      rules: z.array(z.object({ ruleId: z.string(), count: z.int() })),
    }),
  ),
});
export type AuditSummary = z.infer<typeof auditSummary>;

export const auditContract = {
  list: route('GET', '/api/v1/audit', 'audit:read', {
    tag,
    summary: 'Who changed what, and which actions ran; newest first',
  })
    .input(z.strictObject({ ...pageQuery, ...filters, kind: z.enum(['change', 'action']).optional() }))
    .output(pageOf(auditEntry)),
  /** What did the rules do this week? */
  summary: route('GET', '/api/v1/audit/summary', 'audit:read', {
    tag,
    summary: 'What the rules did, by action type',
    description: 'Without a week or a time: the week it is.',
  })
    .input(z.strictObject(filters))
    .output(auditSummary),
};
