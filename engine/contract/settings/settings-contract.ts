import { oc } from '@orpc/contract';
import { z } from 'zod';
import { syncFailed, why, workspaceRef } from '../publish/publish-errors.ts';
import { createdSubscription, noticeName, savedSearch, subscription } from '../workspace/index.ts';

const base = oc.errors(syncFailed);
const named = workspaceRef.extend({ id: z.string().min(1).max(200) });

/** Which secrets there are and where they are kept; a value never comes out. */
export const secretsState = z.object({
  /** In words: `a file that only you can read: …`. */
  place: z.string(),
  names: z.array(z.string()),
});
export type SecretsState = z.infer<typeof secretsState>;

export const snapshot = z.object({
  file: z.string(),
  /** ISO time. */
  at: z.string(),
  bytes: z.int(),
});
export type Snapshot = z.infer<typeof snapshot>;

/** A tool server that the settings name. */
export const toolServer = z.object({
  name: z.string(),
  kind: z.enum(['stdio', 'http']),
  /** The exact command or address with all that goes to it, each part quoted. */
  what: z.string(),
  fingerprint: z.string(),
  /** Whether somebody agreed to exactly this; otherwise it is not used. */
  isAgreed: z.boolean(),
});
export type ToolServer = z.infer<typeof toolServer>;

/** What is wrong with a text of settings; the line counts from 1. */
export const settingsIssue = z.object({ message: z.string(), line: z.int().nullable() });
export type SettingsIssue = z.infer<typeof settingsIssue>;

/** What the service of a workspace was told by whoever runs it. */
export const serviceSettings = z.object({
  file: z.string(),
  text: z.string(),
  /** What the service said of it when it started, a line each: tool servers that wait for consent, for one. */
  told: z.array(z.string()),
  servers: z.array(toolServer),
});
export type ServiceSettings = z.infer<typeof serviceSettings>;

export const toolSummary = z.object({ name: z.string(), title: z.string() });

export const settingsContract = {
  secrets: {
    list: base.output(secretsState),
    set: base
      .input(z.strictObject({ name: z.string().min(1).max(100), value: z.string().min(1).max(10_000) }))
      .output(secretsState),
    remove: base.input(z.strictObject({ name: z.string().min(1).max(100) })).output(secretsState),
  },
  snapshots: {
    /** Newest first. */
    list: base.output(z.array(snapshot)),
    /** Copies the data folder's database and checks the copy whole. */
    take: base.output(z.array(snapshot)),
    /** Makes the data what it was then, in one step; what it is now becomes a snapshot first. */
    restore: base.input(z.strictObject({ file: z.string().min(1).max(4_000) })).output(z.array(snapshot)),
  },
  searches: {
    list: base.input(workspaceRef).output(z.array(savedSearch)),
    create: base
      .input(workspaceRef.extend({ title: z.string().min(1).max(200), query: z.string().min(1).max(2_000) }))
      .output(savedSearch),
  },
  subscriptions: {
    list: base.input(workspaceRef).output(z.array(subscription)),
    /** The signing secret is answered once. */
    create: base
      .input(
        workspaceRef.extend({
          url: z.string().min(1).max(2_000),
          events: z.array(noticeName).min(1),
          apps: z.array(z.string().min(1).max(100)).min(1).nullable(),
        }),
      )
      .output(createdSubscription),
    remove: base.input(named.extend({ why })).output(z.null()),
  },
  tools: base.input(workspaceRef).output(z.array(toolSummary)),
  service: {
    /** Null where the service runs elsewhere: its settings are a file of whoever runs it, and no API shows it. */
    get: base.input(workspaceRef).output(serviceSettings.nullable()),
    /** What is wrong with a text, before it is written. */
    check: base.input(z.strictObject({ text: z.string().max(100_000) })).output(z.array(settingsIssue)),
    /**
     * Agrees to the tool server of the demo that has exactly this fingerprint, or takes the agreement back; the demo
     * starts again with it.
     */
    agree: base
      .input(workspaceRef.extend({ fingerprint: z.string().max(200), isAgreed: z.boolean() }))
      .output(serviceSettings.nullable()),
    /** Checks and writes the settings of the demo on this machine; it starts again with them. */
    change: base
      .input(workspaceRef.extend({ text: z.string().max(100_000) }))
      .output(serviceSettings.nullable()),
  },
};
