import { ChevronRight, Ellipsis, PanelLeft, Redo2, Save, Undo2 } from 'lucide-react';
import type { ReactElement } from 'react';
import { actionEntry } from '../actions/action-entry.ts';
import { findAction } from '../actions/all-actions.ts';
import { keyText } from '../actions/keys.ts';
import { canChooseView } from '../actions/view-actions.ts';
import { Button } from '../design/Button.tsx';
import { Chip } from '../design/Chip.tsx';
import { IconButton } from '../design/IconButton.tsx';
import { Menu } from '../design/Menu.tsx';
import { Segmented } from '../design/Segmented.tsx';
import { draftOf, redoable, undoable, useIsDraft } from '../state/selectors.ts';
import { setView } from '../state/session.ts';
import { get, set, useStudio } from '../state/store.ts';
import { Logo } from './Logo.tsx';
import styles from './TitleBar.module.css';

const menuIds = [
  'rule.new',
  'rule.import',
  'rule.rename',
  'rule.toggle-enabled',
  'rule.duplicate',
  'rule.delete',
  'rule.save-expectation',
  'view.problems',
  'view.event',
  'view.expectations',
  'view.history',
  'workspace.toggle-live',
  'workspace.rollback',
  'view.runs',
  'view.settings',
  'view.theme-light',
  'view.theme-dark',
  'view.theme-system',
  'help.tour',
  'help.keys',
];
const groupStarts = new Set(['view.problems', 'workspace.toggle-live', 'view.theme-light', 'help.tour']);

/** Where one is, the mode, and what is always at hand. */
export function TitleBar(): ReactElement {
  return (
    <header className={styles.bar}>
      <Where />
      <ModeSwitch />
      <div className={styles.tools}>
        <ViewSwitch />
        <UndoAndRedo />
        <MoreCommands />
        <SaveVersion />
      </div>
    </header>
  );
}

/** The way from the workspace to the version of the open rule. */
function Where(): ReactElement {
  const name = useStudio((state) => draftOf(state)?.rule.name ?? null);
  const environment = useStudio((state) => state.remote.chosen);
  return (
    <div className={styles.where}>
      <IconButton
        label="Show or hide the left panel"
        keys="Alt+R"
        icon={<PanelLeft size={17} />}
        onClick={() => findAction('view.rules').run(get())}
      />
      <span className={styles.logo}>
        <Logo />
      </span>
      <span className={styles.workspace}>{environment ?? 'Sample workspace'}</span>
      <ChevronRight size={14} className={styles.crumb} aria-hidden />
      <h1 className={styles.name} title={name ?? undefined}>
        {name ?? 'Rulewright'}
      </h1>
      <Version />
    </div>
  );
}

function Version(): ReactElement | null {
  const version = useStudio((state) => draftOf(state)?.rule.version ?? null);
  const isDraft = useIsDraft();
  if (version === null) return null;
  return (
    <>
      <ChevronRight size={14} className={styles.crumb} aria-hidden />
      <button
        type="button"
        className={styles.version}
        title="Show the versions"
        onClick={() => findAction('view.history').run(get())}
      >
        <Chip>{isDraft ? `draft v${version + 1}` : `v${version}`}</Chip>
      </button>
    </>
  );
}

function ModeSwitch(): ReactElement {
  const mode = useStudio((state) => state.mode);
  return (
    <Segmented
      label="Mode"
      value={mode}
      options={[
        { value: 'author', label: 'Author' },
        { value: 'dry-run', label: 'Dry run' },
        { value: 'replay', label: 'Replay' },
        { value: 'publish', label: 'Publish' },
      ]}
      onChange={(next) => findAction(`view.${next}`).run(get())}
    />
  );
}

/** Hidden, it keeps its room: what stands beside it never moves. */
function ViewSwitch(): ReactElement {
  const view = useStudio((state) => state.view);
  const hasView = useStudio(canChooseView);
  return (
    <div className={styles.view} data-hidden={!hasView || undefined}>
      <Segmented
        label="View"
        size="small"
        value={view}
        options={[
          { value: 'visual', label: 'Visual' },
          { value: 'code', label: 'Code' },
          { value: 'split', label: 'Split' },
        ]}
        onChange={setView}
      />
    </div>
  );
}

function UndoAndRedo(): ReactElement {
  const undo = useStudio(undoable);
  const redo = useStudio(redoable);
  return (
    <>
      <IconButton
        label={undo ? `Undo: ${undo}` : 'Undo'}
        keys="Mod+Z"
        icon={<Undo2 size={17} />}
        disabled={!undo}
        onClick={() => findAction('edit.undo').run(get())}
      />
      <IconButton
        label={redo ? `Redo: ${redo}` : 'Redo'}
        keys="Mod+Shift+Z"
        icon={<Redo2 size={17} />}
        disabled={!redo}
        onClick={() => findAction('edit.redo').run(get())}
      />
    </>
  );
}

function MoreCommands(): ReactElement {
  return (
    <>
      <Menu
        trigger={
          <Button look="quiet" aria-label="More commands" style={{ width: 30, padding: 0 }}>
            <Ellipsis size={17} />
          </Button>
        }
        entries={menuIds.map((id) => actionEntry(id, groupStarts.has(id)))}
      />
      <button type="button" className={styles.palette} onClick={() => set({ dialog: { kind: 'palette' } })}>
        <span>Commands</span>
        <kbd>{keyText('Mod+K')}</kbd>
      </button>
    </>
  );
}

function SaveVersion(): ReactElement {
  const isOpen = useStudio((state) => state.document !== null);
  const isDraft = useIsDraft();
  return (
    <Button
      look={isDraft ? 'primary' : 'plain'}
      disabled={!isOpen}
      onClick={() => findAction('rule.save-version').run(get())}
    >
      <Save size={15} /> Save version
    </Button>
  );
}
