import { isCloudEvent } from './cloud-event.ts';
import type { Event } from './event.ts';
import type { InputIssue } from './input-error.ts';
import { joinPlaces } from './place.ts';
import { type EventDefaults, readEventValue } from './read.ts';
import { failure, type Result, success } from './result.ts';

/** Reads one event from a CloudEvents envelope; a value that is none is refused. */
export function readCloudEvent(value: unknown, defaults: EventDefaults): Result<Event, InputIssue[]> {
  if (isCloudEvent(value)) return readEventValue(value, defaults);
  return failure([{ code: 'invalid', message: 'a CloudEvents envelope has a "specversion"', at: '' }]);
}

/** Reads a batch: a list of envelopes. Issues name the position in it; one that cannot be read fails the batch. */
export function readCloudEvents(value: unknown, defaults: EventDefaults): Result<Event[], InputIssue[]> {
  if (!Array.isArray(value)) {
    return failure([{ code: 'invalid', message: 'a batch of CloudEvents is a list', at: '' }]);
  }
  const issues: InputIssue[] = [];
  const events: Event[] = [];
  for (const [index, envelope] of value.entries()) {
    const read = readCloudEvent(envelope, defaults);
    if (read.ok) events.push(read.value);
    else issues.push(...read.error.map((issue) => ({ ...issue, at: joinPlaces(`[${index}]`, issue.at) })));
  }
  return issues.length === 0 ? success(events) : failure(issues);
}
