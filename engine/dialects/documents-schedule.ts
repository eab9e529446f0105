import {
  failure,
  type InputIssue,
  isJsonObject,
  type JsonObject,
  joinPlaces,
  type Place,
  type Result,
  readWith,
  type Schedule,
  schedule,
} from '../model/index.ts';

/**
 * Reads the schedule of a trigger. We write `schedule: {kind: "every", minutes}` or
 * `schedule: {kind: "daily-utc", hour, minute, weekday?}`; also read are the same fields beside the trigger's `kind`,
 * and the short name `schedule: "every-240-minutes"`.
 */
export function readSchedule(trigger: {
  kind: 'schedule';
  [key: string]: unknown;
}): Result<Schedule, InputIssue[]> {
  const { kind: _kind, schedule: nested, ...beside } = trigger;
  if (nested === undefined) return readAt('trigger', withKind(beside));
  const [unknown] = Object.keys(beside);
  if (unknown !== undefined) {
    return failure([
      { code: 'invalid', message: `unknown key "${unknown}"`, at: joinPlaces('trigger', unknown) },
    ]);
  }
  const every = typeof nested === 'string' ? /^every-(\d{1,6})-minutes$/.exec(nested) : null;
  if (every) return readAt('trigger.schedule', { kind: 'every', minutes: Number(every[1]) });
  return readAt('trigger.schedule', isJsonObject(nested) ? withKind(nested) : nested);
}

export function writeSchedule(schedule: Schedule): JsonObject {
  if (schedule.kind === 'every') return { kind: schedule.kind, minutes: schedule.minutes };
  const { kind, hour, minute, weekday } = schedule;
  return { kind, hour, minute, ...(weekday === undefined ? {} : { weekday }) };
}

/** Interval and time of day tell themselves apart by their fields. */
function withKind(fields: Record<string, unknown>): Record<string, unknown> {
  if ('kind' in fields) return fields;
  return { kind: 'minutes' in fields ? 'every' : 'daily-utc', ...fields };
}

function readAt(at: Place, value: unknown): Result<Schedule, InputIssue[]> {
  const read = readWith(schedule, value);
  if (read.ok) return read;
  return failure(read.error.map((issue) => ({ ...issue, at: joinPlaces(at, issue.at) })));
}
