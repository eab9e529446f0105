import { Plus } from 'lucide-react';
import type { ReactElement } from 'react';
import {
  childCount,
  replaceFilter,
  setFilterDisabled,
  switchGroup,
  unwrapFilter,
} from '../../engine/editing/index.ts';
import { type FilterNode, filterKind, isAnyItem, isEveryItem, type Rule } from '../../engine/model/index.ts';
import { Button } from '../design/Button.tsx';
import { ProblemLine } from '../design/Field.tsx';
import { Segmented } from '../design/Segmented.tsx';
import { applyEdit } from '../state/document.ts';
import { applyFix } from '../state/fixes.ts';
import { set } from '../state/store.ts';
import { groupTitle } from '../words/rule-words.ts';
import { GroupMembers } from './GroupMembers.tsx';
import styles from './Inspector.module.css';
import { InspectorPanel } from './InspectorPanel.tsx';
import { ItemFields } from './ItemFields.tsx';
import { NodeExtras } from './NodeExtras.tsx';
import { useFieldProblems } from './use-field-problems.ts';

const meanings: Readonly<Record<string, string>> = {
  any: 'Holds when at least one of its conditions holds. Empty, it never holds.',
  all: 'Holds when every one of its conditions holds. Empty, it always holds.',
  not: 'Holds when what is inside does not.',
  anyItem: 'Holds when some item of the list satisfies what is inside.',
  everyItem: 'Holds when every item of the list satisfies what is inside.',
};

interface GroupFormProps {
  rule: Rule;
  at: string;
  /** Null: the filter itself. */
  node: FilterNode | null;
}

export function GroupForm({ rule, at, node }: GroupFormProps): ReactElement {
  const kind = node ? filterKind(node) : 'all';
  const problems = useFieldProblems(at).filter((problem) => problem.at === at);
  return (
    <InspectorPanel
      kind={node ? 'Group' : 'Filter'}
      title={node ? groupTitle(node) : 'All of these hold'}
      about={
        node ? meanings[kind] : 'The rule goes on when all of these hold. Empty: on every event of its type.'
      }
    >
      {node && (kind === 'any' || kind === 'all' || kind === 'not') ? (
        <Segmented
          label="Kind of group"
          isFull
          value={kind}
          options={[
            { value: 'any', label: 'Any of' },
            { value: 'all', label: 'All of' },
            { value: 'not', label: 'Not' },
          ]}
          onChange={(next) => applyEdit(switchGroup(rule, at, next))}
        />
      ) : null}
      {node && (isAnyItem(node) || isEveryItem(node)) ? <ItemFields rule={rule} at={at} node={node} /> : null}
      {problems.map((problem) => (
        <ProblemLine key={problem.code} problem={problem} onFix={applyFix} />
      ))}
      <GroupMembers rule={rule} at={at} node={node} />
      <div className={styles.buttons}>
        <Button
          onClick={() => {
            const insert = { kind: 'filter', parent: at, index: childCount(rule, at) } as const;
            set({ dialog: { kind: 'add-node', insert } });
          }}
        >
          <Plus size={14} /> Add condition
        </Button>
        {node ? <Button onClick={() => applyEdit(unwrapFilter(rule, at))}>Unwrap</Button> : null}
      </div>
      {node ? (
        <NodeExtras
          at={at}
          isDisabled={node.disabled === true}
          note={node.note}
          onDisable={(isDisabled) => applyEdit(setFilterDisabled(rule, at, isDisabled))}
          onNote={(note) =>
            applyEdit(replaceFilter(rule, at, withNote(node, note), 'Change note'), `note ${at}`)
          }
        />
      ) : null}
    </InspectorPanel>
  );
}

function withNote(node: FilterNode, note: string | undefined): FilterNode {
  const { note: _before, ...rest } = node;
  return note === undefined ? rest : { ...rest, note };
}
