import { mayTouchApp, pickOptions } from '../catalog/index.ts';
import { isJsonObject, type JsonObject, type PickList, type Place, type Problem } from '../model/index.ts';
import type { StepUnderCheck } from './fits-schema.ts';
import { unknownName } from './unknown-name.ts';

/** Lists whose entries must exist, and what a problem about them is called. Tools are looked at with their arguments. */
const lists: readonly { pick: PickList; code: string; word: string }[] = [
  { pick: 'member', code: 'unknown-member', word: 'member' },
  { pick: 'team', code: 'unknown-team', word: 'team' },
  { pick: 'template', code: 'unknown-template', word: 'mail template' },
  { pick: 'savedSearch', code: 'unknown-search', word: 'saved search' },
];

/**
 * What parameters marked `x-pick` point to: `unknown-member`, `unknown-team`, `unknown-template`, `unknown-search`,
 * `member-outside-app`. A workspace that lists none of a kind is not asked.
 */
export function checkTargets(
  { rule, workspace }: StepUnderCheck,
  schema: JsonObject,
  params: JsonObject,
  place: Place,
): Problem[] {
  return Object.entries(isJsonObject(schema.properties) ? schema.properties : {}).flatMap(
    ([key, property]) => {
      const value = params[key];
      const list = lists.find(({ pick }) => isJsonObject(property) && property['x-pick'] === pick);
      if (!list || typeof value !== 'string' || value.includes('${')) return [];
      const known = pickOptions(workspace, list.pick).map((option) => String(option.value));
      const at = `${place}.${key}`;
      if (known.length === 0) return [];
      if (!known.includes(value)) return [unknownName(list, value, known, at)];
      return list.pick === 'member' ? checkApps(value) : [];

      function checkApps(id: string): Problem[] {
        const member = workspace.directory.members.find((each) => each.id === id);
        const outside = rule.scope.apps.filter((app) => member && !mayTouchApp(member, app));
        if (!member || outside.length === 0) return [];
        const message = `${member.name} does not belong to ${outside.join(', ')}; the step fails there`;
        return [{ severity: 'error', code: 'member-outside-app', message, at }];
      }
    },
  );
}
