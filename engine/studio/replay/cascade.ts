import { type Cause, causesAmong, raisedBy } from '../../analysis/index.ts';
import { type Catalog, findEventType } from '../../catalog/index.ts';
import type { Explanation } from '../../contract/index.ts';
import type { Event, Rule } from '../../model/index.ts';

type Raised = Explanation['raised'][number];

/** An event at this depth is skipped: rules that set each other off come to an end there (design, safety). */
const deepest = 5;
/** Searches for events that a rule could match; beyond them nothing more is claimed. */
const mostSearches = 4000;

/**
 * What the rules that run could set off, and what that could set off in turn, down to where chains are cut. A rule that
 * was set off before is told of once more, as a loop, and not followed again.
 */
export function cascadeOf(
  running: readonly Rule[],
  all: readonly Rule[],
  event: Event,
  catalog: Catalog,
): Raised[] {
  const waiting = all.filter((rule) => rule.enabled && rule.trigger.kind === 'event');
  const reachable = reachableFrom(running, waiting, catalog);
  const causes = causesAmong(reachable, catalog, undefined, { left: mostSearches });
  const nameOf = new Map(all.map(({ id, name }) => [id, name]));
  const seen = new Set(running.map(({ id }) => id));
  const raised: Raised[] = [];
  let sources = [...running];
  for (let depth = (event.causedBy?.depth ?? 0) + 1; sources.length > 0 && depth <= deepest; depth++) {
    const next = new Set<string>();
    for (const eventType of typesRaisedBy(sources, catalog)) {
      const by = sources.filter((rule) => typesRaisedBy([rule], catalog).includes(eventType));
      const mine = causes.filter(
        (cause) => cause.eventType === eventType && by.some(({ id }) => id === cause.from),
      );
      const rules = setOffBy(mine).map(({ id, isCertain }) => {
        const isLoop = seen.has(id);
        if (!isLoop) next.add(id);
        return { id, name: nameOf.get(id) ?? id, isCertain, isLoop };
      });
      const title = findEventType(catalog, eventType)?.title ?? eventType;
      raised.push({ eventType, title, depth, by: by.map(({ name }) => name), rules });
    }
    for (const id of next) seen.add(id);
    sources = waiting.filter(({ id }) => next.has(id));
  }
  return raised;
}

function typesRaisedBy(rules: readonly Rule[], catalog: Catalog): string[] {
  return [...new Set(rules.flatMap(({ actions }) => actions.flatMap((step) => raisedBy(step, catalog))))];
}

/** The rules themselves, and all that wait for what they raise, however far down. */
function reachableFrom(running: readonly Rule[], waiting: readonly Rule[], catalog: Catalog): Rule[] {
  const found = new Map(running.map((rule) => [rule.id, rule]));
  let newest = [...running];
  while (newest.length > 0) {
    const types = typesRaisedBy(newest, catalog);
    newest = waiting.filter(
      ({ id, trigger }) => !found.has(id) && trigger.kind === 'event' && types.includes(trigger.eventType),
    );
    for (const rule of newest) found.set(rule.id, rule);
  }
  return [...found.values()];
}

/** Each rule once; it is certain that it can fire where one cause proves it. */
function setOffBy(causes: readonly Cause[]): { id: string; isCertain: boolean }[] {
  const ids = [...new Set(causes.map(({ to }) => to))];
  return ids.map((id) => ({
    id,
    isCertain: causes.some(({ to, verdict }) => to === id && verdict === 'yes'),
  }));
}
