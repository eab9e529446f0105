import type { ReactElement } from 'react';
import { replaceFilter } from '../../engine/editing/index.ts';
import { type FilterNode, isAnyItem, type Rule } from '../../engine/model/index.ts';
import { Combobox } from '../design/Combobox.tsx';
import { Field } from '../design/Field.tsx';
import { Segmented } from '../design/Segmented.tsx';
import { applyEdit } from '../state/document.ts';
import { useExampleEvent } from '../state/dry-run-events.ts';
import { applyFix } from '../state/fixes.ts';
import { useCatalog } from '../state/selectors.ts';
import { listsOf, pathsAt } from '../words/paths-at.ts';
import { useFieldProblems } from './use-field-problems.ts';

type AnyItem = Extract<FilterNode, { anyItem: string }>;
type EveryItem = Extract<FilterNode, { everyItem: string }>;

interface ItemFieldsProps {
  rule: Rule;
  at: string;
  node: AnyItem | EveryItem;
}

/** Of which list a group speaks, and whether of some of its items or of every one. */
export function ItemFields({ rule, at, node }: ItemFieldsProps): ReactElement | null {
  const catalog = useCatalog();
  const sample = useExampleEvent()?.event;
  const isSome = isAnyItem(node);
  const list = isSome ? node.anyItem : node.everyItem;
  const place = `${at}.${isSome ? 'anyItem' : 'everyItem'}`;
  const problems = useFieldProblems(place);
  if (!catalog) return null;
  const change = (some: boolean, path: string, burst?: string): void =>
    applyEdit(replaceFilter(rule, at, withList(node, some, path), 'Change list'), burst);
  return (
    <>
      <Segmented
        label="How many items"
        isFull
        value={isSome ? 'some' : 'every'}
        options={[
          { value: 'some', label: 'Some item' },
          { value: 'every', label: 'Every item' },
        ]}
        onChange={(next) => change(next === 'some', list)}
      />
      <Field label="Of the list" problems={problems} onFix={applyFix}>
        {(control) => (
          <div data-at={place}>
            <Combobox
              control={control}
              isMono
              value={list}
              options={listsOf(pathsAt(catalog, rule, at, sample)).map(({ path, title }) => ({
                value: path,
                detail: title,
              }))}
              onChange={(path) => {
                if (path !== '') change(isSome, path, `list ${at}`);
              }}
            />
          </div>
        )}
      </Field>
    </>
  );
}

function withList(node: AnyItem | EveryItem, isSome: boolean, path: string): FilterNode {
  const { where, id, disabled, note } = node;
  const extras = {
    ...(id === undefined ? {} : { id }),
    ...(disabled === undefined ? {} : { disabled }),
    ...(note === undefined ? {} : { note }),
  };
  return isSome ? { anyItem: path, where, ...extras } : { everyItem: path, where, ...extras };
}
