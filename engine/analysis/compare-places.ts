import { type Place, parsePlace } from '../model/index.ts';

// The parts of a rule in the order a person reads them.
const parts: readonly unknown[] = [
  'name',
  'trigger',
  'scope',
  'filter',
  'actions',
  'limits',
  'onActionError',
  'createdBy',
];

/** Orders places as they come in a rule: list items by position, the whole before its parts. */
export function comparePlaces(left: Place, right: Place): number {
  const [one, other] = [parsePlace(left), parsePlace(right)];
  for (let index = 0; index < Math.min(one.length, other.length); index++) {
    const [a, b] = [one[index], other[index]];
    if (a === b || a === undefined || b === undefined) continue;
    if (typeof a === 'number' && typeof b === 'number') return a - b;
    if (index === 0) return parts.indexOf(a) - parts.indexOf(b);
    return String(a) < String(b) ? -1 : 1;
  }
  return one.length - other.length;
}
