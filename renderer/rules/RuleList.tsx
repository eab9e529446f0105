import { ChevronDown, FolderTree, Plus, Search } from 'lucide-react';
import {
  type FocusEvent,
  type KeyboardEvent,
  type ReactElement,
  useDeferredValue,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
} from 'react';
import type { Catalog } from '../../engine/catalog/index.ts';
import { Button } from '../design/Button.tsx';
import { IconButton } from '../design/IconButton.tsx';
import { Menu } from '../design/Menu.tsx';
import side from '../design/side-panel.module.css';
import { groupList, refreshActivity, toggleFolder, useRuleList } from '../state/rule-list.ts';
import { useCatalog } from '../state/selectors.ts';
import { set, useStudio } from '../state/store.ts';
import { BulkBar } from './BulkBar.tsx';
import { RuleFilters } from './RuleFilters.tsx';
import styles from './RuleList.module.css';
import { RuleRow } from './RuleRow.tsx';
import {
  filterRules,
  firedText,
  folderRules,
  type Grouping,
  isOtherThanLive,
  type ListedRule,
  type RuleFolder,
  versionSign,
} from './rule-list-model.ts';

const groupings: readonly { value: Grouping; label: string }[] = [
  { value: 'workspace', label: 'Folders by workspace' },
  { value: 'label', label: 'Folders by label' },
  { value: 'app', label: 'Folders by app' },
  { value: 'none', label: 'No folders' },
];
/** How often a workspace is asked what its rules did, while the list is looked at. */
const activityMs = 60_000;

/** Every rule: found by words and filters, in folders, changed one by one or several at once. */
export function RuleList(): ReactElement | null {
  const catalog = useCatalog();
  const search = useStudio((state) => state.search);
  const hasSelection = useRuleList((state) => state.selected.length > 0);
  useActivity();
  if (!catalog) return null;
  return (
    <div className={side.panel}>
      <div className={side.head}>
        <h2>Rules</h2>
        <span>
          <Folders />
          <IconButton
            label="New rule"
            keys="Alt+N"
            size="small"
            icon={<Plus size={16} />}
            onClick={() => set({ dialog: { kind: 'new-rule' } })}
          />
        </span>
      </div>
      <div className={styles.search}>
        <Search size={14} aria-hidden />
        <input
          type="search"
          value={search}
          placeholder="Search name, app, trigger, label"
          aria-label="Search rules"
          onChange={(event) => set({ search: event.target.value })}
        />
      </div>
      {hasSelection ? <BulkBar /> : <RuleFilters catalog={catalog} />}
      <Rows catalog={catalog} />
    </div>
  );
}

/** What the workspace's rules did lately, asked for while somebody looks. */
function useActivity(): void {
  const standing = useStudio((state) => state.remote.standing);
  useEffect(() => {
    // `standing` is new whenever the workspace was asked anew: then its runs may be others too.
    if (standing.kind === 'asking') return;
    void refreshActivity();
    const timer = window.setInterval(() => {
      if (document.visibilityState === 'visible') void refreshActivity();
    }, activityMs);
    return () => window.clearInterval(timer);
  }, [standing]);
}

function Folders(): ReactElement {
  const grouping = useRuleList((state) => state.grouping);
  return (
    <Menu
      trigger={
        <Button look="quiet" size="small" aria-label="Folders" title="Folders" className={styles.folders}>
          <FolderTree size={15} />
        </Button>
      }
      entries={groupings.map(({ value, label }) => ({
        label,
        isChecked: value === grouping,
        run: () => groupList(value),
      }))}
    />
  );
}

/** The rules with what the workspace knows of each. */
function useListed(): { listed: ListedRule[]; hasWorkspace: boolean } {
  const rules = useStudio((state) => state.rules);
  const standing = useStudio((state) => state.remote.standing);
  const activity = useRuleList((state) => state.activity);
  return useMemo(() => {
    const live = new Map(standing.kind === 'reachable' ? standing.rules.map((rule) => [rule.id, rule]) : []);
    const known = new Map((activity?.rules ?? []).map((one) => [one.id, one]));
    const listed = rules.map((rule) => ({
      rule,
      live: live.get(rule.id) ?? null,
      activity: known.get(rule.id) ?? null,
    }));
    return { listed, hasWorkspace: standing.kind === 'reachable' };
  }, [rules, standing, activity]);
}

