import { Boxes, FileClock, FileText, Settings } from 'lucide-react';
import { type ReactElement, useEffect, useState } from 'react';
import { readingOrder } from '../../engine/editing/index.ts';
import { allActions } from '../actions/all-actions.ts';
import { actionGroups } from '../actions/interface-action.ts';
import { keyText } from '../actions/keys.ts';
import { outlineLine } from '../outline/outline-line.ts';
import { openRule, selectNodes } from '../state/document.ts';
import { chooseRecording, refreshReplays, showReplay } from '../state/replay.ts';
import { useReplay } from '../state/replay-state.ts';
import { useCatalog, useDraft } from '../state/selectors.ts';
import { showSettings } from '../state/settings.ts';
import { ownSections, settingsTitles, workspaceSections } from '../state/settings-state.ts';
import { get, set, useStudio } from '../state/store.ts';
import { matchWords, SearchDialog, SearchGroup, SearchItem } from './SearchDialog.tsx';

/** Of a thousand rules as many are drawn as anybody reads. */
const mostRules = 40;

function close(run: () => void): () => void {
  return () => {
    set({ dialog: null });
    run();
  };
}

/** Reaches everything by its name: what can be done, every rule, node, recording and setting. */
export function CommandPalette(): ReactElement {
  const state = get();
  const [search, setSearch] = useState('');
  return (
    <SearchDialog
      title="Command palette"
      placeholder="Search commands, rules, nodes, recordings, settings"
      nothing="Nothing by that name."
      onSearch={setSearch}
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
      <Rules search={search} />
      <Nodes />
      <Recordings />
      <SearchGroup heading="Settings">
        {[...ownSections, ...(state.remote.chosen === null ? [] : workspaceSections)].map((section) => (
          <SearchItem
            key={section}
            id={`settings ${section}`}
            label={`Settings: ${settingsTitles[section]}`}
            icon={<Settings size={15} />}
            run={close(() => showSettings(section))}
          />
        ))}
      </SearchGroup>
    </SearchDialog>
  );
}

function Rules({ search }: { search: string }): ReactElement {
  const rules = useStudio((state) => state.rules);
  const found = rules.filter(({ id, name, labels }) => matchWords(`${name} ${id}`, search, labels) > 0);
  return (
    <SearchGroup heading="Rules">
      {found.slice(0, mostRules).map((rule) => (
        <SearchItem
          key={rule.id}
          id={rule.id}
          label={rule.name}
          keywords={rule.labels}
          icon={<FileText size={15} />}
          run={close(() => {
            set(({ mode }) => (mode === 'dry-run' ? {} : { mode: 'author' }));
            void openRule(rule.id);
          })}
        />
      ))}
    </SearchGroup>
  );
}

/** The nodes of the open rule, as its outline names them. */
function Nodes(): ReactElement | null {
  const rule = useDraft();
  const catalog = useCatalog();
  if (!rule || !catalog) return null;
  return (
    <SearchGroup heading="Nodes of the open rule">
      {readingOrder(rule).map((node) => (
        <SearchItem
          key={node}
          id={node}
          label={outlineLine(node, rule, catalog).text}
          keywords={[node, 'node']}
          icon={<Boxes size={15} />}
          run={close(() => {
            set(({ mode }) => (mode === 'dry-run' ? {} : { mode: 'author' }));
            selectNodes([node]);
          })}
        />
      ))}
    </SearchGroup>
  );
}

function Recordings(): ReactElement | null {
  const recordings = useReplay((state) => state.recordings);
  useEffect(() => {
    if (useReplay.getState().recordings === null) void refreshReplays();
  }, []);
  if (!recordings) return null;
  return (
    <SearchGroup heading="Recordings">
      {recordings.map(({ id, name }) => (
        <SearchItem
          key={id}
          id={`recording ${id}`}
          label={name}
          keywords={['recording', 'replay']}
          icon={<FileClock size={15} />}
          run={close(() => {
            showReplay();
            chooseRecording(id);
          })}
        />
      ))}
    </SearchGroup>
  );
}
