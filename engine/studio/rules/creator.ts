import { type Catalog, packOfActionType, packOfApp, packOfEventType } from '../../catalog/index.ts';
import { isJsonObject } from '../../model/index.ts';

/**
 * Whom a new rule runs as when it does not say: the default creator of the workspace it is for, told by its event
 * type, its apps or its actions; else the author. A rule that runs as nobody known could not even mail its creator.
 */
export function creatorFor(value: unknown, catalog: Catalog, author: string): string {
  if (!isJsonObject(value)) return author;
  const trigger = isJsonObject(value.trigger) ? value.trigger : {};
  const scope = isJsonObject(value.scope) ? value.scope : {};
  const apps = Array.isArray(scope.apps) ? scope.apps : [];
  const actions = Array.isArray(value.actions) ? value.actions : [];
  const packs = [
    typeof trigger.eventType === 'string' ? packOfEventType(catalog, trigger.eventType) : undefined,
    ...apps.map((app) => (typeof app === 'string' ? packOfApp(catalog, app) : undefined)),
    ...actions.map((step) =>
      isJsonObject(step) && typeof step.type === 'string' ? packOfActionType(catalog, step.type) : undefined,
    ),
  ];
  return packs.find((pack) => pack !== undefined)?.workspace.defaultCreator ?? author;
}
