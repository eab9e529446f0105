import type { ActionStep, FilterNode, Problem, Trigger } from '../model/index.ts';
import { isLeaf, nearestNames } from '../model/index.ts';
import { doing, type ReadStep, readDelivery, readersOf, verbIndex } from './actions/index.ts';
import { type Clause, cutClauses } from './clauses.ts';
import { type Compiled, type CompileOptions, longestSentence, unreadable } from './compiled.ts';
import { readConditions, type Said } from './conditions.ts';
import { finishRule } from './finish-rule.ts';
import { createLexicon, eventTitle, type Lexicon } from './lexicon.ts';
import { readLimits } from './limits.ts';
import { rationaleOf } from './rationale.ts';
import { ask, askAbout, claim, isFree, type Reading, range, startReading } from './reading.ts';
import { readSchedule } from './schedule.ts';
import { askForNearApps, askForScope, readScope } from './scope.ts';
import { spansOf, unreadWords } from './spans.ts';
import { correctSpelling } from './spelling.ts';
import { stem } from './stem.ts';
import { isContent, type Token, tokenize } from './tokens.ts';
import { readTrigger } from './triggers.ts';
import { valueAt } from './values.ts';

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
  filter.push(...(happening?.implied ?? []));
  claimQualifiers(reading, clauses, lexicon);
  const steps = trigger ? readSteps(reading, clauses, lexicon, trigger) : [];
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

function readFollowing(
  reading: Reading,
  lexicon: Lexicon,
  { follows, after }: { follows: string | null; after: number },
  fields: ReturnType<Lexicon['fields']>,
  filter: FilterNode[],
): void {
  const field = fields.find(({ path }) => path === follows);
  let at = after;
  while (['to', 'as', 'with', 'the', 'a', 'by'].includes(reading.tokens[at]?.lower ?? '')) at++;
  const value = field && isFree(reading, at) ? valueAt(reading, at, field, lexicon) : null;
  if (!field || !value) return;
  filter.push({ path: field.path, op: 'eq', value: value.value });
  claim(reading, 'filter[0]', ...range(at, value.end));
}

function readAllConditions(
  reading: Reading,
  clauses: readonly Clause[],
  fields: ReturnType<Lexicon['fields']>,
  lexicon: Lexicon,
  filter: FilterNode[],
): void {
  const first = clauses.find(({ role }) => role === 'do');
  for (const clause of clauses) {
    if (clause.role === 'do' && (clause !== first || clauses.some(({ role }) => role === 'when'))) continue;
    if (clause.role === 'do') continue;
    const said = readConditions(reading, clause, fields, lexicon);
    const nodes = grouped(reading, said);
    const [only] = nodes;
    if (only === undefined) continue;
    const meant = clause.role === 'unless' ? [{ not: nodes.length === 1 ? only : { all: nodes } }] : nodes;
    for (const [offset, node] of meant.entries()) {
      const at = `filter[${filter.length}]`;
      filter.push(node);
      const tokens =
        clause.role === 'unless'
          ? nodes.flatMap((each) => tokensOf(said, each))
          : tokensOf(said, nodes[offset]);
      claim(reading, at, ...tokens);
      if (clause.role === 'unless') claim(reading, at, clause.from);
    }
  }
}

/** Conditions joined by "or" become one: values of one field a list, others a group. */
function grouped(reading: Reading, said: Said[]): FilterNode[] {
  const groups: Said[][] = [];
  for (const each of said) {
    const last = groups.at(-1);
    if (each.isOr && last) last.push(each);
    else groups.push([each]);
  }
  return groups.map((group) => {
    const [first] = group;
    const node =
      first && group.length > 1 ? orOf(group.map((each) => each.node)) : (first?.node ?? { all: [] });
    for (const each of group) each.node = node;
    if (group.length > 1 && groups.length > 1) {
      const tokens = group.flatMap((each) => each.tokens);
      const from = Math.min(...tokens);
      ask(
        reading,
        from,
        Math.max(...tokens) + 1,
        '“And” and “or” can be taken two ways. Here these alternatives stand together, and the other conditions must hold as well. Is that meant?',
      );
    }
    return node;
  });
}

function orOf(nodes: FilterNode[]): FilterNode {
  const leaves = nodes.filter(isLeaf);
  const [first] = leaves;
  if (
    first &&
    leaves.length === nodes.length &&
    leaves.every(({ path, op }) => path === first.path && op === 'eq')
  ) {
    return { path: first.path, op: 'in', value: leaves.map(({ value }) => value) };
  }
  return { any: nodes };
}

function tokensOf(said: readonly Said[], node: FilterNode | undefined): number[] {
  return said.flatMap((each) => (each.node === node ? each.tokens : []));
}

