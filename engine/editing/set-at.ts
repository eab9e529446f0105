import {
  isJsonObject,
  type Json,
  type Place,
  type PlaceSegment,
  parsePlace,
  type Rule,
  readRuleValue,
} from '../model/index.ts';
import type { Edit } from './edit.ts';

/** Sets one value anywhere in a rule; null where the place does not exist or the outcome is no rule. */
export function setAtPlace(rule: Rule, at: Place, value: Json, label: string): Edit | null {
  const text = JSON.stringify(rule);
  const changed = setIn(JSON.parse(text), parsePlace(at), value);
  if (changed === null) return null;
  const read = readRuleValue(changed);
  return read.ok ? { rule: read.value, label } : null;
}

function setIn(target: Json, segments: readonly PlaceSegment[], value: Json): Json | null {
  const [segment, ...rest] = segments;
  if (segment === undefined) return value;
  if (Array.isArray(target)) {
    if (typeof segment !== 'number' || segment > target.length) return null;
    const inner = rest.length === 0 ? value : setIn(target[segment] ?? null, rest, value);
    return inner === null && rest.length > 0 ? null : target.toSpliced(segment, 1, inner);
  }
  if (!isJsonObject(target) || typeof segment !== 'string') return null;
  const inner = rest.length === 0 ? value : setIn(target[segment] ?? null, rest, value);
  return inner === null && rest.length > 0 ? null : { ...target, [segment]: inner };
}
