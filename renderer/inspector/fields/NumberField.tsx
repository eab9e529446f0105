import { type ReactElement, useState } from 'react';
import field from '../../design/Field.module.css';
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

/** A number, or nothing. Text that is no number in range stays while it is typed, with the reason; it is given up on leaving. */
export function NumberField(props: NumberFieldProps): ReactElement {
  const { control, at, value, onChange, least, most, placeholder, isWhole = true } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const trouble = draft === null ? null : troubleOf(draft, props);
  return (
    <>
      <input
        {...control}
        aria-invalid={control['aria-invalid'] || trouble !== null}
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
          else if (troubleOf(text, { least, most, isWhole }) === null) onChange(Number(text));
        }}
      />
      {trouble === null ? null : (
        <p className={field.problem} data-severity="error" role="alert">
          {trouble}
        </p>
      )}
    </>
  );
}

/** Why a text is not taken; null where it is. */
function troubleOf(
  text: string,
  { least, most, isWhole = true }: Pick<NumberFieldProps, 'least' | 'most' | 'isWhole'>,
): string | null {
  const number = Number(text);
  if (text.trim() === '') return null;
  if (!Number.isFinite(number)) return 'Not a number; it stays as it was.';
  if (isWhole && !Number.isInteger(number)) return 'A whole number is needed; it stays as it was.';
  if (least !== undefined && number < least) return `At least ${least}; it stays as it was.`;
  if (most !== undefined && number > most) return `At most ${most}; it stays as it was.`;
  return null;
}
