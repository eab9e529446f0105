import { oc } from '@orpc/contract';
import { z } from 'zod';
import { remoteWorkspace } from '../publishing/index.ts';
import { me, occasion, storedRun } from '../workspace/index.ts';
import { ruleOfWorkspace, syncFailed, why, workspaceRef } from './publish-errors.ts';

const base = oc.errors(syncFailed);

/** A rule as it is in a workspace, in brief. */
export const liveRule = z.object({
  id: z.string(),
  name: z.string(),
  version: z.int(),
  enabled: z.boolean(),
  /** Content hash of what runs there. */
  hash: z.string(),
});
export type LiveRule = z.infer<typeof liveRule>;

/** A workspace of the demo on this machine. */
export const demoWorkspace = z.object({
  /** Where it answers; null while it does not run. */
  address: z.string().nullable(),
  /** The workspace it is listed as, once it was started. */
  workspace: z.string().nullable(),
});
export type DemoWorkspace = z.infer<typeof demoWorkspace>;

/** Workspaces that this data folder ships to. A token goes in once and never comes out again. */
export const remotesContract = {
  list: base.output(z.array(remoteWorkspace)),
  /** Asks the workspace who the token speaks for before anything is kept. */
  add: base
    .input(
      z.strictObject({
        name: z.string().max(200),
        url: z.string().max(2_000),
        token: z.string().max(10_000),
      }),
    )
    .output(z.object({ workspace: remoteWorkspace, me })),
  remove: base.input(workspaceRef).output(z.null()),
  /** Who its token speaks for, and which apps may be changed. */
  me: base.input(workspaceRef).output(me),
  rules: base.input(workspaceRef).output(z.array(liveRule)),
  /** In force when it is answered, published or not: the emergency brake. */
  setEnabled: base.input(ruleOfWorkspace.extend({ enabled: z.boolean(), why })).output(z.null()),
  /** Runs the rule of the workspace once, for real: on an event, on what is known of a subject, or as its schedule. */
  runNow: base.input(ruleOfWorkspace.extend({ occasion })).output(storedRun),
  demo: base.output(demoWorkspace),
  /** Starts the demo in this studio's process, on this machine only, and lists it. It ends with the studio. */
  startDemo: base.output(demoWorkspace),
};
