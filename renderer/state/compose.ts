import { safe } from '@orpc/client';
import type { ComposedRule } from '../../engine/contract/index.ts';
import { failure, type Result, type Rule, success } from '../../engine/model/index.ts';
import { toast } from '../design/toast.ts';
import { packsOfRule } from '../words/rule-words.ts';
import { applyToDraft, flushDocument, showDocument } from './document.ts';
import { refreshRules } from './rules.ts';
import { client, get, set } from './store.ts';

/** Reads a sentence as a rule, or as a change to the rule there is. Stores nothing. */
export async function compileSentence(
  sentence: string,
  previous: Rule | null,
): Promise<Result<ComposedRule, string>> {
  const { catalog } = get();
  const packs = previous && catalog ? packsOfRule(previous, catalog) : [];
  const [pack] = packs;
  const { error, data } = await safe(
    client().compose.compile({
      sentence,
      ...(pack && packs.length === 1 ? { pack: pack.name } : {}),
      ...(previous ? { previous } : {}),
    }),
  );
  return error ? failure(error.message) : success(data);
}

/** Takes a proposal: an edit of the open rule that can be undone, or a new rule, disabled. */
export async function acceptProposal(rule: Rule, previous: Rule | null): Promise<void> {
  if (previous) {
    set({ dialog: null, mode: 'author' });
    applyToDraft({ rule, label: 'Write it in words' });
    return;
  }
  await flushDocument();
  const { name, scope, trigger, filter, actions, limits } = rule;
  const { error, data } = await safe(
    client().rules.create({
      rule: { name, scope, trigger, filter, actions, limits },
      why: 'Written in words',
    }),
  );
  if (error) {
    toast.error('The rule was not created', error.message);
    return;
  }
  showDocument(data);
  set({ mode: 'author', dialog: null });
  await refreshRules();
}
