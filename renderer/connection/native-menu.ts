import type { DesktopBridge, MenuAction } from '../../engine/contract/index.ts';
import { allActions, findAction } from '../actions/all-actions.ts';
import { get, useStudio } from '../state/store.ts';

/** Keeps the desktop's own menu in step with the interface actions. */
export function followWithNativeMenu(bridge: DesktopBridge): void {
  let shown = '';
  const update = (): void => {
    const entries = menuEntries();
    const text = JSON.stringify(entries);
    if (text === shown) return;
    shown = text;
    void bridge.setMenu(entries);
  };
  update();
  useStudio.subscribe(update);
  bridge.onMenuAction((id) => {
    const action = findAction(id);
    if (action.isEnabled(get())) action.run(get());
  });
}

function menuEntries(): MenuAction[] {
  const state = get();
  return allActions.map(({ id, label, group, keys, isEnabled }) => ({
    id,
    label,
    menu: group,
    accelerator: keys[0] === undefined ? null : acceleratorText(keys[0]),
    enabled: isEnabled(state),
  }));
}

/** `Mod+Shift+Z` in the desktop shell's spelling. */
function acceleratorText(keys: string): string {
  return keys.replace('Mod', 'CmdOrCtrl').replace(/Arrow(Up|Down|Left|Right)/, '$1');
}
