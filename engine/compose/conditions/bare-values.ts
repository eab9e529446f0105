import type { Field, Lexicon } from '../lexicon.ts';
import { ask, isFree, longestAt, type Reading } from '../reading.ts';
import { enumAt, valueAt } from '../values.ts';
import { countries, languages } from '../words/common.ts';
import { nodeOf } from './comparison-node.ts';
import type { Found } from './found.ts';
import { negations } from './little-words.ts';
import { listOf } from './value-list.ts';

/** A value that only one field can have: "a voice session", "as escalated", "high or urgent", "in Spanish". */
export function bareValueAt(
  reading: Reading,
  index: number,
  fields: readonly Field[],
  lexicon: Lexicon,
): Found | null {
  const { tokens } = reading;
  let at = index;
  let isNot = false;
  const glue = [
    'on',
    'by',
    'as',
    'in',
    'with',
    'from',
    'via',
    'of',
    'at',
    'to',
    'is',
    'are',
    'was',
    'that',
    'which',
    'level',
    'the',
    'a',
    'an',
  ];
  while (glue.includes(tokens[at]?.lower ?? '') || negations.has(tokens[at]?.lower ?? '')) {
    isNot ||= negations.has(tokens[at]?.lower ?? '');
    at++;
  }
  if (!isFree(reading, at)) return null;
  const place = placeWord(reading, at, fields);
  if (place) return { node: { path: place.path, op: isNot ? 'neq' : 'eq', value: place.value }, end: at + 1 };
  const candidates = fields.filter(({ values }) => values.length > 0 && enumAt(reading, at, values));
  if (candidates.length === 0) return null;
  const lists = candidates.flatMap((field) => {
    const list = listOf(reading, at, (each) =>
      isFree(reading, each) ? valueAt(reading, each, field, lexicon) : null,
    );
    if (!list) return [];
    const named = longestAt(reading, list.end, [field], ({ names }) => names);
    return [{ field, list, end: named?.end ?? list.end, isNamed: named !== null }];
  });
  const owners = lists.some(({ isNamed }) => isNamed) ? lists.filter(({ isNamed }) => isNamed) : lists;
  const direct =
    owners.length > 1
      ? owners.filter(({ field }) => !/^payload\.(from|to)$|Before$/.test(field.path))
      : owners;
  const [owner] = direct;
  if (!owner) return null;
  if (direct.length > 1) {
    ask(
      reading,
      at,
      owner.list.end,
      `Which of these is meant: ${direct.map(({ field }) => field.title.toLowerCase()).join(' or ')}?`,
      direct.map(({ field }) => ({
        label: field.title,
        instead: `${field.title.toLowerCase()} ${tokens[at]?.text ?? ''}`,
      })),
    );
    return null;
  }
  const node = nodeOf(owner.field, 'eq', owner.list.values, isNot, owner.list.isOr);
  return node ? { node, end: owner.end } : null;
}

/** "in Spanish", "from Germany". */
function placeWord(
  reading: Reading,
  at: number,
  fields: readonly Field[],
): { path: string; value: string } | null {
  const lower = reading.tokens[at]?.lower ?? '';
  const before = reading.tokens[at - 1]?.lower ?? '';
  const language = fields.find(({ path }) => /\.lang(uage)?$/.test(path));
  if (language && Object.hasOwn(languages, lower) && before !== 'tagged') {
    return { path: language.path, value: languages[lower] ?? '' };
  }
  const country = fields.find(({ path }) => /\.country$/.test(path));
  return country && Object.hasOwn(countries, lower)
    ? { path: country.path, value: countries[lower] ?? '' }
    : null;
}
