import type { KeyboardEvent } from 'react';

/** Whether this is Enter with a modifier, which is the studio's and not a field's: a list that is open leaves it alone. */
export function isStudioEnter(event: KeyboardEvent): boolean {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return false;
  // So the combobox library is told to keep its hands off.
  Object.assign(event.nativeEvent, { preventDownshiftDefault: true });
  return true;
}
