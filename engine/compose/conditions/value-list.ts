import type { FilterNode, Json } from '../../model/index.ts';
import type { Reading } from '../reading.ts';
import type { ValueReading } from '../values.ts';

interface ValueList {
  values: Json[];
  isOr: boolean;
  end: number;
}

/** Values joined by commas, "or" and "and". Whether it is "or" is kept: a list of one field's values means any of them. */
export function listOf(
  reading: Reading,
  index: number,
  read: (at: number) => ValueReading | null,
): ValueList | null {
  const values: Json[] = [];
  let isOr = false;
  let end = index;
  let at = index;
  for (;;) {
    const found = read(at);
    if (!found) break;
    values.push(found.value);
    end = found.end;
    at = end;
    const link = reading.tokens[at]?.lower;
    if (link === ',' && reading.tokens[at + 1]?.lower === 'or') at++;
    if (reading.tokens[at]?.lower !== 'or') break;
    isOr = true;
    at++;
    while (['a', 'an', 'the', 'with'].includes(reading.tokens[at]?.lower ?? '')) at++;
  }
  return values.length === 0 ? null : { values, isOr, end };
}

export function joined(nodes: FilterNode[], isOr: boolean): FilterNode {
  const [only] = nodes;
  if (only && nodes.length === 1) return only;
  return isOr ? { any: nodes } : { all: nodes };
}
