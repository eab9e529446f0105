import { Braces, CircleSlash, List, ListFilter, Parentheses } from 'lucide-react';
import type { ReactElement } from 'react';
import {
  filterTarget,
  type InsertPoint,
  insertFilter,
  insertStep,
  stepTarget,
} from '../../engine/editing/index.ts';
import { type PathEntry, schemaTypes } from '../../engine/language/index.ts';
import type { FilterNode } from '../../engine/model/index.ts';
import { applyEdit, focusAdded } from '../state/document.ts';

import { useExampleEvent } from '../state/dry-run-events.ts';
import { useCatalog, useRule, useSelection } from '../state/selectors.ts';
import { carryFilter, carryStep } from '../words/carry.ts';
import { actionIcon } from '../words/icons.tsx';
import { newLeaf, newStep } from '../words/new-nodes.ts';
import { listsOf, pathsAt } from '../words/paths-at.ts';
import { packsOfRule, pathText } from '../words/rule-words.ts';
import { SearchDialog, SearchGroup, SearchItem } from './SearchDialog.tsx';

const groups: readonly { label: string; detail: string; icon: ReactElement; node: FilterNode }[] = [
  {
    label: 'Any of (or)',
    detail: 'holds when one of its conditions holds',
    icon: <Parentheses size={15} />,
    node: { any: [] },
  },
  {
    label: 'All of (and)',
    detail: 'holds when all of its conditions hold',
    icon: <Braces size={15} />,
    node: { all: [] },
  },
  {
    label: 'Not',
    detail: 'holds when none of its conditions holds',
    icon: <CircleSlash size={15} />,
    node: { not: { any: [] } },
  },
];

const itemGroups: readonly {
  label: string;
  detail(title: string): string;
  create(path: string): FilterNode;
}[] = [
  {
    label: 'Some item',
    detail: (title) => `holds when an item of “${title}” fits`,
    create: (path) => ({ anyItem: path, where: { all: [] } }),
  },
  {
    label: 'Every item',
    detail: (title) => `holds when all items of “${title}” fit`,
    create: (path) => ({ everyItem: path, where: { all: [] } }),
  },
];

/** Adds a condition, a group or an action: at a `+`, or behind what is selected. */
export function AddNodeDialog({ insert }: { insert: InsertPoint | null }): ReactElement | null {
  const rule = useRule();
  const catalog = useCatalog();
  const selection = useSelection();
  const sample = useExampleEvent()?.event;
  if (!rule || !catalog) return null;
  const leading = selection.at(-1) ?? null;

  function addFilter(node: FilterNode): void {
    if (!rule) return;
    const target = insert?.kind === 'filter' ? insert : filterTarget(rule, leading);
    applyEdit(insertFilter(rule, target.parent, target.index, node));
    focusAdded();
  }
  function addStep(type: string): void {
    if (!rule || !catalog) return;
    const index = insert?.kind === 'step' ? insert.index : stepTarget(rule, leading);
    applyEdit(insertStep(rule, index, newStep(type, catalog)));
    focusAdded();
  }

  const place = insert?.kind === 'filter' ? insert : filterTarget(rule, leading);
  const paths = pathsAt(catalog, rule, `${place.parent}.where`, sample);
  const conditions = (
    <SearchGroup key="conditions" heading="Conditions">
      {comparable(paths).map((entry) => (
        <SearchItem
          key={entry.path}
          id={entry.path}
          label={pathText(entry.path)}
          detail={entry.title}
          side={entry.type}
          icon={<ListFilter size={15} />}
          run={() => addFilter(newLeaf(entry))}
          carry={(transfer) => carryFilter(transfer, newLeaf(entry))}
        />
      ))}
    </SearchGroup>
  );
  const groupItems = (
    <SearchGroup key="groups" heading="Groups">
      {groups.map(({ label, detail, icon, node }) => (
        <SearchItem
          key={label}
          id={label}
          label={label}
          detail={detail}
          icon={icon}
          run={() => addFilter(node)}
          carry={(transfer) => carryFilter(transfer, node)}
        />
      ))}
      {listsOf(paths).flatMap(({ path, title }) =>
        itemGroups.map(({ label, detail, create }) => (
          <SearchItem
            key={`${label} ${path}`}
            id={`${label} of ${path}`}
            label={`${label} of ${pathText(path)}`}
            detail={detail(title)}
            icon={<List size={15} />}
            run={() => addFilter(create(path))}
            carry={(transfer) => carryFilter(transfer, create(path))}
          />
        )),
      )}
    </SearchGroup>
  );
  const actions = (
    <SearchGroup key="actions" heading="Actions">
      {packsOfRule(rule, catalog)
        .flatMap((pack) => pack.actionTypes)
        .map((action) => {
          const Icon = actionIcon(action.type, catalog);
          return (
            <SearchItem
              key={action.type}
              id={action.type}
              label={action.title}
              detail={action.description}
              side={action.type}
              icon={<Icon size={15} />}
              run={() => addStep(action.type)}
              carry={(transfer) => carryStep(transfer, newStep(action.type, catalog))}
            />
          );
        })}
    </SearchGroup>
  );
  const wantsCondition =
    insert?.kind === 'filter' || (!insert && leading !== null && /^(scope|filter)/.test(leading));
  const shown =
    insert?.kind === 'step' ? [actions] : insert?.kind === 'filter' ? [conditions, groupItems] : null;
  return (
    <SearchDialog
      title="Add to the rule"
      placeholder={insert?.kind === 'step' ? 'Search actions' : 'Search fields and actions'}
      nothing="Nothing by that name."
    >
      {shown ?? (wantsCondition ? [conditions, groupItems, actions] : [actions, conditions, groupItems])}
    </SearchDialog>
  );
}

/** Fields worth comparing: an object as a whole rarely is, and its fields are listed themselves. */
function comparable(entries: PathEntry[]): PathEntry[] {
  return entries.filter(({ schema }) =>
    [...schemaTypes(schema)].some((type) => type !== 'object' && type !== 'null'),
  );
}
