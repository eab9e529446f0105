// biome-ignore-all lint/a11y/useFocusableInteractive: the field keeps the focus and names the active option
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the field takes the keys
import { type ReactElement, useEffect, useRef } from 'react';
import type { PathEntry } from '../../../engine/language/index.ts';
import inputs from '../../design/inputs.module.css';
import { valueText } from '../../words/values.ts';
import styles from '../Inspector.module.css';
import { typeText } from './use-variables.ts';

interface VariableListProps {
  id: string;
  variables: readonly PathEntry[];
  active: number;
  onPick(path: string): void;
}

export function variableOptionId(list: string, index: number): string {
  return `${list}-${index}`;
}

/** Variables under the field in which one is being written, each with its value, type and origin. */
export function VariableList({ id, variables, active, onPick }: VariableListProps): ReactElement {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div ref={list} id={id} role="listbox" aria-label="Variables" className={inputs.list}>
      {variables.map((entry, index) => (
        <div
          key={entry.path}
          id={variableOptionId(id, index)}
          role="option"
          aria-selected={index === active}
          className={styles.variableOption}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onPick(entry.path)}
        >
          <code>{entry.path}</code>
          <small>
            <b>{valueText(entry.sample, 34)}</b> · {typeText(entry)} · {entry.origin}
          </small>
        </div>
      ))}
    </div>
  );
}
