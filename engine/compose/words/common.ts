import type { Operator } from '../../model/index.ts';

/** How comparisons are said, longest first among those that begin alike. */
export const comparisons: readonly { phrase: string; op: Operator }[] = [
  { phrase: 'more than', op: 'gt' },
  { phrase: 'greater than', op: 'gt' },
  { phrase: 'higher than', op: 'gt' },
  { phrase: 'longer than', op: 'gt' },
  { phrase: 'over', op: 'gt' },
  { phrase: 'above', op: 'gt' },
  { phrase: 'at least', op: 'gte' },
  { phrase: 'no less than', op: 'gte' },
  { phrase: 'less than', op: 'lt' },
  { phrase: 'lower than', op: 'lt' },
  { phrase: 'fewer than', op: 'lt' },
  { phrase: 'shorter than', op: 'lt' },
  { phrase: 'below', op: 'lt' },
  { phrase: 'under', op: 'lt' },
  { phrase: 'at most', op: 'lte' },
  { phrase: 'no more than', op: 'lte' },
  { phrase: 'up to', op: 'lte' },
  { phrase: '=contains', op: 'contains' },
  { phrase: '=contain', op: 'contains' },
  { phrase: '=containing', op: 'contains' },
  { phrase: '=includes', op: 'contains' },
  { phrase: '=including', op: 'contains' },
  { phrase: '=mentions', op: 'contains' },
  { phrase: '=mentioning', op: 'contains' },
  { phrase: 'starts with', op: 'starts_with' },
  { phrase: 'begins with', op: 'starts_with' },
  { phrase: 'ends with', op: 'ends_with' },
  { phrase: '=>', op: 'gt' },
  { phrase: '=<', op: 'lt' },
  { phrase: '=>=', op: 'gte' },
  { phrase: '=<=', op: 'lte' },
];

/** Seconds. */
export const units: Readonly<Record<string, number>> = {
  second: 1,
  minute: 60,
  min: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
};

export const languages: Readonly<Record<string, string>> = {
  english: 'en',
  german: 'de',
  spanish: 'es',
  french: 'fr',
  italian: 'it',
  portuguese: 'pt',
  dutch: 'nl',
  polish: 'pl',
  turkish: 'tr',
};

export const countries: Readonly<Record<string, string>> = {
  germany: 'DE',
  spain: 'ES',
  france: 'FR',
  italy: 'IT',
  portugal: 'PT',
  netherlands: 'NL',
  poland: 'PL',
  turkey: 'TR',
  austria: 'AT',
  switzerland: 'CH',
};

export const numbers: Readonly<Record<string, number>> = {
  one: 1,
  once: 1,
  two: 2,
  twice: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  eight: 8,
  ten: 10,
  twelve: 12,
};

export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
