import { existsSync } from 'node:fs';
import { contentHash, type Rule } from '../model/index.ts';
import type { CliContext } from './command.ts';
import type { TestedCase } from './run-expectations.ts';
import { inSync } from './sync-session.ts';

/**
 * Keeps of each stored rule that was tested whether this very content passed all of its expectations: what a plan calls
 * tested. Nothing is kept of rules that are in files only, and no data folder is made for it.
 */
export async function keepTestedMarks(
  context: CliContext,
  cases: readonly TestedCase[],
  rules: readonly Rule[],
): Promise<void> {
  const tested = rules.filter(({ id }) => cases.some(({ rule }) => rule === id));
  if (tested.length === 0 || !existsSync(context.options().data)) return;
  await inSync(context, async ({ sync, studio: { store } }) => {
    for (const rule of tested) {
      if (!store.getRule(rule.id).ok) continue;
      const own = cases.filter((each) => each.rule === rule.id);
      const kept = own.every(({ pass }) => pass)
        ? sync.markTested(rule, own.length)
        : store.sync.removeTestedMark(rule.id, contentHash(rule));
      if (!kept.ok) context.note(`the mark that ${rule.id} was tested could not be kept`);
    }
  });
}
