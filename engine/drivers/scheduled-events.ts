import { type Catalog, packOfApp } from '../catalog/index.ts';
import { scheduleEventType } from '../language/index.ts';
import type { Event, Rule } from '../model/index.ts';

/**
 * The synthetic events on which a scheduled rule fires at a time, one for each app in its scope, in the order of the
 * scope. Their subject is the rule. `at` is the due time as an ISO time.
 */
export function scheduledEvents(rule: Rule, at: string, catalog: Catalog): Event[] {
  return rule.scope.apps.map((app) => ({
    id: `${rule.id}:${app}:${at}`,
    type: scheduleEventType,
    app,
    firedAt: at,
    actor: { kind: 'system', id: 'scheduler' },
    streamId: rule.id,
    streamVersion: 0,
    tenantId: packOfApp(catalog, app)?.workspace.tenant ?? '',
    payload: {},
  }));
}
