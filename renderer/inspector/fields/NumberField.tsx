import { type ReactElement, useState } from 'react';
import type { FieldControlProps } from '../../design/Field.tsx';
import inputs from '../../design/inputs.module.css';

interface NumberFieldProps {
  control: FieldControlProps;
  at: string;
  value: number | null;
  onChange(value: number | null): void;
  least?: number;
  most?: number;
  placeholder?: string;
  isWhole?: boolean;
}

/** A number, or nothing. Text that is no number in range is kept while it is typed and given up on leaving. */
export function NumberField(props: NumberFieldProps): ReactElement {
  const { control, at, value, onChange, least, most, placeholder, isWhole = true } = props;
  const [draft, setDraft] = useState<string | null>(null);
  return (
    <input
      {...control}
      data-at={at}
      className={inputs.input}
      inputMode={isWhole ? 'numeric' : 'decimal'}
      value={draft ?? (value === null ? '' : String(value))}
      placeholder={placeholder}
      onBlur={() => setDraft(null)}
      onChange={(event) => {
        const text = event.target.value;
        setDraft(text);
        if (text.trim() === '') onChange(null);
        else {
          const number = Number(text);
          const fits =
            number >= (least ?? Number.NEGATIVE_INFINITY) && number <= (most ?? Number.POSITIVE_INFINITY);
          if (Number.isFinite(number) && fits && (!isWhole || Number.isInteger(number))) onChange(number);
        }
      }}
    />
  );
}
