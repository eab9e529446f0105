import { isDefinedError, safe } from '@orpc/client';
import type { ComposedRule } from '../../engine/contract/index.ts';
import { failure, type Result, type Rule, success } from '../../engine/model/index.ts';
import { toast } from '../design/toast.ts';
import { packsOfRule } from '../words/rule-words.ts';
import { applyToDraft, flushDocument, showDocument } from './document.ts';
import { refreshRules } from './rules.ts';
import { client, get, set } from './store.ts';

export type SentenceReader = ComposedRule['provider'];

export interface ReadSentence {
  proposal: ComposedRule;
  /** Why it was not read by whom it was meant for; null: it was. */
  instead: string | null;
}

/**
 * Reads a sentence as a rule, or as a change to the rule there is. Stores nothing. Where Claude cannot be asked, the
 * sentence is read on this machine, and it is said why.
 */
export async function readSentence(
  sentence: string,
  previous: Rule | null,
  reader: SentenceReader,
  workspace: string | null,
): Promise<Result<ReadSentence, string>> {
  const { catalog } = get();
  const packs = previous && catalog ? packsOfRule(previous, catalog) : [];
  const [own] = packs.length === 1 ? packs : [];
  const input = { sentence, ...(own ? { pack: own.name } : {}), ...(previous ? { previous } : {}) };
  const where = own || workspace === null ? {} : { pack: workspace };
  const { error, data } = await safe(client().compose.compile({ ...input, ...where, provider: reader }));
  if (!error) return success({ proposal: data, instead: null });
  if (!isDefinedError(error) || error.code !== 'PROVIDER_FAILED') return failure(error.message);
  const here = await safe(client().compose.compile(input));
  if (here.error) return failure(here.error.message);
  return success({ proposal: here.data, instead: insteadText(error.data.code, error.message) });
}

function insteadText(code: string, message: string): string {
  const why = code === 'no-key' ? 'No key for Claude is set' : `Claude could not be asked: ${message}`;
  return `${why}. The sentence was read on this machine instead.`;
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
