import type { Catalog } from '../../catalog/index.ts';
import { contentHash, type Rule } from '../../model/index.ts';
import type { Questions } from '../satisfy/find-event.ts';
import { conflictsBetween, type Setting, settingsOf } from './settings.ts';
import { type WantedValues, wantDifferent, wantedValues } from './wanted-values.ts';

/** Pairs of a set that are worth comparing, the earlier rule first. */
export interface RulePairs {
  compared: [earlier: Rule, later: Rule][];
  /** How many more there are, beyond the bound. */
  left: number;
}

/** What is known of a rule without a search. */
interface Profile {
  rule: Rule;
  position: number;
  hash: string;
  settings: readonly Setting[];
  wanted: WantedValues;
}

/**
 * Pairs that may meet one event, at most so many: the same event type, an app that both have, no path of which the two
 * want different values. Where there are more, those that a warning may come of (same content, opposing actions) go
 * before others.
 */
export function rulePairs(
  rules: readonly Rule[],
  catalog: Catalog,
  questions: Questions,
  most: number,
): RulePairs {
  const groups = Map.groupBy(
    rules.flatMap((rule, position) =>
      rule.trigger.kind === 'event'
        ? [{ eventType: rule.trigger.eventType, profile: profileOf(rule, position, catalog, questions) }]
        : [],
    ),
    ({ eventType }) => eventType,
  );
  const urgent: [Profile, Profile][] = [];
  const usual: [Profile, Profile][] = [];
  let total = 0;
  for (const group of groups.values()) {
    for (const [index, { profile: earlier }] of group.entries()) {
      for (const { profile: later } of group.slice(index + 1)) {
        if (!mayMeet(earlier, later)) continue;
        total++;
        const list = mayWarn(earlier, later) ? urgent : usual;
        if (list.length < most) list.push([earlier, later]);
      }
    }
  }
  const compared = [...urgent, ...usual]
    .slice(0, most)
    .toSorted(([a, b], [c, d]) => a.position - c.position || b.position - d.position);
  return { compared: compared.map(([a, b]) => [a.rule, b.rule]), left: total - compared.length };
}

/** The same for rules that are the same in all but the name. */
export function hashWithoutName(rule: Rule): string {
  return contentHash({ ...rule, name: 'x' });
}

function profileOf(rule: Rule, position: number, catalog: Catalog, questions: Questions): Profile {
  const wanted = wantedValues(rule.filter, questions(rule));
  return { rule, position, hash: hashWithoutName(rule), settings: settingsOf(rule, catalog), wanted };
}

function mayMeet(one: Profile, other: Profile): boolean {
  if (!one.rule.scope.apps.some((app) => other.rule.scope.apps.includes(app))) return false;
  return one.hash === other.hash || !wantDifferent(one.wanted, other.wanted);
}

function mayWarn(one: Profile, other: Profile): boolean {
  return one.hash === other.hash || conflictsBetween(one.settings, other.settings).length > 0;
}
