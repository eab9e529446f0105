import { CircleAlert, Copy, Ellipsis, Play, Power, PowerOff, Trash2, TriangleAlert } from 'lucide-react';
import type { ReactElement } from 'react';
import { appTitle, type Catalog } from '../../engine/catalog/index.ts';
import type { RuleSummary } from '../../engine/contract/index.ts';
import { Button } from '../design/Button.tsx';
import { Menu } from '../design/Menu.tsx';
import { openRule } from '../state/document.ts';
import { setEnabledThere, useLiveRule } from '../state/remote.ts';
import { deleteRule, duplicateRule, setRuleEnabled } from '../state/rules.ts';
import { set, useStudio } from '../state/store.ts';
import { triggerTitle } from '../words/rule-words.ts';
import { countText } from '../words/values.ts';
import styles from './RuleList.module.css';

interface RuleRowProps {
  rule: RuleSummary;
  catalog: Catalog;
  isOpen: boolean;
}

export function RuleRow({ rule, catalog, isOpen }: RuleRowProps): ReactElement {
  const apps = rule.apps.length === 0 ? 'no app' : rule.apps.map((app) => appTitle(catalog, app)).join(', ');
  const { errors, warnings } = rule.problems;
  const live = useLiveRule(rule.id);
  const environment = useStudio((state) => state.remote.chosen);
  return (
    <li className={styles.row} data-open={isOpen}>
      <button
        type="button"
        className={styles.open}
        aria-current={isOpen}
        title={rule.name}
        onClick={() => void openRule(rule.id)}
      >
        <span className={styles.line}>
          <span
            className={styles.state}
            data-on={rule.enabled}
            role="img"
            aria-label={rule.enabled ? 'enabled' : 'disabled'}
          />
          <span className={styles.name}>{rule.name}</span>
        </span>
        <span className={styles.meta}>
          <span>
            {triggerTitle(rule.trigger, catalog)} · {apps}
          </span>
          {rule.hasUnsavedVersion ? (
            <span className={styles.sign} data-tone="draft">
              draft
            </span>
          ) : null}
          {errors > 0 ? (
            <span className={styles.sign} data-tone="fail" role="img" aria-label={countText(errors, 'error')}>
              <CircleAlert size={12} aria-hidden /> {errors}
            </span>
          ) : warnings > 0 ? (
            <span
              className={styles.sign}
              data-tone="warn"
              role="img"
              aria-label={countText(warnings, 'warning')}
            >
              <TriangleAlert size={12} aria-hidden /> {warnings}
            </span>
          ) : null}
        </span>
      </button>
      <span className={styles.menu}>
        <Menu
          trigger={
            <Button look="quiet" size="small" aria-label={`Commands for ${rule.name}`}>
              <Ellipsis size={15} />
            </Button>
          }
          entries={[
            {
              label: 'Dry run',
              icon: <Play size={14} />,
              run: () => void openRule(rule.id).then(() => set({ mode: 'dry-run' })),
            },
            {
              label: rule.enabled ? 'Disable' : 'Enable',
              icon: <Power size={14} />,
              run: () => void setRuleEnabled(rule.id, !rule.enabled),
            },
            ...(live
              ? [
                  {
                    label: `${live.enabled ? 'Disable' : 'Enable'} in ${environment}`,
                    icon: <PowerOff size={14} />,
                    run: () => void setEnabledThere(live, !live.enabled),
                  },
                ]
              : []),
            { label: 'Duplicate', icon: <Copy size={14} />, run: () => void duplicateRule(rule.id) },
            {
              label: 'Delete',
              icon: <Trash2 size={14} />,
              startsGroup: true,
              run: () => void deleteRule(rule.id),
            },
          ]}
        />
      </span>
    </li>
  );
}
