import { type ReactElement, useState } from 'react';
import type { FieldControlProps } from '../../design/Field.tsx';
import inputs from '../../design/inputs.module.css';

interface NameFieldProps {
  control: FieldControlProps;
  name: string;
  onChange(name: string): void;
}

/** A rule always has a name: while the field is empty the old one stays, and comes back on leaving. */
export function NameField({ control, name, onChange }: NameFieldProps): ReactElement {
  const [isEmpty, setEmpty] = useState(false);
  return (
    <input
      {...control}
      data-at="name"
      className={inputs.input}
      value={isEmpty ? '' : name}
      maxLength={200}
      placeholder={name}
      onFocus={(event) => event.target.select()}
      onBlur={() => setEmpty(false)}
      onChange={(event) => {
        const typed = event.target.value;
        setEmpty(typed === '');
        if (typed !== '') onChange(typed);
      }}
    />
  );
}
