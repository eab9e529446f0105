import { deepEqual } from '../../language/index.ts';
import { formatPlace, isJsonObject, type Json, joinPlaces, type StepRecord } from '../../model/index.ts';
import { isReached } from '../expectations/run-case.ts';
import { show } from '../expectations/subset-differences.ts';
import type { ChangeCause } from './explain-change.ts';

/** Differences named at most. */
const mostDifferences = 3;

/**
 * What two runs that both execute would do differently; null where it is the same. Compared are the steps that are
 * reached, in their order: type, whether they succeed, and effects. Ids, notes and parameters that reach no effect do not count.
 */
export function describeStepChanges(
  before: readonly StepRecord[],
  after: readonly StepRecord[],
): ChangeCause | null {
  const old = before.filter(isReached);
  const now = after.filter(isReached);
  const [oldTypes, nowTypes] = [typesOf(old), typesOf(now)];
  if (!deepEqual(oldTypes, nowTypes)) {
    const text = `actions: ${listWords(oldTypes)} → ${listWords(nowTypes)}`;
    return { cause: text, why: text };
  }
  const found = now.flatMap((step, index) => {
    const earlier = old[index];
    const place = `actions[${after.indexOf(step)}]`;
    return earlier ? stepDifferences(earlier, step, place) : [];
  });
  if (found.length === 0) return null;
  const told = found.slice(0, mostDifferences);
  const tail = found.length > told.length ? [`and ${found.length - told.length} more`] : [];
  return {
    cause: [...told.map(({ cause }) => cause), ...tail].join('; '),
    why: [...told.map(({ why }) => why), ...tail].join('; '),
  };
}

function typesOf(steps: readonly StepRecord[]): string[] {
  return steps.map(({ type }) => type);
}

function listWords(types: readonly string[]): string {
  return types.length === 0 ? 'no step' : types.join(', ');
}

function stepDifferences(before: StepRecord, after: StepRecord, at: string): ChangeCause[] {
  const name = `${at} ${after.type}`;
  if (before.status !== after.status) {
    const cause = `${name}: ${before.status} → ${after.status}`;
    const error = after.error ?? before.error;
    return [{ cause, why: error ? `${cause} (${error.message})` : cause }];
  }
  return differingPlaces(effectsOf(before), effectsOf(after), 'effects').map(({ at: place, from, to }) => ({
    cause: `${name}: ${place}`,
    why: `${name}: ${place} ${from} → ${to}`,
  }));
}

function effectsOf({ effects }: StepRecord): Json {
  return effects.map((effect) => ({ ...effect }));
}

/** The deepest places in which two values differ. */
function differingPlaces(before: Json, after: Json, at: string): { at: string; from: string; to: string }[] {
  if (deepEqual(before, after)) return [];
  if (isJsonObject(before) && isJsonObject(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) => {
      const place = joinPlaces(at, formatPlace([key]));
      const [from, to] = [ownValue(before, key), ownValue(after, key)];
      if (from !== undefined && to !== undefined) return differingPlaces(from, to, place);
      return [{ at: place, from: showOrNothing(from), to: showOrNothing(to) }];
    });
  }
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    return after.flatMap((value, index) => differingPlaces(before[index] ?? null, value, `${at}[${index}]`));
  }
  return [{ at, from: show(before), to: show(after) }];
}

function ownValue(value: { [key: string]: Json }, key: string): Json | undefined {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

function showOrNothing(value: Json | undefined): string {
  return value === undefined ? 'nothing' : show(value);
}