/** Nouns that only say what a condition beside them is about: "the customer" who "is a VIP". */
function claimQualifiers(reading: Reading, clauses: readonly Clause[], lexicon: Lexicon): void {
  const nouns = new Set(lexicon.words.glue.map(stem));
  for (const clause of clauses) {
    if (clause.role === 'do') continue;
    for (const index of range(clause.from, clause.to)) {
      if (!isFree(reading, index) || !nouns.has(reading.tokens[index]?.stem ?? '')) continue;
      const place = neighbour(reading, index, 1, clause) ?? neighbour(reading, index, -1, clause);
      if (place) claim(reading, place, index);
    }
  }
}

/** The place of the next word that means something, where that is a condition or, before it, what sets the rule off. */
function neighbour(reading: Reading, index: number, step: 1 | -1, clause: Clause): string | null {
  for (let at = index + step; at >= clause.from && at < clause.to; at += step) {
    const place = reading.places[at] ?? null;
    if (place !== null)
      return place.startsWith('filter') || (step < 0 && place.startsWith('trigger')) ? place : null;
    const token = reading.tokens[at];
    if (!token || isContent(token) || token.text === ',') return null;
  }
  return null;
}

function readSteps(
  reading: Reading,
  clauses: readonly Clause[],
  lexicon: Lexicon,
  trigger: Trigger,
): ReadStep[] {
  const readers = readersOf(lexicon.pack.actionTypes.map(({ type }) => type));
  const fields = lexicon.fields(trigger);
  const steps: ReadStep[] = [];
  for (const clause of clauses) {
    if (clause.role !== 'do') continue;
    const task = { reading, clause, lexicon, trigger, fields };
    const waiting = steps.at(-1);
    const delivery = waiting?.awaits && lexicon.pack.name !== 'cx' ? readDelivery(task) : null;
    if (waiting && delivery) {
      waiting.params = { ...waiting.params, recipients: delivery.recipients };
      if (delivery.isEvenEmpty && waiting.type === 'email-saved-search') waiting.params.sendWhenEmpty = true;
      if (delivery.wish !== null && typeof waiting.params.question === 'string') {
        waiting.params.question = `${waiting.params.question}. Give ${delivery.wish}.`;
      }
      delete waiting.awaits;
      claim(reading, `actions[${steps.length - 1}]`, ...delivery.tokens);
      continue;
    }
    const asked = reading.questions.length;
    let read: ReturnType<(typeof readers)[number]> = null;
    for (const reader of readers) {
      read = reader(task);
      if (read) break;
    }
    if (read?.kind === 'step') {
      claim(reading, `actions[${steps.length}]`, ...read.step.tokens.filter((at) => isFree(reading, at)));
      steps.push(read.step);
    } else if (read) widen(reading, asked, verbIndex(task));
    else if (reading.questions.length === asked) askForAction(reading, clause, lexicon, verbIndex(task));
  }
  return steps.filter((step, index) => {
    if (!step.awaits) return true;
    const tokens = reading.places.flatMap((at, token) => (at === `actions[${index}]` ? [token] : []));
    const last = (tokens.at(-1) ?? 0) + 1;
    const said = reading.sentence.slice(reading.tokens[tokens[0] ?? 0]?.start, reading.tokens[last - 1]?.end);
    ask(reading, tokens[0] ?? 0, last, 'Who should get it by mail?', [
      { label: 'Me', instead: `${said} and email me` },
    ]);
    for (const [token, at] of reading.places.entries()) {
      if (at === `actions[${index}]`) reading.places[token] = null;
    }
    return false;
  });
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

/** Without its step, the words before a question belong to it as well: "tag it" before the tag that is not known. */
function widen(reading: Reading, asked: number, verb: number): void {
  const start = reading.tokens[verb]?.start ?? 0;
  const question = reading.questions[asked];
  if (!question || question.start < start) return;
  question.start = start;
  question.text = reading.sentence.slice(start, question.end);
}

function askForAction(reading: Reading, clause: Clause, lexicon: Lexicon, verb: number): void {
  let to = clause.to;
  while (
    to > verb + 1 &&
    !isContent(reading.tokens[to - 1] ?? reading.tokens[verb] ?? ({ kind: 'mark', text: '' } as never))
  )
    to--;
  const known = lexicon.pack.actionTypes.map(({ title }) => title.toLowerCase()).join(', ');
  ask(reading, verb, to, `There is no action for this. A rule of this workspace can: ${known}.`);
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

/** Places of the steps that stay, after others left. */
function renumber(reading: Reading, dropped: ReadonlySet<number>): void {
  for (const [token, at] of reading.places.entries()) {
    const index = /^actions\[(\d+)\]$/.exec(at ?? '')?.[1];
    if (index === undefined) continue;
    const before = [...dropped].filter((each) => each < Number(index)).length;
    reading.places[token] = dropped.has(Number(index)) ? null : `actions[${Number(index) - before}]`;
  }
}
