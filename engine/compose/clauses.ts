import type { Reading } from './reading.ts';
import type { Token } from './tokens.ts';

export type ClauseRole = 'when' | 'unless' | 'do';

/** A stretch of tokens that says when, when not, or what to do. */
export interface Clause {
  role: ClauseRole;
  from: number;
  to: number;
}

const introducers: ReadonlySet<string> = new Set([
  'when',
  'whenever',
  'if',
  'once',
  'after',
  'while',
  'where',
]);
const exceptions: ReadonlySet<string> = new Set(['unless', 'except']);
const leading: ReadonlySet<string> = new Set(['and', 'then', 'also', 'please', 'but', 'always', 'just']);
const nounBefore: ReadonlySet<string> = new Set(
  'a an the with by of to has its new or no via from per is not my this'.split(' '),
);

/**
 * Cuts a sentence where its parts begin: at "when", "if", "unless", at commas, and where a thing to do is named.
 * `isVerb` tells whether a token can begin a thing to do.
 */
export function cutClauses(
  reading: Reading,
  isVerb: (token: Token, next: Token | undefined) => boolean,
): Clause[] {
  const { tokens } = reading;
  const clauses: Clause[] = [];
  let current: Clause = { role: 'when', from: 0, to: 0 };
  let hasBegun = false;
  const begin = (role: ClauseRole, at: number) => {
    if (hasBegun && current.from < at) clauses.push({ ...current, to: at });
    current = { role, from: at, to: at };
    hasBegun = true;
  };
  tokens.forEach((token, index) => {
    const before = tokens[index - 1];
    const starts = startsPart(tokens, index);
    if (token.kind === 'word' && exceptions.has(token.lower)) {
      begin('unless', index);
      return;
    }
    if (
      token.kind === 'word' &&
      introducers.has(token.lower) &&
      before?.lower !== 'even' &&
      !isTimes(tokens, index)
    ) {
      begin('when', index);
      return;
    }
    if (token.kind === 'word' && isVerb(token, tokens[index + 1]) && canAct(before, starts, current.role)) {
      begin('do', index);
      return;
    }
    if (!hasBegun) begin('when', index);
    else if (current.role === 'unless' && before?.kind === 'mark' && before.text === ',')
      begin('when', index);
  });
  if (hasBegun) clauses.push({ ...current, to: tokens.length });
  return clauses;
}

/** "once an hour" and "once a week" count; they begin no part. */
function isTimes(tokens: readonly Token[], index: number): boolean {
  if (tokens[index]?.lower === 'after') return tokens[index - 1] !== undefined && !isBreak(tokens[index - 1]);
  if (tokens[index]?.lower !== 'once') return false;
  return ['a', 'an', 'per', 'every', 'each', 'daily', 'in'].includes(tokens[index + 1]?.lower ?? '');
}

function isBreak(token: Token | undefined): boolean {
  return token?.kind === 'mark' && /[,;:.!?]/.test(token.text);
}

/** Whether a new part can begin here: at the start, after a mark, or after "and", "then", "please". */
function startsPart(tokens: readonly Token[], index: number): boolean {
  let at = index - 1;
  while (at >= 0 && leading.has(tokens[at]?.lower ?? '')) at--;
  return at < 0 || at < index - 1 || isBreak(tokens[at]);
}

function canAct(before: Token | undefined, starts: boolean, role: ClauseRole): boolean {
  if (starts) return true;
  return (
    role !== 'do' && (before?.kind === 'word' || before?.kind === 'number') && !nounBefore.has(before.lower)
  );
}

/** The clause a token is in. */
export function clauseAt(clauses: readonly Clause[], index: number): Clause | undefined {
  return clauses.find(({ from, to }) => from <= index && index < to);
}
