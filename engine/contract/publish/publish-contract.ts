import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { rule } from '../../model/index.ts';
import {
  planItem,
  publication,
  publishPlan,
  publishProgress,
  pulledRule,
  pullReport,
} from '../publishing/index.ts';
import { workspaceVersion } from '../workspace/index.ts';
import { ruleOfWorkspace, syncFailed, why, workspaceRef } from './publish-errors.ts';

const base = oc.errors(syncFailed);
const side = z.enum(['mine', 'theirs']);

/** Choices for the places that both sides changed: one for all, or one for each conflict's id. */
export const conflictChoices = z.union([side, z.record(z.string().max(4_000), side)]);
const settling = ruleOfWorkspace.extend({ choices: conflictChoices });

/** The last thing told of a publish is its publication. */
const publishing = eventIterator(
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('progress'), progress: publishProgress }),
    z.object({ kind: z.literal('done'), publication }),
  ]),
);

/** Plan, then apply. Every refusal leaves the workspace as it was, and says so. */
export const publishContract = {
  plan: base
    .input(
      workspaceRef.extend({
        rules: z.array(z.string().max(100)).max(10_000).optional(),
        force: z.array(z.string().max(100)).max(10_000).optional(),
        why,
      }),
    )
    .output(publishPlan),
  apply: base.input(z.strictObject({ plan: publishPlan })).output(publishing),
  /** Goes on with the open publication, with the keys it had. */
  resume: base.input(workspaceRef).output(publishing),
  abandon: base.input(workspaceRef).output(publication),
  open: base.input(workspaceRef).output(publication.nullable()),
  /** Newest first. */
  publications: base.input(workspaceRef).output(z.array(publication)),
  pull: base.input(workspaceRef).output(pullReport),
  /** What would come out with these choices; nothing is changed. */
  previewConflict: base.input(settling).output(z.object({ rule: rule.nullable(), item: planItem })),
  /** Settles one rule's conflicts, as a new version here that the next plan publishes. */
  resolveConflict: base.input(settling).output(pulledRule),
  /** Every version in the workspace, newest first. */
  versions: base.input(ruleOfWorkspace).output(z.array(workspaceVersion)),
  /** The plan that makes the content of an earlier version the newest one; `apply` applies it. */
  planRollback: base.input(ruleOfWorkspace.extend({ version: z.int().min(1), why })).output(publishPlan),
};
