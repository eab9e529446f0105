import type { Leaf } from '../../model/index.ts';
import type { Field, Lexicon } from '../lexicon.ts';
import type { Reading } from '../reading.ts';
import { quotedAt, tagAt } from '../values.ts';
import type { Found } from './found.ts';
import { copulas, negations } from './little-words.ts';
import { joined, listOf } from './value-list.ts';

/** "tagged billing or invoice", "with the tag X", "has the tag X", "tags contain X". */
export function taggedAt(
  reading: Reading,
  index: number,
  fields: readonly Field[],
  lexicon: Lexicon,
): Found | null {
  const field = fields.find(({ path, kind }) => kind === 'list' && /\.tags$/.test(path));
  if (!field) return null;
  const { tokens } = reading;
  let at = index;
  let isNot = false;
  while (negations.has(tokens[at]?.lower ?? '') || (at > index && copulas.has(tokens[at]?.lower ?? ''))) {
    isNot ||= negations.has(tokens[at]?.lower ?? '');
    at++;
  }
  const word = tokens[at]?.lower ?? '';
  if (word === 'without') isNot = true;
  const starts =
    word === 'tagged'
      ? at + 1
      : ['tag', 'tags'].includes(word)
        ? at + 1
        : ['with', 'has', 'having', 'without'].includes(word)
          ? afterTag(reading, at + 1)
          : null;
  if (starts === null) return null;
  let from = starts;
  while (
    ['as', 'contains', 'contain', 'include', 'includes', 'with', '=', 'is', 'are'].includes(
      tokens[from]?.lower ?? '',
    )
  )
    from++;
  const list = listOf(reading, from, (each) => tagAt(reading, each, lexicon) ?? quotedAt(reading, each));
  if (!list) return null;
  const leaves = list.values.map((value): Leaf => ({ path: field.path, op: 'contains', value }));
  const node = joined(leaves, list.isOr);
  return { node: isNot ? { not: node } : node, end: list.end };
}

function afterTag(reading: Reading, index: number): number | null {
  let at = index;
  while (
    ['the', 'a', 'tags'].includes(reading.tokens[at]?.lower ?? '') &&
    reading.tokens[at]?.lower !== 'tag'
  )
    at++;
  return reading.tokens[at]?.lower === 'tag' ? at + 1 : null;
}
