import { pickOptions } from '../../../engine/catalog/index.ts';
import type { JsonObject, PickList } from '../../../engine/model/index.ts';
import type { ComboboxOption } from '../../design/combobox-option.ts';
import { packsOfRule } from '../../words/rule-words.ts';
import type { FieldContext } from './field-context.ts';

/** What a parameter may be picked from, in the workspaces the rule belongs to. Members are those of the right apps. */
export function pickChoices({ rule, catalog }: FieldContext, list: PickList): ComboboxOption[] {
  return packsOfRule(rule, catalog)
    .flatMap((pack) => {
      const apart = new Set(
        pack.directory.members
          .filter((member) => list === 'member' && !isOfScope(member, rule.scope.apps))
          .map((member) => member.id),
      );
      return pickOptions(pack, list).filter((option) => !apart.has(String(option.value)));
    })
    .map((option) => {
      const value = String(option.value);
      const detail = [option.label, option.detail ?? '']
        .filter((word) => word !== '' && word !== value)
        .join(' · ');
      return { value, label: value, detail };
    });
}

function isOfScope(member: { role: string; apps: string[] }, apps: readonly string[]): boolean {
  if (apps.length === 0 || member.role === 'owner' || member.role === 'admin') return true;
  return apps.some((app) => member.apps.includes(app));
}

/** Names that a free set of values is known to want: the variables of the mail template beside it. */
export function wantedNames({ rule, catalog }: FieldContext, name: string, params: JsonObject): string[] {
  if (name !== 'variables' || typeof params.template !== 'string') return [];
  const templates = packsOfRule(rule, catalog).flatMap((pack) => pack.directory.templates);
  return templates.find(({ id }) => id === params.template)?.variables ?? [];
}
