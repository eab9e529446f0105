import type { Catalog } from '../../engine/catalog/index.ts';
import { filterNodeAt } from '../../engine/editing/index.ts';
import { listEventPaths, listItemPaths, type PathEntry, schemaTypes } from '../../engine/language/index.ts';
import {
  type Event,
  isAnyItem,
  isEveryItem,
  type Place,
  type Rule,
  type Trigger,
} from '../../engine/model/index.ts';
import { rememberLast } from '../state/remember-last.ts';

/** An edit of a condition leaves them as they are, and walking a schema takes a good part of a frame. */
const eventPaths = rememberLast((catalog: Catalog, trigger: Trigger, sample: Event | undefined) =>
  listEventPaths(catalog, trigger, sample),
);

/** The list whose items a place speaks of: that of the innermost item group around it; null outside of any. */
export function itemListAt(rule: Rule, at: Place): string | null {
  for (let end = at.lastIndexOf('.where'); end > 0; end = at.lastIndexOf('.where', end - 1)) {
    const owner = filterNodeAt(rule, at.slice(0, end));
    if (owner && isAnyItem(owner)) return owner.anyItem;
    if (owner && isEveryItem(owner)) return owner.everyItem;
  }
  return null;
}

/** Every path that a condition at a place may compare: those of the item it speaks of first, then the event's. */
export function pathsAt(catalog: Catalog, rule: Rule, at: Place, sample?: Event): PathEntry[] {
  const list = itemListAt(rule, at);
  const ofItem = list === null ? [] : listItemPaths(catalog, rule.trigger, list);
  return [...ofItem, ...eventPaths(catalog, rule.trigger, sample)];
}

/** The lists of an event: what some or every item can be asked of. */
export function listsOf(entries: readonly PathEntry[]): PathEntry[] {
  return entries.filter(({ schema }) => schemaTypes(schema).has('array'));
}
