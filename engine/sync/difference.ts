import type { FieldDifference } from '../contract/index.ts';
import { isJsonObject, type Json, type Rule } from '../model/index.ts';

/** Bookkeeping that no publish changes. */
const ignored = new Set(['id', 'version', 'createdBy']);

/** Every place where two rules differ, the smallest that can be named. Lists are compared position by position. */
export function differences(before: Rule | null, after: Rule | null): FieldDifference[] {
  const found: FieldDifference[] = [];
  if (before === null || after === null) return found;
  compare('', plain(before), plain(after), found);
  return found;
}

function compare(
  at: string,
  before: Json | undefined,
  after: Json | undefined,
  found: FieldDifference[],
): void {
  if (isJsonObject(before) && isJsonObject(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      if (at === '' && ignored.has(key)) continue;
      const place = at === '' ? key : `${at}.${key}`;
      compare(
        place,
        Object.hasOwn(before, key) ? before[key] : undefined,
        Object.hasOwn(after, key) ? after[key] : undefined,
        found,
      );
    }
    return;
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const length = Math.max(before.length, after.length);
    for (let index = 0; index < length; index++)
      compare(`${at}[${index}]`, before[index], after[index], found);
    return;
  }
  if (before === after) return;
  found.push({ at, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) });
}

function plain(rule: Rule): Json {
  return JSON.parse(JSON.stringify(rule));
}
