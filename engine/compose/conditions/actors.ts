import type { Leaf } from '../../model/index.ts';
import type { Field, Lexicon } from '../lexicon.ts';
import { phraseEnd, type Reading } from '../reading.ts';
import { memberAt } from '../values.ts';
import type { Found } from './found.ts';
import { negations } from './little-words.ts';

/** "by the system", "not a system action", "by Theo B.", "to Vera X." */
export function actorAt(
  reading: Reading,
  index: number,
  fields: readonly Field[],
  lexicon: Lexicon,
): Found | null {
  const { tokens } = reading;
  const isNot = negations.has(tokens[index]?.lower ?? '');
  let at = isNot ? index + 1 : index;
  const isBy = tokens[at]?.lower === 'by';
  if (isBy) at++;
  while (['a', 'an', 'the', 'some'].includes(tokens[at]?.lower ?? '')) at++;
  const kind = { system: 'system', user: 'user', agent: 'agent', person: 'user', human: 'user' }[
    tokens[at]?.lower ?? ''
  ];
  const action = ['action', 'event'].includes(tokens[at + 1]?.lower ?? '');
  if (kind !== undefined && (isBy || action)) {
    const leaf: Leaf = { path: 'actorKind', op: 'eq', value: kind };
    return { node: isNot ? { not: leaf } : leaf, end: action ? at + 2 : at + 1 };
  }
  const isTo = !isBy && ['to', 'for', 'from'].includes(tokens[at]?.lower ?? '');
  if (isTo) at++;
  if (isBy || isTo) {
    const member = memberAt(reading, at, lexicon, true);
    if (!member) return null;
    const own = fields.find((field) => field.pick === 'member');
    if (isTo && !own) return null;
    const leaf: Leaf = { path: own?.path ?? 'actorId', op: 'eq', value: member.value };
    return { node: isNot ? { not: leaf } : leaf, end: member.end };
  }
  return null;
}

/** "nobody has it", "it is unassigned", "nobody is assigned". */
export function nobodyAt(reading: Reading, index: number, fields: readonly Field[]): Found | null {
  const field = fields.find(
    (each) => each.isNullable && each.pick === 'agent' && !/previous/.test(each.path),
  );
  if (!field) return null;
  const { lower } = reading.tokens[index] ?? { lower: '' };
  if (lower === 'unassigned') return { node: { path: field.path, op: 'eq', value: null }, end: index + 1 };
  for (const phrase of unassigned) {
    const end = phraseEnd(reading, index, phrase);
    if (end !== null) return { node: { path: field.path, op: 'eq', value: null }, end };
  }
  return null;
}

const unassigned = ['nobody has', 'no one has', 'nobody is assigned', 'no one is assigned'];
