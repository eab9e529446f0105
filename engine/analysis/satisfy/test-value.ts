import { deepEqual, type Resolved, resolveIn } from '../../language/index.ts';
import type { Json } from '../../model/index.ts';
import type { Formula, Literal, Test } from './formula.ts';

/** Whether a literal holds for the value at its spot; null where that hangs on more than the value. */
export function literalHolds(literal: Literal, actual: Resolved): boolean | null {
  const result = testHolds(literal.test, actual);
  return result === null ? null : result === literal.holds;
}

function testHolds(test: Test, { present, value }: Resolved): boolean | null {
  if (!present) return false;
  switch (test.kind) {
    case 'present':
      return true;
    case 'among':
      return test.values.some((each) => deepEqual(each, value));
    case 'range':
      return inRange(test.op, value, test.bound);
    case 'contains':
      if (Array.isArray(value)) return value.some((item) => deepEqual(item, test.value));
      return typeof value === 'string' && typeof test.value === 'string' && value.includes(test.value);
    case 'starts':
      return typeof value === 'string' && value.startsWith(test.text);
    case 'ends':
      return typeof value === 'string' && value.endsWith(test.text);
    case 'pattern':
      return typeof value === 'string' && test.matches(value);
    case 'items':
      if (!Array.isArray(value)) return false;
      if (!test.isClosed) return value.length === 0 ? test.isEvery : null;
      return test.isEvery
        ? value.every((item) => holdsForItem(test.where, item))
        : value.some((item) => holdsForItem(test.where, item));
  }
}

/** Whether a formula that looks at nothing but the item holds for it. */
export function holdsForItem(formula: Formula, item: Json): boolean {
  if (formula.kind === 'constant') return formula.holds;
  if (formula.kind === 'literal')
    return literalHolds(formula, resolveIn(item, formula.spot.segments)) === true;
  return formula.kind === 'and'
    ? formula.parts.every((part) => holdsForItem(part, item))
    : formula.parts.some((part) => holdsForItem(part, item));
}

function inRange(op: 'gt' | 'gte' | 'lt' | 'lte', value: Json, bound: number | string): boolean {
  if (typeof value === 'number' && typeof bound === 'number') return compares(op, value, bound);
  return typeof value === 'string' && typeof bound === 'string' && compares(op, value, bound);
}

function compares<Value extends number | string>(op: string, value: Value, bound: Value): boolean {
  if (op === 'gt') return value > bound;
  if (op === 'gte') return value >= bound;
  return op === 'lt' ? value < bound : value <= bound;
}
