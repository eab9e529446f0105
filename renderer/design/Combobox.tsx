import { useCombobox } from 'downshift';
import { ChevronDown } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { classes } from './classes.ts';
import { type ComboboxOption, isMatch } from './combobox-option.ts';
import type { FieldControlProps } from './Field.tsx';
import styles from './inputs.module.css';
import { isStudioEnter } from './studio-enter.ts';

interface ComboboxProps {
  control: FieldControlProps;
  value: string;
  options: readonly ComboboxOption[];
  onChange(value: string): void;
  placeholder?: string;
  isMono?: boolean;
}

const most = 100;

/** A text field that suggests: any text is a value, a chosen suggestion fills it in. */
export function Combobox({
  control,
  value,
  options,
  onChange,
  placeholder,
  isMono,
}: ComboboxProps): ReactElement {
  const [isFiltering, setFiltering] = useState(false);
  const shown = (isFiltering ? options.filter((option) => isMatch(option, value)) : options).slice(0, most);
  const combobox = useCombobox<ComboboxOption>({
    items: shown,
    inputValue: value,
    selectedItem: options.find((option) => option.value === value) ?? null,
    itemToString: (item) => item?.value ?? '',
    inputId: control.id,
    onSelectedItemChange: ({ selectedItem }) => {
      if (selectedItem) onChange(selectedItem.value);
    },
    onIsOpenChange: ({ isOpen }) => {
      if (isOpen) setFiltering(false);
    },
    // A text field: leaving it never puts back what was there before.
    stateReducer: (_state, { type, changes }) =>
      type === useCombobox.stateChangeTypes.InputBlur ? { ...changes, selectedItem: null } : changes,
  });
  return (
    <div className={styles.anchor}>
      <input
        {...combobox.getInputProps({
          'aria-describedby': control['aria-describedby'],
          'aria-invalid': control['aria-invalid'],
          'aria-labelledby': undefined,
          className: classes(styles.input, isMono && styles.mono, options.length > 0 && styles.opens),
          placeholder,
          spellCheck: false,
          onKeyDown: isStudioEnter,
          // Typed text is ours at once, so that the cursor never jumps.
          onChange: (event) => {
            setFiltering(true);
            onChange(event.currentTarget.value);
          },
        })}
      />
      {options.length > 0 ? (
        <button
          {...combobox.getToggleButtonProps({ 'aria-label': 'Show suggestions', className: styles.opener })}
          type="button"
          tabIndex={-1}
        >
          <ChevronDown size={14} aria-hidden />
        </button>
      ) : null}
      <ul
        {...combobox.getMenuProps({ 'aria-label': 'Suggestions' })}
        className={styles.list}
        hidden={!combobox.isOpen}
      >
        {combobox.isOpen
          ? shown.map((option, index) => (
              <li
                key={option.value}
                {...combobox.getItemProps({ item: option, index })}
                className={styles.option}
              >
                <span className={classes(isMono && styles.mono)}>{option.label ?? option.value}</span>
                {option.detail ? <span className={styles.detail}>{option.detail}</span> : null}
              </li>
            ))
          : null}
      </ul>
    </div>
  );
}
