import { Plus, Trash2 } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import type { Json, JsonObject } from '../../../engine/model/index.ts';
import { Button } from '../../design/Button.tsx';
import { IconButton } from '../../design/IconButton.tsx';
import inputs from '../../design/inputs.module.css';
import { applyFix } from '../../state/fixes.ts';
import styles from '../Inspector.module.css';
import { useFieldProblems } from '../use-field-problems.ts';
import type { FieldContext } from './field-context.ts';
import { TemplateField } from './TemplateField.tsx';

interface MapFieldProps {
  label: string;
  hint: string | undefined;
  context: FieldContext;
  at: string;
  value: JsonObject;
  /** Names that are known to be wanted. */
  wanted: readonly string[];
  onChange(value: Json | undefined): void;
}

/** Values under names of one's own, one line each; those that are wanted are offered. */
export function MapField({ label, hint, context, at, value, wanted, onChange }: MapFieldProps): ReactElement {
  const [name, setName] = useState('');
  const missing = wanted.filter((one) => !Object.hasOwn(value, one));
  const add = (added: string): void => {
    const trimmed = added.trim();
    if (trimmed !== '' && !Object.hasOwn(value, trimmed)) onChange({ ...value, [trimmed]: '' });
    setName('');
  };
  const remove = (gone: string): void => {
    const { [gone]: _removed, ...rest } = value;
    onChange(Object.keys(rest).length === 0 ? undefined : rest);
  };
  return (
    <fieldset className={styles.group} data-at={at}>
      <legend>
        {label} <span className={styles.optional}>optional</span>
      </legend>
      {hint ? <p className={styles.hint}>{hint}</p> : null}
      <div className={styles.nested}>
        {Object.entries(value).map(([key, item]) => (
          <Entry
            key={key}
            name={key}
            context={context}
            at={`${at}.${key}`}
            value={item}
            onChange={(next) => onChange({ ...value, [key]: next ?? '' })}
            onRemove={() => remove(key)}
          />
        ))}
        {missing.length > 0 ? (
          <div className={styles.buttons}>
            {missing.map((one) => (
              <Button key={one} size="small" onClick={() => add(one)}>
                <Plus size={13} aria-hidden /> {one}
              </Button>
            ))}
          </div>
        ) : null}
        <div className={styles.entry}>
          <input
            className={inputs.input}
            aria-label={`New name in ${label}`}
            placeholder="Another name"
            value={name}
            onChange={(event) => setName(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              add(name);
            }}
          />
          <Button size="small" disabled={name.trim() === ''} onClick={() => add(name)}>
            Add
          </Button>
        </div>
      </div>
    </fieldset>
  );
}

interface EntryProps {
  name: string;
  context: FieldContext;
  at: string;
  value: Json;
  onChange(value: Json | undefined): void;
  onRemove(): void;
}

function Entry({ name, context, at, value, onChange, onRemove }: EntryProps): ReactElement {
  const problems = useFieldProblems(at);
  return (
    <div className={styles.entry}>
      <TemplateField
        label={name}
        hint={undefined}
        isOptional={false}
        problems={problems}
        onFix={applyFix}
        context={context}
        at={at}
        schema={anyText}
        value={value}
        onChange={onChange}
      />
      <IconButton size="small" label={`Remove ${name}`} icon={<Trash2 size={14} />} onClick={onRemove} />
    </div>
  );
}

const anyText: JsonObject = { type: 'string' };
