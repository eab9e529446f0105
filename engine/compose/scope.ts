import type { Lexicon } from './lexicon.ts';
import { ask, askAbout, claim, isFree, phraseEnd, type Reading, range } from './reading.ts';

const before: ReadonlySet<string> = new Set(['on', 'in', 'for', 'within', 'joins', 'join']);
const links: ReadonlySet<string> = new Set(['and', 'or', ',', '+', '&']);
const never: ReadonlySet<string> = new Set([
  'not',
  'never',
  'except',
  'excluding',
  'without',
  'outside',
  'but',
]);

/**
 * The apps a sentence names, or the one the caller names. A workspace of one app is scoped to it. None named among
 * several is a question, never all of them.
 */
export function readScope(reading: Reading, lexicon: Lexicon, given: string | undefined): string[] {
  const apps = lexicon.pack.directory.apps;
  const named = new Set<string>();
  const excluded: { from: number; to: number; app: string }[] = [];
  const { tokens } = reading;
  for (let index = 0; index < tokens.length; index++) {
    const every = phraseEnd(reading, index, 'all apps') ?? phraseEnd(reading, index, 'every app');
    if (every !== null) {
      for (const { id } of apps) named.add(id);
      claim(reading, 'scope', ...range(index, every));
      continue;
    }
    const list = appList(reading, index, lexicon);
    if (!list) continue;
    const from = index;
    const isNever = never.has(tokens[from - 1]?.lower ?? '') || never.has(tokens[from - 2]?.lower ?? '');
    if (isNever) {
      const start = never.has(tokens[from - 1]?.lower ?? '') ? from - 1 : from - 2;
      for (const app of list.apps) excluded.push({ from: start, to: list.end, app });
    } else {
      for (const app of list.apps) named.add(app);
      claim(reading, 'scope', ...range(from, list.end).filter((at) => isFree(reading, at)));
      for (const at of [from - 1, list.end]) if (tokens[at]?.lower === 'only') claim(reading, 'scope', at);
    }
    index = list.end - 1;
  }
  // An allow-list leaves the others out anyway; leaving out what was named too is a contradiction, and stays unread.
  for (const { from, to, app } of excluded) {
    if (named.size > 0 && !named.has(app)) claim(reading, 'scope', ...range(from, to));
  }
  if (given !== undefined && apps.some(({ id }) => id === given)) named.add(given);
  if (named.size === 0 && apps.length === 1) return apps.map(({ id }) => id);
  return apps.map(({ id }) => id).filter((id) => named.has(id));
}

/** Asks which apps are meant, about the words that say what sets the rule off. */
export function askForScope(reading: Reading, lexicon: Lexicon): void {
  const apps = lexicon.pack.directory.apps;
  const names = apps.map(({ title }) => title);
  const words = reading.places.flatMap((at, index) => (at?.startsWith('trigger') ? [index] : []));
  const start = reading.tokens[words[0] ?? 0]?.start ?? 0;
  const end = reading.tokens[words.at(-1) ?? reading.tokens.length - 1]?.end ?? reading.sentence.length;
  const question = `Which apps is this for: ${names.join(', ')}? Without one it never fires.`;
  const choices = apps.map(({ title }) => ({
    label: title,
    sentence: `For ${title} only: ${reading.sentence}`,
  }));
  askAbout(reading, start, end, question, choices);
}

/** Apps after a preposition (`on Cards or Loans`), or before what they have (`Cards sessions`). */
function appList(reading: Reading, index: number, lexicon: Lexicon): { apps: string[]; end: number } | null {
  const { tokens } = reading;
  const first = tokens[index];
  if (!first) return null;
  const isJoining = first.lower.startsWith('join');
  if (!isFree(reading, index) && !isJoining) return null;
  const isPreposition = first.kind === 'word' && before.has(first.lower);
  let at = isPreposition ? index + 1 : index;
  while (isPreposition && ['the', 'only', 'our'].includes(tokens[at]?.lower ?? '')) at++;
  const apps: string[] = [];
  let end = at;
  for (;;) {
    const app = appAt(reading, at, lexicon);
    if (!app) break;
    apps.push(app.id);
    end = app.end;
    at = end;
    while (links.has(tokens[at]?.lower ?? '')) at++;
    if (isPreposition && before.has(tokens[at]?.lower ?? '')) at++;
  }
  if (apps.length === 0) return null;
  const isAdjective =
    first.text !== first.lower && ['session', 'customer', 'ticket'].includes(tokens[end]?.stem ?? '');
  return isPreposition || isAdjective ? { apps, end } : null;
}

function appAt(reading: Reading, index: number, lexicon: Lexicon): { id: string; end: number } | null {
  if (!isFree(reading, index)) return null;
  const token = reading.tokens[index];
  // The one app there is may be called as what it is about.
  if (lexicon.pack.directory.apps.length === 1 && token?.text === token?.lower) return null;
  for (const { id, title } of lexicon.pack.directory.apps) {
    for (const name of [title, id]) {
      const words = name.toLowerCase().split(/\s+/);
      if (words.every((word, offset) => reading.tokens[index + offset]?.lower === word)) {
        return { id, end: index + words.length };
      }
    }
  }
  return null;
}

/** An app by a name that nearly is one: asked about, never assumed. */
export function askForNearApps(reading: Reading, lexicon: Lexicon, near: (name: string) => string[]): void {
  reading.tokens.forEach((token, index) => {
    const preposition = reading.tokens[index - 1]?.lower ?? '';
    if (!isFree(reading, index) || token.kind !== 'word' || token.text === token.lower) return;
    if ((!before.has(preposition) && preposition !== 'only') || appAt(reading, index, lexicon)) return;
    const names = near(token.text);
    const offered = names.length > 0 ? names : lexicon.pack.directory.apps.map(({ title }) => title);
    ask(
      reading,
      index,
      index + 1,
      `There is no app "${token.text}". Which one is meant?`,
      offered.map((label) => ({ label, instead: label })),
    );
  });
}
