import type { TextSpan } from './text-places.ts';

export type CompletionKind = 'key' | 'path' | 'operator' | 'value' | 'variable' | 'node';

/** One thing that could be written at the cursor. */
export interface CodeCompletion {
  label: string;
  kind: CompletionKind;
  /** Beside the label: a type, a title. */
  detail?: string | undefined;
  /** Markdown. */
  documentation?: string | undefined;
  replace: TextSpan;
  insert: string;
  /** `insert` then has tab stops: `$1`, `${2:words}`. */
  isSnippet: boolean;
  /** What the letters before the cursor are matched with. */
  filter: string;
  /** Whether what was inserted is itself a place to complete. */
  asksAgain: boolean;
}

/** Text that a snippet inserts as it is. */
export function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}
