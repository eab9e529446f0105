import type { ReactElement } from 'react';
import { Field } from '../design/Field.tsx';
import inputs from '../design/inputs.module.css';
import { Switch } from '../design/Switch.tsx';
import styles from './Inspector.module.css';

interface NodeExtrasProps {
  at: string;
  isDisabled: boolean;
  note: string | undefined;
  onDisable(isDisabled: boolean): void;
  onNote(note: string | undefined): void;
}

/** What every condition, group and action has: a switch and a note. */
export function NodeExtras({ at, isDisabled, note, onDisable, onNote }: NodeExtrasProps): ReactElement {
  return (
    <section className={styles.section}>
      <div className={styles.row}>
        <label htmlFor="node-enabled">{isDisabled ? 'Switched off: ignored' : 'Switched on'}</label>
        <Switch id="node-enabled" isOn={!isDisabled} onChange={(on) => onDisable(!on)} />
      </div>
      <Field label="Note" isOptional>
        {(control) => (
          <textarea
            {...control}
            data-at={`${at}.note`}
            className={inputs.input}
            rows={2}
            value={note ?? ''}
            onChange={(event) => onNote(event.target.value || undefined)}
          />
        )}
      </Field>
    </section>
  );
}
