import type { Reading } from './reading.ts';
import { stem } from './stem.ts';
import { numbers, units } from './words/common.ts';

export interface Quantity {
  value: number;
  unit: 'plain' | 'seconds' | 'money' | 'percent';
  end: number;
}

/** A number with its unit at `index`: `30 minutes` in seconds, `5,000 euros` in cents. */
export function quantityAt(reading: Reading, index: number): Quantity | null {
  const { tokens } = reading;
  const sign = tokens[index]?.text;
  const start = sign === '€' || sign === '$' ? index + 1 : index;
  const value = numberAt(reading, start);
  if (value === null) return null;
  const next = tokens[start + 1];
  const end = start + 2;
  if (start > index) return { value: Math.round(value * 100), unit: 'money', end: start + 1 };
  if (next?.kind === 'word' || next?.kind === 'mark') {
    const seconds = secondsOf(next.lower);
    if (seconds !== null) return { value: value * seconds, unit: 'seconds', end };
    if (/^(euros?|eur|€|dollars?|usd|\$|pounds?|gbp)$/.test(next.lower)) {
      return { value: Math.round(value * 100), unit: 'money', end };
    }
    if (/^cents?$/.test(next.lower)) return { value, unit: 'money', end };
    if (/^(percent|%)$/.test(next.lower)) return { value, unit: 'percent', end };
  }
  return { value, unit: 'plain', end: start + 1 };
}

export function numberAt(reading: Reading, index: number): number | null {
  const token = reading.tokens[index];
  if (token?.kind === 'word')
    return Object.hasOwn(numbers, token.lower) ? (numbers[token.lower] ?? null) : null;
  if (token?.kind !== 'number' || !/^[\d,.]+$/.test(token.text)) return null;
  return Number(token.text.replaceAll(',', ''));
}

/** Seconds of a unit of time; null for any other word. */
export function secondsOf(word: string): number | null {
  const found = Object.entries(units).find(
    ([unit]) => unit === word || `${unit}s` === word || stem(unit) === word,
  );
  return found ? found[1] : null;
}
