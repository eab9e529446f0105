import { operatorWords } from '../../language/index.ts';
import {
  type FilterNode,
  isAll,
  isAny,
  isAnyItem,
  isLeaf,
  isNot,
  type Json,
  type Place,
  type Schedule,
  type Trigger,
} from '../../model/index.ts';

/** One difference between two versions, in words, with its place: in the later version where it is there. */
export interface Change {
  text: string;
  at: Place;
}

/**
 * Text in quotation marks, a list as `“a” and “b”` (one item: `only “a”`, so that it reads unlike the item itself),
 * anything else as JSON; long values are cut.
 */
export function valueWords(value: Json): string {
  if (typeof value === 'string') return `“${cut(value, 60)}”`;
  if (!Array.isArray(value)) return cut(JSON.stringify(value), 60);
  return value.length === 1 ? `only ${listWords(value, 'and')}` : listWords(value, 'and');
}

function listWords(items: readonly Json[], joiner: 'and' | 'or'): string {
  const words = items.map((item) => (Array.isArray(item) ? JSON.stringify(item) : valueWords(item)));
  const last = words.pop();
  if (last === undefined) return 'an empty list';
  return cut(words.length === 0 ? last : `${words.join(', ')} ${joiner} ${last}`, 60);
}

export function fieldWords(path: string): string {
  return path.replace(/^payload\./, '');
}

/** What a condition asks: `equals “fraud”`, `is one of “fraud” or “card-limit”`. */
export function demandWords(op: keyof typeof operatorWords, value: Json): string {
  if (op === 'exists') return value === false ? 'does not exist' : 'exists';
  const isChoice = (op === 'in' || op === 'nin') && Array.isArray(value);
  return `${operatorWords[op]} ${isChoice ? listWords(value, 'or') : valueWords(value)}`;
}

/** A condition or group as it reads inside a sentence. */
export function nodeWords(node: FilterNode): string {
  if (isLeaf(node)) return `${fieldWords(node.path)} ${demandWords(node.op, node.value)}`;
  if (isNot(node)) return cut(`not (${nodeWords(node.not)})`, 160);
  if (isAny(node)) return cut(`any of (${node.any.map(nodeWords).join('; ')})`, 160);
  if (isAll(node)) return cut(`all of (${node.all.map(nodeWords).join('; ')})`, 160);
  const list = isAnyItem(node)
    ? `some item of ${fieldWords(node.anyItem)}`
    : `every item of ${fieldWords(node.everyItem)}`;
  return cut(`${list}: ${nodeWords(node.where)}`, 160);
}

/** What a node is called: a condition, or the group it is. */
export function kindWords(node: FilterNode): string {
  return isLeaf(node) ? 'the condition' : 'the group';
}

export function triggerWords(trigger: Trigger): string {
  return trigger.kind === 'event' ? trigger.eventType : scheduleWords(trigger.schedule);
}

function scheduleWords(schedule: Schedule): string {
  if (schedule.kind === 'every') return `every ${durationWords(schedule.minutes * 60)}`;
  const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
  const day = schedule.weekday === undefined ? 'daily' : `every ${days[schedule.weekday - 1]}`;
  const two = (value: number) => String(value).padStart(2, '0');
  return `${day} at ${two(schedule.hour)}:${two(schedule.minute)} UTC`;
}

/** Seconds in the largest unit that divides them: `30 minutes`. */
export function durationWords(seconds: number): string {
  const units: readonly [number, string][] = [
    [86_400, 'day'],
    [3600, 'hour'],
    [60, 'minute'],
    [1, 'second'],
  ];
  if (seconds === 0) return '0';
  const [size, word] = units.find(([each]) => seconds % each === 0) ?? [1, 'second'];
  const count = seconds / size;
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
