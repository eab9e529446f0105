import type { Json } from '../../model/index.ts';
import type { Facts } from './facts.ts';
import type { Literal } from './formula.ts';

/** Numbers worth trying, and whether they are all there are. */
export interface Candidates {
  values: readonly Json[];
  isComplete: boolean;
}

/** Numbers that keep all bounds, enough of them that the excluded ones cannot use them up. */
export function numberCandidates(literals: readonly Literal[], facts: Facts): Candidates {
  let [low, high] = [facts.min, facts.max];
  let [lowIsOpen, highIsOpen] = [false, false];
  const raise = (bound: number, isOpen: boolean) => {
    if (bound > low) [low, lowIsOpen] = [bound, isOpen];
    else if (bound === low) lowIsOpen ||= isOpen;
  };
  const lower = (bound: number, isOpen: boolean) => {
    if (bound < high) [high, highIsOpen] = [bound, isOpen];
    else if (bound === high) highIsOpen ||= isOpen;
  };
  for (const { test, holds } of literals) {
    if (test.kind !== 'range' || typeof test.bound !== 'number') continue;
    switch (test.op) {
      case 'gt':
        holds ? raise(test.bound, true) : lower(test.bound, false);
        break;
      case 'gte':
        holds ? raise(test.bound, false) : lower(test.bound, true);
        break;
      case 'lt':
        holds ? lower(test.bound, true) : raise(test.bound, false);
        break;
      case 'lte':
        holds ? lower(test.bound, false) : raise(test.bound, true);
        break;
    }
  }
  if (low > high || (low === high && (lowIsOpen || highIsOpen))) return { values: [], isComplete: true };
  if (low === high) return { values: [low], isComplete: true };

  const wanted = literals.length + 3;
  const from = facts.isInteger ? firstWhole(low, lowIsOpen) : low;
  const to = facts.isInteger ? lastWhole(high, highIsOpen) : high;
  const values: number[] = [];
  if (facts.isInteger) {
    if (from > to) return { values: [], isComplete: true };
    const start = Number.isFinite(from) ? from : Number.isFinite(to) ? to - wanted : 0;
    for (let step = 0; step <= wanted && start + step <= to; step++) values.push(start + step);
    // More whole numbers than conditions can exclude, or all of them.
    return { values, isComplete: Number.isFinite(from) && Number.isFinite(to) && to - from <= wanted };
  }
  const start = Number.isFinite(low) ? low : Number.isFinite(high) ? high - wanted : 0;
  const end = Number.isFinite(high) ? high : start + wanted;
  for (let step = 0; step <= wanted; step++) {
    values.push(start + step, start + ((end - start) * (step + 1)) / (wanted + 1), end - step);
  }
  return { values: values.filter(Number.isFinite), isComplete: false };
}

function firstWhole(bound: number, isOpen: boolean): number {
  const whole = Math.ceil(bound);
  return isOpen && whole === bound ? whole + 1 : whole;
}

function lastWhole(bound: number, isOpen: boolean): number {
  const whole = Math.floor(bound);
  return isOpen && whole === bound ? whole - 1 : whole;
}
