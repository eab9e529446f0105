import {
  CircleAlert,
  CircleX,
  Copy,
  Ellipsis,
  FlaskConical,
  Play,
  Power,
  PowerOff,
  Trash2,
  TriangleAlert,
} from 'lucide-react';
import { type MouseEvent, memo, type ReactElement, useState } from 'react';
import { appTitle, type Catalog } from '../../engine/catalog/index.ts';
import type { LiveRule, RuleSummary } from '../../engine/contract/index.ts';
import { IconButton } from '../design/IconButton.tsx';
import { MenuButton, type MenuEntry } from '../design/Menu.tsx';
import { openRule } from '../state/document.ts';
import { setEnabledThere } from '../state/remote.ts';
import { toggleSelected, useRuleList } from '../state/rule-list.ts';
import { deleteRule, duplicateRule, setRuleEnabled } from '../state/rules.ts';
import { set } from '../state/store.ts';
import { triggerTitle } from '../words/rule-words.ts';
import { countText } from '../words/values.ts';
import styles from './RuleList.module.css';

interface RuleRowProps {
  rule: RuleSummary;
  live: LiveRule | null;
  catalog: Catalog;
  /** The workspace that can be asked; null where there is none. */
  environment: string | null;
  /** What tells its versions apart: "draft v7 / live v5". */
  sign: string | null;
  isOther: boolean;
  /** When it last fired, in words. */
  fired: string;
  failures: number;
  isOpen: boolean;
  isSelected: boolean;
}

/** Chips beyond these are a number: rows are one width and three lines. */
const mostChips = 2;

/** One rule of the list. Its buttons are made when somebody comes near: a thousand rows stay cheap. */
export const RuleRow = memo(function RuleRow(props: RuleRowProps): ReactElement {
  const { rule, catalog, sign, isOther, fired, failures, isOpen, isSelected } = props;
  const [isNear, setNear] = useState(false);
  const { errors, warnings } = rule.problems;
  const apps = rule.apps.map((app) => appTitle(catalog, app));
  const come = () => setNear(true);

  function choose(event: MouseEvent): void {
    if (event.shiftKey || event.ctrlKey || event.metaKey) {
      toggleSelected(rule.id, shownRules(event.currentTarget), event.shiftKey);
      return;
    }
    void openRule(rule.id);
  }
  return (
    <li
      className={styles.row}
      data-open={isOpen}
      data-selected={isSelected || undefined}
      onPointerEnter={come}
      onFocus={come}
    >
      <button
        type="button"
        className={styles.open}
        aria-current={isOpen}
        title={rule.name}
        data-rule={rule.id}
        onClick={choose}
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
          <span className={styles.trigger}>{triggerTitle(rule.trigger, catalog)}</span>
          {apps.slice(0, mostChips).map((title) => (
            <span key={title} className={styles.app}>
              {title}
            </span>
          ))}
          {apps.length > mostChips ? (
            <span className={styles.app} title={apps.join(', ')}>
              +{apps.length - mostChips}
            </span>
          ) : null}
          {apps.length === 0 ? <span className={styles.noApp}>no app</span> : null}
        </span>
        <span className={styles.meta}>
          <span>{fired}</span>
          {failures > 0 ? (
            <span className={styles.sign} data-tone="fail">
              <CircleX size={12} aria-hidden /> {failures} failed
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
          {sign === null ? null : (
            <span className={styles.sign} data-tone="draft" data-end title={signTitle(rule, isOther)}>
              {sign}
            </span>
          )}
        </span>
      </button>
      <input
        type="checkbox"
        className={styles.check}
        aria-label={`Choose ${rule.name}`}
        checked={isSelected}
        onChange={(event) => toggleSelected(rule.id, shownRules(event.currentTarget))}
      />
      <span className={styles.tools}>
        {isNear ? <QuickTools {...props} /> : null}
        <MenuButton
          label={`Commands for ${rule.name}`}
          icon={<Ellipsis size={15} />}
          entries={() => rowEntries(props)}
        />
      </span>
    </li>
  );
});

function signTitle(rule: RuleSummary, isOther: boolean): string {
  if (!isOther) return 'Edited since the last saved version';
  return rule.hasUnsavedVersion
    ? 'The draft differs from what is live'
    : 'What is saved differs from what is live';
}

/** The rules as they are shown, in their order: a range goes by what is seen. */
function shownRules(from: Element): string[] {
  const list = from.closest('section')?.parentElement;
  const rows = list?.querySelectorAll<HTMLElement>('[data-rule]') ?? [];
  return [...rows].map((row) => row.dataset.rule ?? '');
}

function QuickTools({ rule }: RuleRowProps): ReactElement | null {
  const isChoosing = useRuleList((state) => state.selected.length > 0);
  if (isChoosing) return null;
  const { label, icon, run } = switchEntry(rule);
  return (
    <>
      <IconButton size="small" label={`${label} ${rule.name}`} icon={icon} onClick={run} />
      <IconButton
        size="small"
        label={`Run ${rule.name} now`}
        icon={<Play size={14} />}
        onClick={() => set({ dialog: { kind: 'run-now', ruleId: rule.id } })}
      />
    </>
  );
}

function switchEntry(rule: RuleSummary): MenuEntry {
  return {
    label: rule.enabled ? 'Disable' : 'Enable',
    icon: rule.enabled ? <PowerOff size={14} /> : <Power size={14} />,
    run: () => void setRuleEnabled(rule.id, !rule.enabled),
  };
}

function rowEntries({ rule, live, environment }: RuleRowProps): MenuEntry[] {
  return [
    {
      label: 'Dry run',
      icon: <FlaskConical size={14} />,
      run: () => void openRule(rule.id).then(() => set({ mode: 'dry-run' })),
    },
    {
      label: 'Run now…',
      icon: <Play size={14} />,
      run: () => set({ dialog: { kind: 'run-now', ruleId: rule.id } }),
    },
    { ...switchEntry(rule), startsGroup: true },
    ...(live
      ? [
          {
            label: `${live.enabled ? 'Disable' : 'Enable'} in ${environment}`,
            icon: live.enabled ? <PowerOff size={14} /> : <Power size={14} />,
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
  ];
}
