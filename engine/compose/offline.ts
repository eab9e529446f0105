import {
  type ActionStep,
  type FilterNode,
  nearestNames,
  type Problem,
  type Trigger,
} from '../model/index.ts';
import { doing } from './actions/index.ts';
import { type Clause, cutClauses } from './clauses.ts';
import { type Compiled, type CompileOptions, longestSentence, unreadable } from './compiled.ts';
import { claimQualifiers, readAllConditions, readFollowing } from './conditions/index.ts';
import { finishRule } from './finish-rule.ts';
import { createLexicon, eventTitle, type Lexicon } from './lexicon.ts';
import { readLimits } from './limits.ts';
import { rationaleOf } from './rationale.ts';
import { ask, askAbout, isFree, type Reading, startReading } from './reading.ts';
import { readSchedule } from './schedule.ts';
import { askForNearApps, askForScope, readScope } from './scope.ts';
import { spansOf, unreadWords } from './spans.ts';
import { correctSpelling } from './spelling.ts';
import { readSteps, renumber } from './steps.ts';
import { askForSubjects } from './subject.ts';
import { isContent, type Token, tokenize } from './tokens.ts';
import { readTrigger } from './triggers.ts';

/**
 * Reads a sentence by a grammar of words from the catalog: the same sentence gives the same answer. Every word is
 * either part of the rule (a span) or of a question; what was not understood is never left out in silence.
 */
export function compileOffline(sentence: string, options: CompileOptions): Compiled {
  if (sentence.length > longestSentence) {
    return unreadable(sentence, `Please say it in at most ${longestSentence} characters.`, 'offline');
  }
  const packs = options.catalog.packs.filter(
    ({ name }) => options.pack === undefined || name === options.pack,
  );
  const readings = packs.map((pack) => compileWith(sentence, createLexicon(pack), options));
  const ranked = readings.toSorted((a, b) => rank(a) - rank(b));
  const [best, next] = ranked;
  if (!best) return unreadable(sentence, 'There is no such workspace to write a rule for.', 'offline');
  if (best.compiled.rule && next?.compiled.rule && rank(best) === rank(next)) {
    return unreadable(
      sentence,
      'This could be a rule of more than one workspace. Which one is it for?',
      'offline',
    );
  }
  return best.compiled;
}

interface PackReading {
  compiled: Compiled;
  /** How many of the words this pack knows. */
  known: number;
}

/** A whole rule before none, then the fewest questions, then the most words understood. */
function rank({ compiled: { rule, unclear }, known }: PackReading): number {
  if (!rule) return 1_000_000_000 - known;
  return unclear.reduce((sum, { text }) => sum + 100 + text.length, 0);
}

function compileWith(sentence: string, lexicon: Lexicon, options: CompileOptions): PackReading {
  const spelled = correctSpelling(tokenize(sentence), lexicon, doing);
  const reading = startReading(sentence, spelled.tokens);
  if (!reading.tokens.some(isContent)) {
    return { compiled: unreadable(sentence, 'What should happen, and when?', 'offline'), known: 0 };
  }
  const limits = readLimits(reading, subjectsOf(lexicon));
  const clauses = cutClauses(reading, isVerb);
  const spoken = readTrigger(reading, lexicon, clauses, false);
  const clock = spoken ? { schedule: null, isAsked: false, index: -1 } : readSchedule(reading);
  const happening =
    spoken ?? (clock.index < 0 && !clock.isAsked ? readTrigger(reading, lexicon, clauses, true) : null);
  const trigger: Trigger | null = happening
    ? { kind: 'event', eventType: happening.eventType }
    : clock.schedule && { kind: 'schedule', schedule: clock.schedule };
  const apps = readScope(reading, lexicon, options.app);
  const fields = trigger ? lexicon.fields(trigger) : [];
  const filter: FilterNode[] = [];
  if (happening?.follows) readFollowing(reading, lexicon, happening, fields, filter);
  if (trigger) readAllConditions(reading, clauses, fields, lexicon, filter);
  if (trigger) askForSubjects(reading, clauses, fields, lexicon, trigger);
  filter.push(...(happening?.implied ?? []));
  claimQualifiers(reading, clauses, lexicon);
  const steps = trigger ? readSteps(reading, clauses, lexicon, trigger, apps) : [];
  if (!trigger && !clock.isAsked) askForTrigger(reading, lexicon, clauses);
  if (apps.length === 0) {
    askForNearApps(reading, lexicon, (name) =>
      nearestNames(
        name,
        lexicon.pack.directory.apps.map(({ title }) => title),
      ),
    );
    if (trigger) askForScope(reading, lexicon);
  }
  const numbered = steps.map(
    ({ type, params }, index): ActionStep => ({ id: `s${index + 1}`, type, params }),
  );
  const finished =
    trigger && numbered.length > 0
      ? finishRule({ sentence, trigger, apps, filter, actions: numbered, limits }, lexicon, options)
      : null;
  const dropped = finished ? askAboutProblems(reading, finished.problems) : new Set<number>();
  renumber(reading, dropped);
  const rule = turnsAround(reading) ? null : (finished?.rule ?? null);
  const unread = unreadWords(reading, () => 'What does this mean here? It is not part of the rule yet.');
  const unclear = [...reading.questions, ...unread].toSorted((a, b) => a.start - b.start || a.end - b.end);
  if (!rule && unclear.length === 0) {
    const question = trigger ? 'What should it do then?' : 'What should set it off?';
    unclear.push({ text: sentence, start: 0, end: sentence.length, question });
  }
  const rationale = rationaleOf(rule, lexicon, { corrections: spelled.corrections, unclear: unclear.length });
  const known = reading.places.filter((at) => at !== null).length;
  const compiled: Compiled = {
    rule,
    rationale,
    spans: rule ? spansOf(reading) : [],
    unclear: rule ? unclear : everything(reading, unclear),
    provider: 'offline',
  };
  return { compiled, known };
}

