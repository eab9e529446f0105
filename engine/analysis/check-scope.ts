import { type Catalog, packOfEventType } from '../catalog/index.ts';
import type { Problem, Rule } from '../model/index.ts';
import { unknownName } from './unknown-name.ts';

/** `empty-scope`, `unknown-app`, `app-of-other-pack` (its events never have the trigger's type), `duplicate-app`. */
export function checkScope(rule: Rule, catalog: Catalog): Problem[] {
  const { apps } = rule.scope;
  const pack = rule.trigger.kind === 'event' ? packOfEventType(catalog, rule.trigger.eventType) : undefined;
  const own = pack?.directory.apps.map(({ id }) => id);
  if (apps.length === 0) {
    const message = 'the scope is empty: the rule never fires';
    const replacement = own?.length === 1 ? { replacement: own } : {};
    const fix = 'choose the apps it is for';
    return [{ severity: 'warning', code: 'empty-scope', message, at: 'scope.apps', fix, ...replacement }];
  }
  return apps.flatMap((app, index): Problem[] => {
    const at = `scope.apps[${index}]`;
    if (apps.indexOf(app) < index) {
      const message = `the app "${app}" is listed twice`;
      return [{ severity: 'hint', code: 'duplicate-app', message, at, fix: 'remove one' }];
    }
    if (!catalog.apps.has(app)) {
      return [unknownName({ code: 'unknown-app', word: 'app' }, app, own ?? catalog.apps.keys(), at)];
    }
    if (!own || own.length === 0 || own.includes(app)) return [];
    const message = `the app "${app}" belongs to another workspace than the rule's events; it never fires there`;
    return [
      { severity: 'error', code: 'app-of-other-pack', message, at, fix: `apps there are: ${own.join(', ')}` },
    ];
  });
}
