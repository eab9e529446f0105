import type { Schedule } from '../model/index.ts';
import { numberAt, secondsOf } from './quantity.ts';
import { ask, claim, isFree, type Reading } from './reading.ts';
import { weekdays } from './words/common.ts';

/** What a sentence says about the clock. */
export interface ScheduleReading {
  schedule: Schedule | null;
  /** Something about the clock was said that no schedule can be. */
  isAsked: boolean;
  /** Where it was said; -1 when nothing was. */
  index: number;
}

const place = 'trigger.schedule';
const steady: Readonly<Record<string, number>> = { hourly: 60, daily: 1440, weekly: 10_080 };

/** "every 4 hours", "each Monday at 8am UTC", "daily at 9", "once a week". Times are UTC, as schedules are. */
export function readSchedule(reading: Reading): ScheduleReading {
  const { tokens } = reading;
  const found: { minutes: number | null; weekday: number | null; index: number } = {
    minutes: null,
    weekday: null,
    index: -1,
  };
  let isAsked = false;
  for (let index = 0; index < tokens.length; index++) {
    if (!isFree(reading, index) || tokens[index]?.kind !== 'word') continue;
    const repeat = repeatAt(reading, index);
    if (!repeat) continue;
    if (repeat.kind === 'workdays') {
      ask(
        reading,
        index,
        repeat.end,
        'A schedule runs every day or on one day of the week. Which do you want?',
        [
          { label: 'Every day', instead: 'every day' },
          ...weekdays
            .slice(0, 5)
            .map((day) => ({ label: `Every ${title(day)}`, instead: `every ${title(day)}` })),
        ],
      );
      isAsked = true;
    } else if (found.index >= 0) {
      continue;
    } else if (repeat.kind === 'day') {
      found.weekday = repeat.weekday;
      found.index = index;
    } else {
      found.minutes = repeat.minutes;
      found.index = index;
    }
    claim(reading, place, ...between(index, repeat.end));
    index = repeat.end - 1;
  }
  if (found.index < 0) return { schedule: null, isAsked, index: -1 };
  const time = timeOf(reading);
  if (time === 'impossible') return { schedule: null, isAsked: true, index: found.index };
  if (found.weekday !== null || (time !== null && found.minutes === 1440)) {
    if (time === null) {
      ask(reading, found.index, found.index + 2, 'At what time, in UTC?', [
        { label: 'At 08:00', instead: `every ${title(weekdays[(found.weekday ?? 1) - 1] ?? '')} at 08:00` },
        { label: 'At 09:00', instead: `every ${title(weekdays[(found.weekday ?? 1) - 1] ?? '')} at 09:00` },
      ]);
      return { schedule: null, isAsked: true, index: found.index };
    }
    const day = found.weekday === null ? {} : { weekday: found.weekday };
    return { schedule: { kind: 'daily-utc', ...time, ...day }, isAsked, index: found.index };
  }
  const minutes = found.minutes ?? 0;
  if (!Number.isInteger(minutes) || minutes < 5 || minutes > 525_600 || time !== null) {
    const words = reading.places.flatMap((at, index) => (at === place ? [index] : []));
    ask(
      reading,
      words[0] ?? 0,
      (words.at(-1) ?? 0) + 1,
      'Schedules run every 5 minutes or more seldom, up to once a year; or at a time of day, daily or weekly. When should this run?',
      [
        { label: 'Every 5 minutes', instead: 'Every 5 minutes' },
        { label: 'Every hour', instead: 'Every hour' },
      ],
    );
    return { schedule: null, isAsked: true, index: found.index };
  }
  return { schedule: { kind: 'every', minutes }, isAsked, index: found.index };
}

type Repeat =
  | { kind: 'minutes'; minutes: number; end: number }
  | { kind: 'day'; weekday: number; end: number }
  | { kind: 'workdays'; end: number };

function repeatAt(reading: Reading, index: number): Repeat | null {
  const { tokens } = reading;
  const word = tokens[index]?.lower ?? '';
  const next = tokens[index + 1]?.lower ?? '';
  if (word === 'weekdays' || word === 'workdays') return { kind: 'workdays', end: index + 1 };
  if (Object.hasOwn(steady, word)) return { kind: 'minutes', minutes: steady[word] ?? 0, end: index + 1 };
  if (word === 'once' && (next === 'a' || next === 'an' || next === 'every' || next === 'per')) {
    return unitAt(reading, index + 2, 1);
  }
  if (word === 'every' || word === 'each') {
    if (next === 'weekday' || next === 'workday') return { kind: 'workdays', end: index + 2 };
    const day = weekdayOf(next);
    if (day !== null) return { kind: 'day', weekday: day, end: index + 2 };
    const part = { morning: 'day', evening: 'day', night: 'day' }[next];
    if (part !== undefined) return { kind: 'minutes', minutes: 1440, end: index + 2 };
    if (next === 'other') return null;
    const count = numberAt(reading, index + 1);
    return count === null ? unitAt(reading, index + 1, 1) : unitAt(reading, index + 2, count);
  }
  if (word === 'on') {
    const day = next.endsWith('s') ? weekdayOf(next) : null;
    if (day !== null) return { kind: 'day', weekday: day, end: index + 2 };
  }
  return null;
}

function unitAt(reading: Reading, index: number, count: number): Repeat | null {
  const seconds = secondsOf(reading.tokens[index]?.lower ?? '');
  return seconds === null ? null : { kind: 'minutes', minutes: (seconds * count) / 60, end: index + 1 };
}

function weekdayOf(word: string): number | null {
  const index = weekdays.findIndex((day) => day === word || `${day}s` === word);
  return index < 0 ? null : index + 1;
}

/** The time of day, claimed; "UTC" with it. A time zone other than UTC stays unread, and so becomes a question. */
function timeOf(reading: Reading): { hour: number; minute: number } | 'impossible' | null {
  const { tokens } = reading;
  for (let index = 0; index < tokens.length; index++) {
    const before = tokens[index - 1]?.lower;
    if (before !== 'at' || !isFree(reading, index)) continue;
    const word = tokens[index]?.lower ?? '';
    const named = { noon: 12, midday: 12, midnight: 0 }[word];
    const match = /^(\d{1,2})(?::(\d{2}))?(am|pm)?$/.exec(word);
    if (named === undefined && !match) continue;
    let end = index + 1;
    let half = match?.[3];
    const next = tokens[end]?.lower;
    if (!half && (next === 'am' || next === 'pm')) {
      half = next;
      end++;
    }
    if (tokens[end]?.lower === "o'clock") end++;
    if (['utc', 'gmt'].includes(tokens[end]?.lower ?? '')) end++;
    claim(reading, place, ...between(index, end));
    const given = named ?? Number(match?.[1]);
    const hour = half === 'pm' && given < 12 ? given + 12 : half === 'am' && given === 12 ? 0 : given;
    const minute = Number(match?.[2] ?? 0);
    if (hour > 23 || minute > 59) {
      ask(reading, index, end, 'There is no such time of day. When should this run, in UTC?', [
        { label: 'At 09:00', instead: '09:00' },
      ]);
      return 'impossible';
    }
    return { hour, minute };
  }
  return null;
}

function between(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, offset) => from + offset);
}

function title(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
