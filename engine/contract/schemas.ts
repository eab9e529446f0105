import { z } from 'zod';
import { json, pack, problem, rule, trigger } from '../model/index.ts';

/** A position on the canvas, in canvas pixels; the key is the node's place in the rule. */
export const layout = z.record(z.string(), z.strictObject({ x: z.number(), y: z.number() }));
export type Layout = z.infer<typeof layout>;

/** A row of the rules list. */
export const ruleSummary = z.object({
  id: z.string(),
  name: z.string(),
  labels: z.array(z.string()),
  order: z.int(),
  enabled: z.boolean(),
  apps: z.array(z.string()),
  trigger,
  actionCount: z.int(),
  /** The last saved version. */
  version: z.int(),
  /** Whether the draft differs from the last saved version. */
  hasUnsavedVersion: z.boolean(),
  /** Content hash of the draft, to be held against what a workspace runs. */
  hash: z.string(),
  problems: z.object({ errors: z.int(), warnings: z.int() }),
  updatedAt: z.string(),
});
export type RuleSummary = z.infer<typeof ruleSummary>;

/** One change of many rules at once; what is left out stays as it is. */
export const ruleChange = z.strictObject({
  id: z.string().max(100),
  apps: z.array(z.string().max(100)).max(1000).optional(),
  labels: z.array(z.string().min(1).max(100)).max(50).optional(),
  enabled: z.boolean().optional(),
});
export type RuleChange = z.infer<typeof ruleChange>;

/** A rule as it is being edited. */
export const ruleDocument = z.object({
  /** The draft. Its `version` and `enabled` are those of the last saved version. */
  rule,
  /** Text of the Code tab while it is not a valid rule; the draft above is then the last valid one. */
  codeText: z.string().nullable(),
  layout,
  /** Counts every change to this document; sent back as `baseRevision`. */
  revision: z.int(),
  hasUnsavedVersion: z.boolean(),
  /** ISO time of the last commit. */
  updatedAt: z.string(),
});
export type RuleDocument = z.infer<typeof ruleDocument>;

/** One entry of a rule's history, newest first; the first is the current version. */
export const ruleVersion = z.object({
  version: z.int(),
  rule,
  hash: z.string(),
  who: z.string(),
  /** ISO time. */
  when: z.string(),
  why: z.string(),
});
export type RuleVersion = z.infer<typeof ruleVersion>;

export const studioStatus = z.object({
  /** What the shell around the studio is. */
  host: z.enum(['web', 'desktop']),
  engineVersion: z.string(),
  dataFolder: z.string(),
  /** The member this studio writes as. */
  author: z.string(),
  /** What a person should know about how the data was opened: recovered, snapshotted, … */
  notices: z.array(z.string()),
});
export type StudioStatus = z.infer<typeof studioStatus>;

/** Something changed in the data folder, by this window or any other program. */
export const studioChange = z.object({ kind: z.literal('rules'), at: z.string() });
export type StudioChange = z.infer<typeof studioChange>;

export const inputIssue = z.object({
  code: z.enum(['too-large', 'too-deep', 'not-json', 'not-text', 'invalid']),
  message: z.string(),
  at: z.string(),
});

export const dialectName = z.enum(['cx', 'documents', 'helpdesk']);
export type DialectName = z.infer<typeof dialectName>;

export { json, pack, problem };
