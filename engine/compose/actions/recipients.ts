import { memberNames } from '../lexicon.ts';
import { isFree, longestAt, range } from '../reading.ts';
import { memberAt } from '../values.ts';
import type { ActionTask } from './action-reader.ts';

export interface Recipients {
  to: string[];
  tokens: number[];
}

const people: ReadonlySet<string> = new Set([
  'customer',
  'client',
  'requester',
  'them',
  'him',
  'her',
  'member',
]);

/** Who a mail is for: addresses, "me", members by name, and the customer the event is about. */
export function readRecipients(task: ActionTask, from: number, allowsMe: boolean): Recipients {
  const { reading, clause, lexicon, fields } = task;
  const to: string[] = [];
  const tokens: number[] = [];
  const add = (address: string, used: readonly number[]) => {
    if (!to.includes(address)) to.push(address);
    tokens.push(...used);
  };
  for (let index = from; index < clause.to; index++) {
    const token = reading.tokens[index];
    if (!token || !isFree(reading, index)) continue;
    if (token.kind === 'address') {
      add(token.text, [index]);
      continue;
    }
    if (token.kind !== 'word') continue;
    if (allowsMe && ['me', 'myself'].includes(token.lower)) {
      add('me', [index]);
      continue;
    }
    const member = memberAt(reading, index, lexicon);
    const found = member && lexicon.pack.directory.members.find(({ id }) => id === member.value);
    if (member && found && longestAt(reading, index, [found], memberNames)) {
      add(found.email, range(index, member.end));
      index = member.end - 1;
      continue;
    }
    const own = people.has(token.lower) ? fields.find(({ path }) => /(^|\.)email$/i.test(path)) : undefined;
    if (own && !token.lower.endsWith("'s")) add(`\${event.${own.path}}`, [index]);
  }
  return { to, tokens };
}

/** "the project manager at pm@…": words that describe an address. Not read as anything else. */
export function describingWords(task: ActionTask, from: number): number[] {
  const { reading, clause } = task;
  return range(from, clause.to)
    .filter((index) => {
      if (reading.tokens[index]?.kind !== 'address') return false;
      return reading.tokens[index - 1]?.lower === 'at';
    })
    .flatMap((index) => {
      const words: number[] = [];
      for (
        let at = index - 2;
        at >= from && reading.tokens[at]?.kind === 'word' && reading.tokens[at]?.lower !== 'and';
        at--
      )
        words.push(at);
      return words;
    });
}
