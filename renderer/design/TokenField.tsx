import { useCombobox } from 'downshift';
import { X } from 'lucide-react';
import { type KeyboardEvent, type ReactElement, useState } from 'react';
import { type ComboboxOption, isMatch } from './combobox-option.ts';
import type { FieldControlProps } from './Field.tsx';
import inputs from './inputs.module.css';
import { isStudioEnter } from './studio-enter.ts';

/** As many as anyone reads; typing narrows them down. */
const most = 100;

interface TokenFieldProps {
  control: FieldControlProps;
  values: readonly string[];
  onChange(values: string[]): void;
  suggestions?: readonly ComboboxOption[] | undefined;
  /** Offered in their place once `${` is written. */
  placeholders?: readonly ComboboxOption[] | undefined;
  placeholder?: string | undefined;
}

/**
 * A list of short texts. Enter or a comma adds what is typed or highlighted, Backspace in the empty field takes the
 * last away.
 */
export function TokenField(props: TokenFieldProps): ReactElement {
  const { control, values, onChange, suggestions = [], placeholders = [], placeholder } = props;
  const [text, setText] = useState('');
  const opened = placeholders.length > 0 ? text.lastIndexOf('${') : -1;
  const offered = opened < 0 ? suggestions : placeholders;
  const written = opened < 0 ? text : text.slice(opened + 2);
  const shown = offered
    .filter((option) => !values.includes(option.value) && isMatch(option, written))
    .slice(0, most);

  function add(added: string): void {
    setText('');
    const value = added.trim();
    if (value !== '' && !values.includes(value)) onChange([...values, value]);
  }
  const combobox = useCombobox<ComboboxOption>({
    items: shown,
    inputValue: text,
    selectedItem: null,
    itemToString: (item) => item?.value ?? '',
    inputId: control.id,
    onSelectedItemChange: ({ selectedItem }) => {
      if (selectedItem) add(opened < 0 ? selectedItem.value : text.slice(0, opened) + selectedItem.value);
    },
    // Leaving the field takes what was typed, never what happens to be highlighted.
    stateReducer: (_state, { type, changes }) =>
      type === useCombobox.stateChangeTypes.InputBlur ? { ...changes, selectedItem: null } : changes,
  });

  function handleKey(event: KeyboardEvent<HTMLInputElement>): void {
    if (isStudioEnter(event)) {
      add(text);
      return;
    }
    // A comma inside a placeholder belongs to it.
    const isInPlaceholder = text.lastIndexOf('${') > text.lastIndexOf('}');
    const isAdding =
      event.key === 'Enter' ? combobox.highlightedIndex < 0 : event.key === ',' && !isInPlaceholder;
    if (isAdding && text.trim() !== '') {
      event.preventDefault();
      add(text);
    } else if (event.key === 'Backspace' && text === '' && values.length > 0) onChange(values.slice(0, -1));
  }
  return (
    <div className={inputs.anchor}>
      <div className={inputs.box} data-invalid={control['aria-invalid']}>
        {values.map((value) => (
          <span key={value} className={inputs.token}>
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
          {...combobox.getInputProps({
            'aria-describedby': control['aria-describedby'],
            'aria-invalid': control['aria-invalid'],
            'aria-labelledby': undefined,
            placeholder: values.length === 0 ? placeholder : undefined,
            spellCheck: false,
            onChange: (event) => setText(event.currentTarget.value),
            onKeyDown: handleKey,
            onBlur: () => add(text),
          })}
        />
      </div>
      <ul
        {...combobox.getMenuProps({ 'aria-label': 'Suggestions' })}
        className={inputs.list}
        hidden={!combobox.isOpen || shown.length === 0}
      >
        {combobox.isOpen
          ? shown.map((option, index) => (
              <li
                key={option.value}
                {...combobox.getItemProps({ item: option, index })}
                className={inputs.option}
              >
                <span>{option.label ?? option.value}</span>
                {option.detail ? <span className={inputs.detail}>{option.detail}</span> : null}
              </li>
            ))
          : null}
      </ul>
    </div>
  );
}
