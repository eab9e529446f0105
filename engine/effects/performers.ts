import type { EffectFailure } from '../chain/index.ts';
import type { Effect, EffectKind } from '../model/index.ts';
import { type EffectCall, type EffectResult, type Performer, refusedEffect } from './perform.ts';
import type { RememberingSecrets } from './secrets/redact.ts';

/** Who does which kind of effect. Kinds that are left out are not set up in this workspace. */
export type PerformerList = Partial<Record<EffectKind, Performer>>;

export interface Performers {
  /** Does the effect, once. Never throws; a failure is in the chain's terms; no secret is in what comes back. */
  perform(effect: Effect, call: EffectCall): Promise<EffectResult>;
}

/** One performer of all kinds, which keeps the promises that hold for each: no throw, no secret. */
export function composePerformers(list: PerformerList, secrets: RememberingSecrets): Performers {
  const byKind = new Map<string, Performer>(Object.entries(list));
  return {
    async perform(effect, call) {
      const performer = byKind.get(effect.kind);
      if (!performer) {
        return refusedEffect('not-configured', `this workspace is not set up for "${effect.kind}"`);
      }
      return withoutSecrets(await settle(performer, effect, call), secrets);
    },
  };
}

async function settle(performer: Performer, effect: Effect, call: EffectCall): Promise<EffectResult> {
  try {
    return await performer(effect, call);
  } catch (error) {
    // A bug, which must not take the dispatcher down with it.
    const detail = error instanceof Error ? error.message : String(error);
    return refusedEffect('effect-broke', `the effect could not be carried out: ${detail}`);
  }
}

function withoutSecrets(result: EffectResult, secrets: RememberingSecrets): EffectResult {
  const redactor = secrets.redactor();
  if (!result.ok) {
    const error: EffectFailure = { ...result.error, message: redactor.text(result.error.message) };
    return { ok: false, error };
  }
  const raised = result.value.raised.map(({ type, payload }) => ({
    type,
    payload: redactor.object(payload),
  }));
  return { ok: true, value: { output: redactor.object(result.value.output), raised } };
}
