import { type Catalog, findActionType } from '../../catalog/index.ts';
import { deepEqual } from '../../language/index.ts';
import {
  type ActionStep,
  formatPlace,
  isJsonObject,
  type Json,
  type PlaceSegment,
  type Retry,
} from '../../model/index.ts';
import { matchLists } from './match-lists.ts';
import { type Change, durationWords, valueWords } from './words.ts';

/** Differences between two chains of steps; a step is the same where its id is, or all of it but the id. */
export function stepChanges(
  before: readonly ActionStep[],
  after: readonly ActionStep[],
  catalog: Catalog,
): Change[] {
  const changes: Change[] = [];
  const renamed = new Map<string, string>();
  const gone = before.filter((step) => !after.some(({ id }) => id === step.id));
  for (const step of after) {
    if (before.some(({ id }) => id === step.id)) continue;
    const index = gone.findIndex((each) => sameButId(each, step));
    const [old] = index < 0 ? [] : gone.splice(index, 1);
    if (old) renamed.set(step.id, old.id);
  }
  const match = matchLists(before, after, ({ id }) => renamed.get(id) ?? id);
  const title = (step: ActionStep) => titleOf(step, catalog);
  for (const { item, from } of match.removed)
    changes.push({ text: `removes ${title(item)}`, at: `actions[${from}]` });
  for (const { item, to } of match.added) {
    changes.push({ text: `adds ${title(item)}${positionOf(to, after, catalog)}`, at: `actions[${to}]` });
  }
  for (const { before: old, after: now, to, isMoved } of match.same) {
    const at = `actions[${to}]`;
    if (isMoved) changes.push({ text: `moves ${title(now)}${positionOf(to, after, catalog)}`, at });
    if (old.id !== now.id)
      changes.push({ text: `renames the step ${old.id} to ${now.id} (${title(now)})`, at: `${at}.id` });
    changes.push(...changesOfStep(old, now, at, catalog));
  }
  return changes;
}

function changesOfStep(old: ActionStep, now: ActionStep, at: string, catalog: Catalog): Change[] {
  const name = titleOf(now, catalog);
  const changes: Change[] = [];
  if (old.type !== now.type)
    changes.push({ text: `replaces ${titleOf(old, catalog)} by ${name}`, at: `${at}.type` });
  for (const change of valueChanges(old.params, now.params, [])) {
    // What is gone has no place in the later version but that of what it was in.
    const place = change.kind === 'removed' ? change.place.slice(0, -1) : change.place;
    changes.push({
      text: `${name}: ${valueChangeWords(change)}`,
      at: `${at}.${formatPlace(['params', ...place])}`,
    });
  }
  if (!deepEqual(retryJson(old.retry), retryJson(now.retry))) {
    changes.push({ text: `${name}: ${retryWords(old.retry)} → ${retryWords(now.retry)}`, at: `${at}.retry` });
  }
  if (old.onError !== now.onError) {
    const words = { continue: 'goes on when it fails', stop: 'stops when it fails' };
    const text = now.onError === undefined ? 'does as the rule says when it fails' : words[now.onError];
    changes.push({ text: `${name}: ${text}`, at: `${at}.onError` });
  }
  if ((old.disabled ?? false) !== (now.disabled ?? false)) {
    changes.push({ text: `${now.disabled ? 'disables' : 'enables'} ${name}`, at });
  } else if (old.disabled !== now.disabled) {
    changes.push({ text: `writes ${name} in another way`, at });
  }
  return changes;
}

type ValueChange = { place: PlaceSegment[] } & (
  | { kind: 'added'; to: Json }
  | { kind: 'removed'; from: Json }
  | { kind: 'changed'; from: Json; to: Json }
);

/** The innermost values that differ; lists of different lengths are compared as wholes. */
function valueChanges(from: Json, to: Json, place: readonly PlaceSegment[]): ValueChange[] {
  if (deepEqual(from, to)) return [];
  if (isJsonObject(from) && isJsonObject(to)) {
    return partChanges(new Map(Object.entries(from)), new Map(Object.entries(to)), place);
  }
  if (Array.isArray(from) && Array.isArray(to) && from.length === to.length) {
    return partChanges(new Map(from.entries()), new Map(to.entries()), place);
  }
  return [{ kind: 'changed', place: [...place], from, to }];
}

function partChanges<Key extends PlaceSegment>(
  before: ReadonlyMap<Key, Json>,
  after: ReadonlyMap<Key, Json>,
  place: readonly PlaceSegment[],
): ValueChange[] {
  const kept = [...before].flatMap(([key, from]): ValueChange[] => {
    const to = after.get(key);
    return to === undefined
      ? [{ kind: 'removed', place: [...place, key], from }]
      : valueChanges(from, to, [...place, key]);
  });
  const added = [...after]
    .filter(([key]) => !before.has(key))
    .map(([key, to]): ValueChange => ({ kind: 'added', place: [...place, key], to }));
  return [...kept, ...added];
}

function valueChangeWords(change: ValueChange): string {
  const where = formatPlace(change.place);
  switch (change.kind) {
    case 'added':
      return `adds ${where} ${valueWords(change.to)}`;
    case 'removed':
      return `removes ${where} ${valueWords(change.from)}`;
    case 'changed':
      return `${where} ${valueWords(change.from)} → ${valueWords(change.to)}`;
  }
}

function sameButId(one: ActionStep, other: ActionStep): boolean {
  return one.type === other.type && deepEqual(one.params, other.params);
}

function retryJson(retry: Retry | undefined): Json {
  return retry ? { ...retry } : null;
}

function retryWords(retry: Retry | undefined): string {
  if (!retry) return 'the usual retries';
  const { maxAttempts, initialDelayMs, factor, maxDelayMs, jitter } = retry;
  const delays = `${durationWords(initialDelayMs / 1000)} × ${factor} up to ${durationWords(maxDelayMs / 1000)}`;
  return `${maxAttempts} attempts (${delays}${jitter === 'none' ? ', no jitter' : ''})`;
}

function titleOf({ type }: ActionStep, catalog: Catalog): string {
  return findActionType(catalog, type)?.title ?? type;
}

function positionOf(index: number, steps: readonly ActionStep[], catalog: Catalog): string {
  const next = steps[index + 1];
  if (next) return ` before ${titleOf(next, catalog)}`;
  return steps.length > 1 ? ' at the end' : '';
}
