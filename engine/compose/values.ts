import { pickOptions } from '../catalog/index.ts';
import type { Json } from '../model/index.ts';
import { type Field, type Lexicon, memberNames } from './lexicon.ts';
import { quantityAt } from './quantity.ts';
import { longestAt, type Reading } from './reading.ts';
import { isContent } from './tokens.ts';
import { countries, languages } from './words/common.ts';

export interface ValueReading {
  value: Json;
  end: number;
}

const stops: ReadonlySet<string> = new Set(
  'and or but unless except if when then , ; : . ! ? than is are was not more less at over above below under'.split(
    ' ',
  ),
);
const nobody: ReadonlySet<string> = new Set(['nobody', 'none', 'null', 'empty', 'no-one', 'unassigned']);

/** A value for `field` at `index`: of its enum, a name of its directory list, a quantity in its unit, or text. */
export function valueAt(
  reading: Reading,
  index: number,
  field: Field,
  lexicon: Lexicon,
): ValueReading | null {
  const token = reading.tokens[index];
  if (!token) return null;
  if (field.values.length > 0) return enumAt(reading, index, field.values);
  if (field.isNullable && nobody.has(token.lower)) return { value: null, end: index + 1 };
  if (field.pick === 'member' || field.path === 'actorId') return memberAt(reading, index, lexicon, true);
  if (field.pick === 'agent') return agentAt(reading, index, lexicon);
  if (field.kind === 'boolean') {
    const value = { true: true, yes: true, false: false, no: false }[token.lower];
    return value === undefined ? null : { value, end: index + 1 };
  }
  if (field.kind === 'number') return numberFor(reading, index, field);
  if (field.kind === 'list') return tagAt(reading, index, lexicon) ?? quotedAt(reading, index);
  if (/country$/i.test(field.path)) return named(reading, index, countries) ?? textAt(reading, index);
  if (/lang(uage)?$/i.test(field.path)) return named(reading, index, languages) ?? textAt(reading, index);
  if (field.pick === 'tag') return tagAt(reading, index, lexicon) ?? quotedAt(reading, index);
  return textAt(reading, index, /(Id|_id|\.id)$/.test(field.path));
}

function named(
  reading: Reading,
  index: number,
  names: Readonly<Record<string, string>>,
): ValueReading | null {
  const lower = reading.tokens[index]?.lower ?? '';
  const value = Object.hasOwn(names, lower) ? names[lower] : undefined;
  return value === undefined ? null : { value, end: index + 1 };
}

export function enumAt(reading: Reading, index: number, values: readonly string[]): ValueReading | null {
  const token = reading.tokens[index];
  if (token?.kind === 'quoted') {
    return values.includes(token.value) ? { value: token.value, end: index + 1 } : null;
  }
  const found = longestAt(reading, index, values, (value) => [value, value.replaceAll('-', '_')]);
  return found ? { value: found.entry, end: found.end } : null;
}

function numberFor(reading: Reading, index: number, field: Field): ValueReading | null {
  const quantity = quantityAt(reading, index);
  if (!quantity) return null;
  const { value, end, unit } = quantity;
  if (unit === 'seconds') return /seconds$/i.test(field.path) ? { value, end } : null;
  if (unit === 'money') return /cents$/i.test(field.path) ? { value, end } : null;
  if (unit === 'percent') return /percent/i.test(field.path) ? { value, end } : null;
  // A bare number of a field in cents could be either; it is asked about by staying unread.
  return /cents$/i.test(field.path) ? null : { value, end };
}

/** A member by name. One who left is still who past events are about, but gets nothing any more. */
export function memberAt(
  reading: Reading,
  index: number,
  lexicon: Lexicon,
  countsGone = false,
): ValueReading | null {
  const found = longestAt(reading, index, lexicon.pack.directory.members, memberNames);
  if (!found) return null;
  const same = lexicon.pack.directory.members.filter(
    (member) => memberNames(member).includes(found.phrase) && (member.active || countsGone),
  );
  if (same.length !== 1) return null;
  // The dot of `Tom H.` is part of the name.
  const dot = reading.tokens[found.end];
  const isDotted = dot?.text === '.' && found.entry.name.endsWith('.') && found.phrase.includes(' ');
  return { value: found.entry.id, end: found.end + (isDotted ? 1 : 0) };
}

export function agentAt(reading: Reading, index: number, lexicon: Lexicon): ValueReading | null {
  const { agents, teams } = lexicon.pack.directory;
  const token = reading.tokens[index];
  if (token?.kind === 'number') {
    const id = Number(token.text);
    return Number.isSafeInteger(id) ? { value: id, end: index + 1 } : null;
  }
  const named = longestAt(reading, index, agents, ({ name }) => [
    name,
    ...teams.filter(({ title }) => title === name).flatMap(({ id }) => [id, `${id} team`, `${name} team`]),
  ]);
  return named ? { value: named.entry.id, end: named.end } : null;
}

export function tagAt(reading: Reading, index: number, lexicon: Lexicon): ValueReading | null {
  const found = longestAt(reading, index, pickOptions(lexicon.pack, 'tag'), ({ label }) => [
    label,
    `=${label}`,
  ]);
  return found ? { value: found.entry.label, end: found.end } : null;
}

export function quotedAt(reading: Reading, index: number): ValueReading | null {
  const token = reading.tokens[index];
  return token?.kind === 'quoted' ? { value: token.value, end: index + 1 } : null;
}

/** Quoted text, a word that is not one of the grammar, or a name of several: "Borealis GmbH". */
function textAt(reading: Reading, index: number, isId = false): ValueReading | null {
  const token = reading.tokens[index];
  if (!token || token.kind === 'mark' || stops.has(token.lower) || !isContent(token)) return null;
  if (token.kind === 'word' && isId && !/[\d_]/.test(token.text)) return null;
  let end = index + 1;
  const isName = (at: number) =>
    reading.tokens[at]?.kind === 'word' && /^\p{Lu}/u.test(reading.tokens[at]?.text ?? '');
  while (token.kind === 'word' && isName(index) && isName(end) && reading.places[end] === null) end++;
  const value =
    end === index + 1 ? token.value : reading.sentence.slice(token.start, reading.tokens[end - 1]?.end);
  return { value, end };
}
