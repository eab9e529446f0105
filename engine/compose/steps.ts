import type { Trigger } from '../model/index.ts';
import { type ReadStep, readDelivery, readersOf, verbIndex } from './actions/index.ts';
import type { Clause } from './clauses.ts';
import type { Lexicon } from './lexicon.ts';
import { ask, claim, isFree, type Reading } from './reading.ts';
import { isContent } from './tokens.ts';

/** Reads what the clauses tell it to do, in their order; what no action of the pack does becomes a question. */
export function readSteps(
  reading: Reading,
  clauses: readonly Clause[],
  lexicon: Lexicon,
  trigger: Trigger,
  apps: readonly string[],
): ReadStep[] {
  const readers = readersOf(lexicon.pack.actionTypes.map(({ type }) => type));
  const fields = lexicon.fields(trigger);
  const steps: ReadStep[] = [];
  for (const clause of clauses) {
    if (clause.role !== 'do') continue;
    const task = { reading, clause, lexicon, trigger, fields, apps };
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

/** Without its step, the words before a question belong to it as well: "tag it" before the tag that is not known. */
function widen(reading: Reading, asked: number, verb: number): void {
  const start = reading.tokens[verb]?.start ?? 0;
  const question = reading.questions[asked];
  if (!question || question.start < start) return;
  question.start = start;
  question.text = reading.sentence.slice(start, question.end);
}

function askForAction(reading: Reading, clause: Clause, lexicon: Lexicon, verb: number): void {
  let { to } = clause;
  for (; to > verb + 1; to--) {
    const last = reading.tokens[to - 1];
    if (last && isContent(last)) break;
  }
  const known = lexicon.pack.actionTypes.map(({ title }) => title.toLowerCase()).join(', ');
  const choices = lexicon.pack.actionTypes.flatMap(({ type, title }) => {
    const instead = lexicon.words.actions[type];
    return instead === undefined ? [] : [{ label: title, instead }];
  });
  ask(reading, verb, to, `There is no action for this. A rule of this workspace can: ${known}.`, choices);
}

/** Places of the steps that stay, after others left. */
export function renumber(reading: Reading, dropped: ReadonlySet<number>): void {
  for (const [token, at] of reading.places.entries()) {
    const index = /^actions\[(\d+)\]$/.exec(at ?? '')?.[1];
    if (index === undefined) continue;
    const before = [...dropped].filter((each) => each < Number(index)).length;
    reading.places[token] = dropped.has(Number(index)) ? null : `actions[${Number(index) - before}]`;
  }
}
