import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { composeContract } from './compose/index.ts';
import { historyContract, publishContract, remotesContract } from './publish/index.ts';
import { replayContract } from './replay/index.ts';
import * as schemas from './schemas.ts';
import { settingsContract } from './settings/index.ts';

const ruleRef = z.strictObject({ id: z.string().max(100) });
const why = z.string().max(1000).default('');
const baseRevision = z.int().min(0);

/** Errors with stable codes. `data` tells what the message says in words. */
const errors = {
  NOT_FOUND: { message: 'There is no such rule', data: z.object({ id: z.string() }) },
  CONFLICT: {
    message: 'The rule was changed elsewhere since it was opened here',
    data: z.object({ current: schemas.ruleDocument }),
  },
  INVALID_INPUT: {
    message: 'The input cannot be read',
    data: z.object({ issues: z.array(schemas.inputIssue) }),
  },
  STORE_FAILED: {
    message: 'The change could not be written to disk',
    data: z.object({ detail: z.string() }),
  },
};
const base = oc.errors({ STORE_FAILED: errors.STORE_FAILED });

/** Everything a screen can ask of the studio. One contract, served over WebSocket and MessagePort alike. */
export const contract = {
  studio: {
    status: base.output(schemas.studioStatus),
    /** A stream that ticks whenever the data folder changed; it never ends by itself. */
    changes: base.output(eventIterator(schemas.studioChange)),
    preferences: {
      get: base.output(z.record(z.string(), schemas.json)),
      set: base.input(z.strictObject({ key: z.string().max(200), value: schemas.json })).output(z.null()),
    },
  },
  catalog: {
    packs: base.output(z.array(schemas.pack)),
  },
  rules: {
    list: base.output(z.array(schemas.ruleSummary)),
    get: base.errors({ NOT_FOUND: errors.NOT_FOUND }).input(ruleRef).output(schemas.ruleDocument),
    /** Creates a disabled rule, saved as version 1. Without an id it gets a new one. */
    create: base
      .errors({ INVALID_INPUT: errors.INVALID_INPUT })
      .input(z.strictObject({ rule: z.unknown(), why }))
      .output(schemas.ruleDocument),
    /** Autosave. Answered only after the commit. */
    saveDraft: base
      .errors({ NOT_FOUND: errors.NOT_FOUND, CONFLICT: errors.CONFLICT, INVALID_INPUT: errors.INVALID_INPUT })
      .input(
        z.strictObject({
          id: z.string(),
          baseRevision,
          rule: z.unknown(),
          codeText: z.string().max(4_000_000).nullable(),
          layout: schemas.layout,
        }),
      )
      .output(schemas.ruleDocument),
    /** Makes the draft the next version, and enables or disables it with that where asked. */
    saveVersion: base
      .errors({ NOT_FOUND: errors.NOT_FOUND, CONFLICT: errors.CONFLICT })
      .input(z.strictObject({ id: z.string(), baseRevision, why, enabled: z.boolean().optional() }))
      .output(schemas.ruleDocument),
    /** Enables or disables the last saved version, as a version of its own; the draft stays as it is. */
    setEnabled: base
      .errors({ NOT_FOUND: errors.NOT_FOUND })
      .input(z.strictObject({ id: z.string(), enabled: z.boolean(), why }))
      .output(schemas.ruleDocument),
    /**
     * Changes scope or labels of drafts, and the switch of saved versions, of many rules. What does not go through is
     * named and keeps nobody else back.
     */
    changeMany: base
      .input(z.strictObject({ changes: z.array(schemas.ruleChange).max(10_000), why }))
      .output(z.object({ refused: z.array(z.object({ id: z.string(), message: z.string() })) })),
    /** Puts a rule away; its history stays and `restore` brings it back. */
    remove: base.errors({ NOT_FOUND: errors.NOT_FOUND }).input(ruleRef.extend({ why })).output(z.null()),
    restore: base.errors({ NOT_FOUND: errors.NOT_FOUND }).input(ruleRef).output(schemas.ruleDocument),
    duplicate: base.errors({ NOT_FOUND: errors.NOT_FOUND }).input(ruleRef).output(schemas.ruleDocument),
    history: base.errors({ NOT_FOUND: errors.NOT_FOUND }).input(ruleRef).output(z.array(schemas.ruleVersion)),
    /** Reads rules written in a dialect and creates them, disabled. */
    importDialect: base
      .errors({ INVALID_INPUT: errors.INVALID_INPUT })
      .input(
        z.strictObject({
          text: z.string().max(4_000_000),
          from: schemas.dialectName,
          /** The app that rules are for which name none, where the workspace has several. */
          app: z.string().max(100).optional(),
        }),
      )
      .output(z.object({ rules: z.array(schemas.ruleDocument), notes: z.array(z.string()) })),
    exportDialect: base
      .errors({ NOT_FOUND: errors.NOT_FOUND, INVALID_INPUT: errors.INVALID_INPUT })
      .input(z.strictObject({ id: z.string(), to: schemas.dialectName }))
      .output(z.object({ text: z.string() })),
  },
  compose: composeContract,
  replay: replayContract,
  remotes: remotesContract,
  publish: publishContract,
  history: historyContract,
  settings: settingsContract,
};

export type Contract = typeof contract;
