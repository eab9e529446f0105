import type { Operator } from '../../model/index.ts';
import type { Field, Lexicon } from '../lexicon.ts';
import { quantityAt } from '../quantity.ts';
import { isFree, longestAt, phraseEnd, type Reading } from '../reading.ts';
import { enumAt, valueAt } from '../values.ts';
import { comparisons } from '../words/common.ts';
import { nodeOf, oneOf, onScale } from './comparison-node.ts';
import type { Found } from './found.ts';
import { copulas, negations } from './little-words.ts';
import { listOf } from './value-list.ts';

/** A field, what it is compared by, and what with: "severity above medium", "the topic is fraud or identity". */
export function fieldAt(
  reading: Reading,
  index: number,
  to: number,
  fields: readonly Field[],
  lexicon: Lexicon,
): Found | null {
  const named = fields.flatMap((field) => field.names.map((name) => ({ field, name })));
  let best: { field: Field; end: number; length: number; isAmbiguous: boolean } | null = null;
  for (const { field, name } of named) {
    // The event's own words may begin a name: "the SLA named …".
    const starts = reading.places[index - 1]?.startsWith('trigger') ? [index, index - 1] : [index];
    for (const start of starts) {
      const end = phraseEnd(reading, start, name) ?? phraseEnd(reading, start, `=${name.toLowerCase()}`);
      if (end === null || end < index || !comparisonAt(reading, end, to, field, lexicon)) continue;
      const isClosed = field.values.length > 0 || field.pick !== null;
      if (start < index && end === index && !isClosed) continue;
      const length = end - start;
      if (best === null || length > best.length) best = { field, end, length, isAmbiguous: false };
      else if (length === best.length && field.path !== best.field.path) best.isAmbiguous = true;
    }
  }
  if (!best || best.isAmbiguous) return null;
  const rest = comparisonAt(reading, best.end, to, best.field, lexicon);
  return rest ? { node: rest.node, end: rest.end } : null;
}

function comparisonAt(
  reading: Reading,
  index: number,
  to: number,
  field: Field,
  lexicon: Lexicon,
): Found | null {
  const { tokens } = reading;
  let at = index;
  let isNot = false;
  for (; at < to; at++) {
    const lower = tokens[at]?.lower ?? '';
    if (!isFree(reading, at)) return null;
    if (lower === 'other' && tokens[at + 1]?.lower === 'than') {
      isNot = true;
      at++;
    } else if (negations.has(lower)) isNot = true;
    else if (!copulas.has(lower)) break;
  }
  const comparison = longestAt(reading, at, comparisons, ({ phrase }) => [phrase]);
  const op: Operator = comparison?.entry.op ?? 'eq';
  let from = comparison?.end ?? at;
  while (['the', 'a', 'an'].includes(tokens[from]?.lower ?? '')) from++;
  const plain: Field = op === 'contains' ? { ...field, values: [], pick: null, kind: 'text' } : field;
  const list = listOf(reading, from, (each) =>
    isFree(reading, each) && each < to ? valueAt(reading, each, plain, lexicon) : null,
  );
  if (!list) return null;
  const isBare = at === index && reading.tokens[from]?.kind === 'word' && field.kind === 'text';
  if (isBare && field.values.length === 0 && field.pick === null && !endsPart(reading, list.end, to))
    return null;
  const node = nodeOf(field, op, list.values, isNot, list.isOr);
  return node ? { node, end: list.end } : null;
}

/** Whether nothing more is said of a thing: a mark, "and", or words that are read already. */
function endsPart(reading: Reading, index: number, to: number): boolean {
  const token = reading.tokens[index];
  return (
    index >= to ||
    !token ||
    token.kind === 'mark' ||
    !isFree(reading, index) ||
    ['and', 'or', 'but'].includes(token.lower)
  );
}

/** "more than 500 euros spent", "after more than 30 minutes", "over 5,000 euros", "at least pause": the unit tells the field. */
export function quantityFirst(reading: Reading, index: number, fields: readonly Field[]): Found | null {
  const { tokens } = reading;
  const begin = ['after', 'with', 'of', 'worth', 'lasting', 'by'].includes(tokens[index]?.lower ?? '')
    ? index + 1
    : index;
  const comparison = longestAt(reading, begin, comparisons, ({ phrase }) => [phrase]);
  if (!comparison) return null;
  const { op } = comparison.entry;
  const scales = fields.filter(({ values, isOrdered }) => values.length > 0 && isOrdered);
  const owners = scales.filter((field) => enumAt(reading, comparison.end, field.values));
  const [scale] = owners;
  const step = scale && owners.length === 1 ? enumAt(reading, comparison.end, scale.values) : null;
  if (scale && step && typeof step.value === 'string') {
    const named = longestAt(reading, step.end, [scale], ({ names }) => names);
    return {
      node: oneOf(scale.path, onScale(scale.values, op, step.value), false),
      end: named?.end ?? step.end,
    };
  }
  const quantity = quantityAt(reading, comparison.end);
  if (!quantity || quantity.unit === 'plain') return null;
  const suffix = { seconds: /seconds$/i, money: /cents$/i, percent: /percent/i }[quantity.unit];
  const fitting = fields.filter(({ path, kind }) => kind === 'number' && suffix.test(path));
  const after = longestAt(reading, quantity.end, fitting, ({ names }) => names);
  const [only] = fitting;
  const field = after?.entry ?? (fitting.length === 1 ? only : undefined);
  if (!field) return null;
  return { node: { path: field.path, op, value: quantity.value }, end: after?.end ?? quantity.end };
}
