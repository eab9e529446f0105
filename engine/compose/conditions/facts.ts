import type { Field } from '../lexicon.ts';
import { longestAt, type Reading } from '../reading.ts';
import type { Found } from './found.ts';
import { copulas, negations } from './little-words.ts';

/** Facts that are true or false: "is a VIP", "is not in order". */
export function adjectiveAt(reading: Reading, index: number, fields: readonly Field[]): Found | null {
  const { tokens } = reading;
  let at = index;
  let isNot = false;
  while (copulas.has(tokens[at]?.lower ?? '') || negations.has(tokens[at]?.lower ?? '')) {
    isNot ||= negations.has(tokens[at]?.lower ?? '');
    at++;
  }
  const found = longestAt(
    reading,
    at,
    fields.filter(({ kind }) => kind === 'boolean'),
    ({ names }) => names,
  );
  if (!found) return null;
  let { end } = found;
  if (at === index) {
    let next = end;
    while (['is', '=', ':'].includes(tokens[next]?.lower ?? '')) next++;
    const value = { true: true, yes: true, false: false, no: false }[tokens[next]?.lower ?? ''];
    if (value !== undefined && next > end) {
      return { node: { path: found.entry.path, op: 'eq', value }, end: next + 1 };
    }
  }
  if (['customer', 'customers', 'requester'].includes(tokens[end]?.lower ?? '')) end++;
  return { node: { path: found.entry.path, op: 'eq', value: !isNot }, end };
}
