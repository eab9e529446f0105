import type { Facts } from './facts.ts';
import type { Literal } from './formula.ts';
import { textsMatching } from './texts-matching.ts';

/** The conditions on one text, sorted by what they ask. */
interface TextDemands {
  starts: string[];
  ends: string[];
  contains: string[];
  patterns: string[];
  low: { bound: string; isOpen: boolean } | null;
  high: { bound: string; isOpen: boolean } | null;
  not: { starts: string[]; ends: string[]; contains: string[] };
}

/** Whether conditions on a text contradict each other; false says nothing. */
export function contradictsAsText(literals: readonly Literal[]): boolean {
  const { starts, ends, contains, low, high, not } = demandsOf(literals);
  const start = longest(starts);
  const end = longest(ends);
  if (starts.some((each) => !start.startsWith(each)) || ends.some((each) => !end.endsWith(each))) return true;
  if (not.starts.some((each) => start.startsWith(each))) return true;
  if (not.ends.some((each) => end.endsWith(each))) return true;
  const parts = [start, end, ...contains];
  if (not.contains.some((each) => parts.some((part) => part.includes(each)))) return true;
  if (low && high && (low.bound > high.bound || (low.bound === high.bound && (low.isOpen || high.isOpen)))) {
    return true;
  }
  // Texts that start so are the start itself and what sorts after it, up to the next start of that length.
  if (high && (start > high.bound || (start === high.bound && high.isOpen))) return true;
  if (low && start < low.bound && !low.bound.startsWith(start)) return true;
  return false;
}

/** The only text between two bounds that are the same; null where there may be others. */
export function onlyText(literals: readonly Literal[]): string | null {
  const { low, high } = demandsOf(literals);
  // No text sorts before the empty one.
  return high && (low?.bound ?? '') === high.bound ? high.bound : null;
}

/** Texts worth trying: they keep what is asked for in the plainest way, and vary enough to slip past exclusions. */
export function* textCandidates(
  literals: readonly Literal[],
  facts: Facts,
  base: string | null,
): Generator<string> {
  const { starts, ends, contains, patterns, low, high } = demandsOf(literals);
  const start = longest(starts);
  const end = longest(ends);
  const samples = facts.samples().filter((each) => typeof each === 'string');
  const texts = base === null ? samples : [base, ...samples];
  yield* texts;
  const middles = contains.filter((each) => !start.includes(each) && !end.includes(each));
  const middle = middles.reduce((text, each) => (text.includes(each) ? text : overlap(text, each)), '');
  const spaced = middles.join(' ');
  for (const each of texts) yield start + middle + each + end;
  for (const each of texts) yield* [`${each} ${spaced}`, `${spaced} ${each}`];
  yield* [overlap(overlap(start, middle), end), overlap(start, end)];
  const matching = patterns.flatMap((source) => textsMatching(source));
  const bounds = [low?.bound, high?.bound].filter((bound) => bound !== undefined);
  const cores = [
    middle,
    spaced,
    ...matching,
    ...matching.map((each) => each + middle),
    ...bounds.filter((bound) => bound.startsWith(start)).map((bound) => bound.slice(start.length)),
  ];
  const many = Array.from({ length: Math.min(literals.length, 40) + 1 }, (_, index) => `x${index}`);
  for (const core of cores) {
    for (const filler of ['', ' ', 'x', 'other', 'a', '0', 'zz', '-1', ...many]) {
      yield* [start + core + filler + end, start + filler + core + end];
    }
  }
  for (const bound of bounds) yield* [...before(bound), `${bound}\u0000`, ...timesAround(bound)];
  if (low && high) yield* between(low.bound, high.bound);
  // The rest of a time, where only its beginning is asked for.
  yield start + '2026-01-01T00:00:00.000Z'.slice(start.length);
  yield* texts.flatMap(timesAround);
}

function demandsOf(literals: readonly Literal[]): TextDemands {
  const demands: TextDemands = {
    starts: [],
    ends: [],
    contains: [],
    patterns: [],
    low: null,
    high: null,
    not: { starts: [], ends: [], contains: [] },
  };
  const raise = (bound: string, isOpen: boolean) => {
    const { low } = demands;
    if (!low || bound > low.bound || (bound === low.bound && isOpen)) demands.low = { bound, isOpen };
  };
  const lower = (bound: string, isOpen: boolean) => {
    const { high } = demands;
    if (!high || bound < high.bound || (bound === high.bound && isOpen)) demands.high = { bound, isOpen };
  };
  for (const { test, holds } of literals) {
    if (test.kind === 'starts' || test.kind === 'ends') {
      (holds ? demands : demands.not)[test.kind].push(test.text);
    } else if (test.kind === 'contains' && typeof test.value === 'string') {
      (holds ? demands : demands.not).contains.push(test.value);
    } else if (test.kind === 'pattern' && holds) {
      demands.patterns.push(test.source);
    } else if (test.kind === 'range' && typeof test.bound === 'string') {
      const isLow = (test.op === 'gt' || test.op === 'gte') === holds;
      const isOpen = holds ? test.op === 'gt' || test.op === 'lt' : test.op === 'gte' || test.op === 'lte';
      if (isLow) raise(test.bound, isOpen);
      else lower(test.bound, isOpen);
    }
  }
  return demands;
}

function longest(texts: readonly string[]): string {
  return texts.reduce((found, each) => (each.length > found.length ? each : found), '');
}

/** Two texts one after the other, what they share at the seam written once. */
function overlap(left: string, right: string): string {
  for (let shared = Math.min(left.length, right.length); shared > 0; shared--) {
    if (left.endsWith(right.slice(0, shared))) return left + right.slice(shared);
  }
  return left + right;
}

function before(bound: string): string[] {
  const last = bound.charCodeAt(bound.length - 1);
  if (Number.isNaN(last)) return [];
  return last > 0
    ? [bound.slice(0, -1) + String.fromCharCode(last - 1), bound.slice(0, -1)]
    : [bound.slice(0, -1)];
}

function between(low: string, high: string): string[] {
  let shared = 0;
  while (shared < low.length && low[shared] === high[shared]) shared++;
  const [from, to] = [low.charCodeAt(shared), high.charCodeAt(shared)];
  const middle = Math.floor(((Number.isNaN(from) ? 0 : from) + (Number.isNaN(to) ? 0 : to)) / 2);
  return [
    low.slice(0, shared) + String.fromCharCode(middle),
    `${low}x`,
    `${low} `,
    `${low}~`,
    `${low}\uffff`,
  ];
}

/** Where a text is a time: the moments just before and after, and a day away. */
function timesAround(text: string): string[] {
  if (!/^\d{4}-\d\d-\d\d/.test(text)) return [];
  const at = Date.parse(text);
  if (Number.isNaN(at)) return [];
  return [0, 1000, -1000, 1, -1, 86_400_000, -86_400_000].map((away) =>
    // Years of four digits: no moment around them is too far away to be written.
    new Date(at + away).toISOString(),
  );
}
