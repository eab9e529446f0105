import type { Catalog } from '../catalog/index.ts';
import type { Rule } from '../model/index.ts';
import type { Unclear } from './reading.ts';

/** Words of the sentence and the place in the rule they became. Offsets are those of `text` in the sentence. */
export interface Span {
  text: string;
  start: number;
  end: number;
  at: string;
}

export const providerNames = ['offline', 'claude'] as const;
export type ProviderName = (typeof providerNames)[number];

/** What a sentence became. Without a rule there is at least one question. */
export interface Compiled {
  rule: Rule | null;
  rationale: string;
  spans: Span[];
  unclear: Unclear[];
  provider: ProviderName;
}

export interface CompileOptions {
  catalog: Catalog;
  /** The app the rule is for, where the sentence names none. */
  app?: string | undefined;
  /** The pack the sentence is about; without it the one it fits best. */
  pack?: string | undefined;
  createdBy?: string | undefined;
}

/** Longer texts are not read. Characters. */
export const longestSentence = 4_000;

/** The answer to a sentence that cannot be looked at at all. */
export function unreadable(sentence: string, question: string, provider: ProviderName): Compiled {
  const unclear = [{ text: sentence, start: 0, end: sentence.length, question }];
  return { rule: null, rationale: question, spans: [], unclear, provider };
}