function Rows({ catalog }: { catalog: Catalog }): ReactElement {
  const { listed, hasWorkspace } = useListed();
  // Typing goes first; a long list follows when there is time.
  const search = useDeferredValue(useStudio((state) => state.search));
  const filter = useRuleList((state) => state.filter);
  const grouping = useRuleList((state) => state.grouping);
  const closed = useRuleList((state) => state.closed);
  const isReady = useStudio((state) => state.phase.kind === 'ready');
  const shown = useMemo(
    () => filterRules(listed, search, filter, { catalog, hasWorkspace }),
    [listed, search, filter, catalog, hasWorkspace],
  );
  const folders = useMemo(() => folderRules(shown, grouping, catalog), [shown, grouping, catalog]);
  const { list, rememberFocus } = useKeptFocus(folders);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys walk the buttons in it
    <div className={styles.list} onKeyDown={walkRows} onFocus={rememberFocus} ref={list}>
      {folders.map((folder) => (
        <Folder
          key={folder.title}
          folder={folder}
          catalog={catalog}
          hasWorkspace={hasWorkspace}
          isClosed={closed.includes(folder.title)}
          hasHead={grouping !== 'none'}
        />
      ))}
      {isReady && shown.length === 0 ? <NothingShown isEmpty={listed.length === 0} /> : null}
      <p className="visually-hidden" role="status">
        {shown.length === listed.length ? '' : `${shown.length} of ${listed.length} rules are shown`}
      </p>
    </div>
  );
}

/** When the row that has the focus is gone, the row that takes its place has it. */
function useKeptFocus(folders: readonly RuleFolder[]) {
  const list = useRef<HTMLDivElement>(null);
  const last = useRef<{ rule: string; at: number } | null>(null);
  const rows = () => [...(list.current?.querySelectorAll<HTMLElement>('[data-rule]') ?? [])];
  // biome-ignore lint/correctness/useExhaustiveDependencies: other folders are other rows
  useLayoutEffect(() => {
    const before = last.current;
    if (before === null || document.activeElement !== document.body) return;
    const left = rows();
    if (left.some(({ dataset }) => dataset.rule === before.rule)) return;
    last.current = null;
    left[Math.min(before.at, left.length - 1)]?.focus();
  }, [folders]);
  function rememberFocus({ target }: FocusEvent<HTMLElement>): void {
    const row = target.closest('li')?.querySelector<HTMLElement>('[data-rule]');
    const rule = row?.dataset.rule;
    if (row && rule !== undefined) last.current = { rule, at: rows().indexOf(row) };
  }
  return { list, rememberFocus };
}

interface FolderProps {
  folder: RuleFolder;
  catalog: Catalog;
  hasWorkspace: boolean;
  isClosed: boolean;
  hasHead: boolean;
}

function Folder({ folder, catalog, hasWorkspace, isClosed, hasHead }: FolderProps): ReactElement {
  const openId = useStudio((state) => state.document?.id ?? null);
  const environment = useStudio((state) => state.remote.chosen);
  const selected = useRuleList((state) => state.selected);
  const activity = useRuleList((state) => state.activity);
  const chosen = useMemo(() => new Set(selected), [selected]);
  const clock = { since: activity?.since ?? null, now: activity?.at ?? 0 };
  return (
    <section aria-label={folder.title}>
      {hasHead ? (
        <h3 className={styles.group}>
          <button type="button" aria-expanded={!isClosed} onClick={() => toggleFolder(folder.title)}>
            <ChevronDown size={12} aria-hidden />
            {folder.title}
            <small>{folder.rules.length}</small>
          </button>
        </h3>
      ) : null}
      {isClosed ? null : (
        <ul>
          {folder.rules.map((listed) => (
            <RuleRow
              key={listed.rule.id}
              rule={listed.rule}
              live={listed.live}
              catalog={catalog}
              environment={hasWorkspace ? environment : null}
              sign={versionSign(listed, hasWorkspace)}
              isOther={isOtherThanLive(listed, hasWorkspace)}
              fired={firedText(listed.activity, clock)}
              failures={listed.activity?.failures ?? 0}
              isOpen={listed.rule.id === openId}
              isSelected={chosen.has(listed.rule.id)}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

function NothingShown({ isEmpty }: { isEmpty: boolean }): ReactElement {
  const { app, status, problems } = useRuleList((state) => state.filter);
  const isFiltered = app !== '' || status !== 'any' || problems !== 'any';
  return (
    <div className={styles.none}>
      <p>
        {isEmpty ? 'No rules yet.' : `No rule matches the ${isFiltered ? 'search and filters' : 'search'}.`}
      </p>
      {isEmpty ? (
        <Button size="small" onClick={() => set({ dialog: { kind: 'new-rule' } })}>
          New rule
        </Button>
      ) : (
        <Button
          size="small"
          onClick={() => {
            set({ search: '' });
            useRuleList.setState({ filter: { app: '', status: 'any', problems: 'any' } });
          }}
        >
          Show all rules
        </Button>
      )}
    </div>
  );
}

/** The arrow keys go from rule to rule, Home and End to the first and the last. */
function walkRows(event: KeyboardEvent<HTMLElement>): void {
  const { target, currentTarget, key } = event;
  if (!(target instanceof HTMLElement) || !target.matches('[data-rule]')) return;
  const rows = [...currentTarget.querySelectorAll<HTMLElement>('[data-rule]')];
  const at = rows.indexOf(target);
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    Home: 0,
    End: rows.length - 1,
  };
  const next = moves[key] === undefined ? undefined : rows[moves[key]];
  if (!next) return;
  event.preventDefault();
  next.focus();
}
