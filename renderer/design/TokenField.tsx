import { X } from 'lucide-react';
import { type KeyboardEvent, type ReactElement, useId, useState } from 'react';
import type { FieldControlProps } from './Field.tsx';
import styles from './inputs.module.css';

interface TokenFieldProps {
  control: FieldControlProps;
  values: readonly string[];
  onChange(values: string[]): void;
  suggestions?: readonly { value: string; label?: string | undefined }[];
  placeholder?: string | undefined;
}

/** A list of short texts. Enter or a comma adds one, Backspace in the empty field takes the last away. */
export function TokenField({
  control,
  values,
  onChange,
  suggestions = [],
  placeholder,
}: TokenFieldProps): ReactElement {
  const [text, setText] = useState('');
  const listId = useId();

  function add(): void {
    const added = text.trim();
    setText('');
    if (added !== '' && !values.includes(added)) onChange([...values, added]);
  }
  function handleKey(event: KeyboardEvent<HTMLInputElement>): void {
    // A comma inside a placeholder belongs to it.
    const isInPlaceholder = text.lastIndexOf('${') > text.lastIndexOf('}');
    if ((event.key === 'Enter' || (event.key === ',' && !isInPlaceholder)) && text.trim() !== '') {
      event.preventDefault();
      add();
    } else if (event.key === 'Backspace' && text === '' && values.length > 0) onChange(values.slice(0, -1));
  }
  return (
    <div className={styles.box} data-invalid={control['aria-invalid']}>
      {values.map((value) => (
        <span key={value} className={styles.token}>
          <span>{value}</span>
          <button
            type="button"
            aria-label={`Remove ${value}`}
            onClick={() => onChange(values.filter((other) => other !== value))}
          >
            <X size={12} />
          </button>
        </span>
      ))}
      <input
        {...control}
        list={suggestions.length > 0 ? listId : undefined}
        value={text}
        placeholder={values.length === 0 ? placeholder : undefined}
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={handleKey}
        onBlur={add}
      />
      {suggestions.length > 0 ? (
        <datalist id={listId}>
          {suggestions
            .filter((option) => !values.includes(option.value))
            .map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
        </datalist>
      ) : null}
    </div>
  );
}
