import type { PlanItem } from '../../contract/index.ts';

/** Whether publishing also switches anything on or off: one sentence, always. */
export function activationWords(items: readonly PlanItem[]): string {
  const touched = items.filter(({ kind }) => kind !== 'unchanged' && kind !== 'conflict');
  const enabling = touched.filter(({ before, after }) => after?.enabled && !before?.enabled);
  const disabling = touched.filter(({ before, after }) => before?.enabled && after && !after.enabled);
  const deleting = touched.filter(({ before, after }) => before?.enabled && !after);
  const live = touched.filter(
    ({ kind, before, after }) => kind === 'change' && before?.enabled && after?.enabled,
  );
  const parts = [
    enabling.length > 0 ? `enables ${names(enabling)}` : 'enables nothing',
    ...(disabling.length > 0 ? [`disables ${names(disabling)}`] : []),
    ...(deleting.length > 0 ? [`stops ${names(deleting)}`] : []),
    ...(live.length > 0 ? [`changes ${names(live)} while it is live`] : []),
  ];
  const last = parts.length > 1 ? `, and ${parts.pop()}` : '';
  return `Publishing ${parts.join(', ')}${last}.`;
}

function names(items: readonly PlanItem[]): string {
  const quoted = items.slice(0, 3).map(({ name }) => `“${name}”`);
  const more = items.length - quoted.length;
  const all = more > 0 ? [...quoted, `${more} more`] : quoted;
  const last = all.length > 1 ? ` and ${all.pop()}` : '';
  return `${all.join(', ')}${last}`;
}
