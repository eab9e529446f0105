import { AppWindow, Power, PowerOff, Tag, Trash2, X } from 'lucide-react';
import type { ReactElement } from 'react';
import { IconButton } from '../design/IconButton.tsx';
import { selectRules, useRuleList } from '../state/rule-list.ts';
import { changeRules, deleteRules } from '../state/rules.ts';
import { get, set } from '../state/store.ts';
import { countText } from '../words/values.ts';
import styles from './RuleList.module.css';

/** What can be done with all chosen rules at once. */
export function BulkBar(): ReactElement {
  const selected = useRuleList((state) => state.selected);
  return (
    <div className={styles.bulk} role="toolbar" aria-label="Chosen rules">
      <span role="status">{selected.length} chosen</span>
      <IconButton
        size="small"
        label="Enable the chosen rules"
        icon={<Power size={14} />}
        onClick={() => setEnabled(selected, true)}
      />
      <IconButton
        size="small"
        label="Disable the chosen rules"
        icon={<PowerOff size={14} />}
        onClick={() => setEnabled(selected, false)}
      />
      <IconButton
        size="small"
        label="Change the scope of the chosen rules"
        icon={<AppWindow size={14} />}
        onClick={() => set({ dialog: { kind: 'bulk', what: 'apps', ids: selected } })}
      />
      <IconButton
        size="small"
        label="Change the labels of the chosen rules"
        icon={<Tag size={14} />}
        onClick={() => set({ dialog: { kind: 'bulk', what: 'labels', ids: selected } })}
      />
      <IconButton
        size="small"
        label="Delete the chosen rules"
        icon={<Trash2 size={14} />}
        onClick={() => void deleteRules(selected)}
      />
      <IconButton size="small" label="Choose none" icon={<X size={14} />} onClick={() => selectRules([])} />
    </div>
  );
}

function setEnabled(ids: readonly string[], enabled: boolean): void {
  const others = get().rules.filter((rule) => ids.includes(rule.id) && rule.enabled !== enabled);
  if (others.length === 0) return;
  const words = `${enabled ? 'Enabled' : 'Disabled'} ${countText(others.length, 'rule')}`;
  void changeRules(
    others.map(({ id }) => ({ id, enabled })),
    words,
  );
}
