import type { RuleLimits } from '../model/index.ts';
import { numberAt, secondsOf } from './quantity.ts';
import { ask, claim, phraseEnd, type Reading, range } from './reading.ts';
import { stem } from './stem.ts';

const beginnings = [
  'at most',
  'no more than',
  'not more than',
  'no more often than',
  'max',
  'maximum',
  'up to',
  '=only',
  'but only',
  'but at most',
];

/** "at most 5 a day", "no more than once an hour per ticket", "with a cooldown of 10 minutes". */
export function readLimits(reading: Reading, subjects: readonly string[]): RuleLimits {
  const limits: RuleLimits = { cooldownSeconds: 0, maxFiresPerDay: null, maxPerMinute: null };
  for (let index = 0; index < reading.tokens.length; index++) {
    const end = frequencyAt(reading, index, limits, subjects) ?? cooldownAt(reading, index, limits);
    if (end !== null) index = end - 1;
  }
  return limits;
}

function frequencyAt(
  reading: Reading,
  index: number,
  limits: RuleLimits,
  subjects: readonly string[],
): number | null {
  const { tokens } = reading;
  const begin = beginnings.map((phrase) => phraseEnd(reading, index, phrase)).find((end) => end !== null);
  if (begin === undefined || begin === null) return null;
  const count = numberAt(reading, begin);
  if (count === null) return null;
  let at = begin + 1;
  if (tokens[at]?.stem === stem('times') || tokens[at]?.lower === 'time') at++;
  if (!['a', 'an', 'per', 'every', 'each', 'in'].includes(tokens[at]?.lower ?? '')) return null;
  at++;
  const every = numberAt(reading, at);
  if (every !== null) at++;
  const unit = secondsOf(tokens[at]?.lower ?? '');
  if (unit === null) return null;
  at++;
  const seconds = unit * (every ?? 1);
  const per = perSubject(reading, at);
  const end = per?.end ?? at;
  if (count === 1 && (per !== null || seconds !== 86_400)) {
    limits.cooldownSeconds = seconds;
    claim(reading, 'limits.cooldownSeconds', ...range(index, at));
    if (per && subjects.includes(per.subject)) claim(reading, 'limits.cooldownSeconds', ...range(at, end));
    else {
      const [subject = 'subject'] = subjects;
      const words = per ? ([at, end] as const) : ([index, at] as const);
      claim(reading, 'limits.cooldownSeconds', ...range(at, end));
      ask(
        reading,
        words[0],
        words[1],
        `A pause between firings counts for each ${subject} by itself. Is that what you mean?`,
        [
          {
            label: `Per ${subject}`,
            instead: per
              ? `per ${subject}`
              : `${reading.sentence.slice(tokens[index]?.start, tokens[at - 1]?.end)} per ${subject}`,
          },
        ],
      );
    }
    return end;
  }
  if (per === null && seconds === 86_400 && Number.isInteger(count) && count >= 1) {
    limits.maxFiresPerDay = count;
    claim(reading, 'limits.maxFiresPerDay', ...range(index, at));
    return at;
  }
  if (per === null && seconds === 60 && Number.isInteger(count) && count >= 1) {
    limits.maxPerMinute = count;
    claim(reading, 'limits.maxPerMinute', ...range(index, at));
    return at;
  }
  ask(
    reading,
    index,
    end,
    'A rule can be limited per day, per minute, or to once in a while for each subject. Which of these?',
  );
  return end;
}

/** "per customer", "for the same ticket". */
function perSubject(reading: Reading, index: number): { subject: string; end: number } | null {
  const { tokens } = reading;
  const first = tokens[index]?.lower;
  if (first !== 'per' && first !== 'for') return null;
  let at = index + 1;
  while (['each', 'every', 'the', 'same', 'a', 'one'].includes(tokens[at]?.lower ?? '')) at++;
  const word = tokens[at];
  return word?.kind === 'word' ? { subject: word.lower.replace(/s$/, ''), end: at + 1 } : null;
}

function cooldownAt(reading: Reading, index: number, limits: RuleLimits): number | null {
  const begin = phraseEnd(reading, index, 'cooldown') ?? phraseEnd(reading, index, 'pause of');
  if (begin === null) return null;
  const at = reading.tokens[begin]?.lower === 'of' ? begin + 1 : begin;
  const count = numberAt(reading, at);
  const unit = secondsOf(reading.tokens[at + 1]?.lower ?? '');
  if (count === null || unit === null) return null;
  limits.cooldownSeconds = Math.round(count * unit);
  claim(reading, 'limits.cooldownSeconds', ...range(index, at + 2));
  return at + 2;
}
