import type { Catalog } from '../catalog/index.ts';
import { checkFilter, checkTemplates } from '../language/index.ts';
import type { Problem, Rule } from '../model/index.ts';
import { checkCreator } from './check-creator.ts';
import { checkParams } from './check-params.ts';
import { checkScope } from './check-scope.ts';
import { checkTrigger } from './check-trigger.ts';
import { comparePlaces } from './compare-places.ts';
import { checkMeaning } from './meaning/check-meaning.ts';

/**
 * Everything to know about a rule before it runs, sorted by place. Errors are what keeps it, or a part of it, from
 * working; warnings what is probably not meant; hints what is worth knowing. Codes are stable; each has an entry in
 * docs/problems.md.
 */
export function checkRule(rule: Rule, catalog: Catalog): Problem[] {
  const conditions = checkFilter(rule, catalog);
  const problems = [
    ...checkTrigger(rule, catalog),
    ...checkScope(rule, catalog),
    ...conditions,
    ...checkMeaning(rule, catalog, conditions),
    ...checkParams(rule, catalog),
    ...checkTemplates(rule, catalog),
    ...checkCreator(rule, catalog),
  ];
  return problems.toSorted((a, b) => comparePlaces(a.at, b.at));
}
