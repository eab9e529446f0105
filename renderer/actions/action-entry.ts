import type { MenuEntry } from '../design/Menu.tsx';
import { get } from '../state/store.ts';
import { findAction } from './all-actions.ts';

/** An interface action as an entry of a menu, with its keys. */
export function actionEntry(id: string, startsGroup = false): MenuEntry {
  const action = findAction(id);
  return {
    label: action.label,
    keys: action.keys[0],
    isDisabled: !action.isEnabled(get()),
    startsGroup,
    run: () => action.run(get()),
  };
}
