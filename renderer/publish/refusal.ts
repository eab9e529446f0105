import { appTitle, type Catalog } from '../../engine/catalog/index.ts';
import type { PlanItem } from '../../engine/contract/index.ts';
import { problemText } from '../words/problem-words.ts';
import { listText } from '../words/values.ts';

/** What is known of whoever publishes. */
interface Publisher {
  token: { name: string };
  scopes: readonly string[];
  member: { name: string };
  role: string;
  editableApps: readonly string[];
}

type Change = Pick<PlanItem, 'kind' | 'apps' | 'problems' | 'before' | 'after'>;

/** Why the workspace would refuse this change, as far as is known here; it decides itself. */
export function refusalOf(item: Change, me: Publisher | null, catalog: Catalog): string | null {
  if (item.kind === 'conflict' || item.kind === 'unchanged') return null;
  if (me && !me.scopes.includes('rules:write')) return `The token “${me.token.name}” may not change rules.`;
  const foreign = me ? item.apps.filter((app) => !me.editableApps.includes(app)) : [];
  if (me && foreign.length > 0) {
    const apps = listText(foreign.map((app) => appTitle(catalog, app)));
    return `${me.member.name} (${me.role}) may not change rules for ${apps}.`;
  }
  const error = item.problems.find(({ severity }) => severity === 'error');
  const rule = item.after ?? item.before;
  if (!error) return null;
  return `It has an error: ${rule ? problemText(error.message, rule, catalog) : error.message}.`;
}
