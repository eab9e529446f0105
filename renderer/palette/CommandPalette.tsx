import { FileText } from 'lucide-react';
import type { ReactElement } from 'react';
import { allActions } from '../actions/all-actions.ts';
import { actionGroups } from '../actions/interface-action.ts';
import { keyText } from '../actions/keys.ts';
import { openRule } from '../state/document.ts';
import { get, set, useStudio } from '../state/store.ts';
import { SearchDialog, SearchGroup, SearchItem } from './SearchDialog.tsx';

/** Reaches every interface action and every rule by name. */
export function CommandPalette(): ReactElement {
  const rules = useStudio((state) => state.rules);
  const state = get();
  const close = (run: () => void) => () => {
    set({ dialog: null });
    run();
  };
  return (
    <SearchDialog
      title="Command palette"
      placeholder="Search commands and rules"
      nothing="Nothing by that name."
    >
      {actionGroups.map((group) => (
        <SearchGroup key={group} heading={group}>
          {allActions
            .filter(
              (action) => action.group === group && action.id !== 'help.palette' && action.isEnabled(state),
            )
            .map((action) => (
              <SearchItem
                key={action.id}
                id={action.id}
                label={action.label}
                side={action.keys[0] && keyText(action.keys[0])}
                run={close(() => action.run(get()))}
              />
            ))}
        </SearchGroup>
      ))}
      <SearchGroup heading="Rules">
        {rules.map((rule) => (
          <SearchItem
            key={rule.id}
            id={rule.id}
            label={rule.name}
            icon={<FileText size={15} />}
            run={close(() => {
              set(({ mode }) => (mode === 'dry-run' ? {} : { mode: 'author' }));
              void openRule(rule.id);
            })}
          />
        ))}
      </SearchGroup>
    </SearchDialog>
  );
}