/** Without a rule nothing has a place in it: what was read is told in one question for the whole, if none is there. */
function everything(reading: Reading, unclear: Compiled['unclear']): Compiled['unclear'] {
  const isCovered = reading.tokens.every(
    (token) =>
      !isContent(token) || unclear.some(({ start, end }) => start <= token.start && token.end <= end),
  );
  if (isCovered) return unclear;
  const question = 'This is not a whole rule yet: it needs what sets it off and at least one thing to do.';
  return [...unclear, { text: reading.sentence, start: 0, end: reading.sentence.length, question }];
}

function isVerb(token: Token, next: Token | undefined): boolean {
  return doing.has(token.lower) && !['than', '=', 'is', 'are', 'was', 'contains'].includes(next?.lower ?? '');
}

function subjectsOf({ pack }: Lexicon): string[] {
  const paths = pack.eventTypes.flatMap(({ subjectPath }) => (subjectPath === null ? [] : [subjectPath]));
  const words = paths.map((path) => /([a-z]+)(?:\.id|Id)$/i.exec(path)?.[1]?.toLowerCase() ?? 'subject');
  return [...new Set(words)];
}

const negations: ReadonlySet<string> = new Set(
  "not never no other besides neither nor without except excluding don't doesn't isn't aren't wasn't won't cannot can't didn't hasn't".split(
    ' ',
  ),
);

/** Whether a word that turns its part of the sentence around stayed unread: the rule would then say the opposite. */
function turnsAround(reading: Reading): boolean {
  return reading.tokens.some(
    (token, index) => token.kind === 'word' && negations.has(token.lower) && isFree(reading, index),
  );
}

function askForTrigger(reading: Reading, lexicon: Lexicon, clauses: readonly Clause[]): void {
  const when = clauses.find(({ role }) => role === 'when');
  const start = reading.tokens[when?.from ?? 0]?.start ?? 0;
  const end = reading.tokens[(when?.to ?? reading.tokens.length) - 1]?.end ?? reading.sentence.length;
  const events = lexicon.pack.eventTypes.slice(0, 8);
  const rest = reading.sentence.slice(end);
  const choices = events.map(({ type }) => ({
    label: eventTitle(lexicon, type),
    sentence: when
      ? `${reading.sentence.slice(0, start)}When ${type}${/^[,\s]/.test(rest) ? '' : ','}${rest}`
      : `When ${type}, ${reading.sentence}`,
  }));
  askAbout(reading, start, end, 'What sets this off? No event of this workspace reads like it.', choices);
}

/** Questions for what the catalog does not allow; the steps they are about leave the rule. */
function askAboutProblems(reading: Reading, problems: readonly Problem[]): Set<number> {
  const dropped = new Set<number>();
  for (const { at, message, fix } of problems) {
    const index = /^actions\[(\d+)\]/.exec(at)?.[1];
    const place = /^(actions|filter)\[\d+\]|^[a-z]+/i.exec(at)?.[0] ?? '';
    const tokens = reading.places.flatMap((each, token) =>
      each?.startsWith(place) && place !== '' ? [token] : [],
    );
    const question = `${message.charAt(0).toUpperCase()}${message.slice(1)}.${fix ? ` ${fix}.` : ''} What is meant instead?`;
    ask(reading, tokens[0] ?? 0, (tokens.at(-1) ?? reading.tokens.length - 1) + 1, question);
    if (index !== undefined) dropped.add(Number(index));
  }
  return dropped;
}
