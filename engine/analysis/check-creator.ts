import { type Catalog, findMember, mayRunRules } from '../catalog/index.ts';
import type { Problem, Rule } from '../model/index.ts';

/** `creator-may-not-run`: every match would be skipped; `creator-without-app`: every step there would fail. */
export function checkCreator(rule: Rule, catalog: Catalog): Problem[] {
  const creator = findMember(catalog, rule.createdBy);
  if (!creator) return [];
  const isKept = creator.active && creator.role !== 'operator' && creator.role !== 'reader';
  if (!isKept) {
    const why = creator.active ? `is ${creator.role}` : 'has left';
    const message = `${creator.name} made the rule, but ${why} and may run no rules; every match is skipped`;
    return [{ severity: 'warning', code: 'creator-may-not-run', message, at: 'createdBy' }];
  }
  return rule.scope.apps.flatMap((app, index): Problem[] => {
    if (!catalog.apps.has(app) || mayRunRules(creator, app)) return [];
    const message = `${creator.name} made the rule, but may not touch the app "${app}"; every step there fails`;
    return [{ severity: 'warning', code: 'creator-without-app', message, at: `scope.apps[${index}]` }];
  });
}
