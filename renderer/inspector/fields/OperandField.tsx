import type { ReactElement } from 'react';
import { schemaTypes } from '../../../engine/language/index.ts';
import type { Json, JsonObject, Operator } from '../../../engine/model/index.ts';
import { Combobox } from '../../design/Combobox.tsx';
import type { ComboboxOption } from '../../design/combobox-option.ts';
import type { FieldControlProps } from '../../design/Field.tsx';
import inputs from '../../design/inputs.module.css';
import { Select } from '../../design/Select.tsx';
import { TokenField } from '../../design/TokenField.tsx';
import styles from '../Inspector.module.css';
import { jsonText, readScalar } from './json-text.ts';
import { NumberField } from './NumberField.tsx';
import { unitWords } from './unit-words.ts';

interface OperandFieldProps {
  control: FieldControlProps;
  at: string;
  op: Operator;
  /** What the compared field holds. */
  schema: JsonObject;
  /** The compared field; its name may say a unit. */
  path: string;
  /** Values that are known. */
  known: readonly ComboboxOption[];
  value: Json;
  onChange(value: Json): void;
}

/** What a field is compared with: a control that fits its type and the operator. */
export function OperandField(props: OperandFieldProps): ReactElement {
  const { control, at, op, schema, path, known, value, onChange } = props;
  const choices = Array.isArray(schema.enum) ? schema.enum : null;
  if (op === 'exists') {
    return (
      <Select
        {...control}
        data-at={at}
        value={String(value)}
        options={[
          { value: 'true', label: 'is there' },
          { value: 'false', label: 'is missing' },
        ]}
        onChange={(next) => onChange(next === 'true')}
      />
    );
  }
  if (op === 'in' || op === 'nin') {
    return (
      <div data-at={at}>
        <TokenField
          control={control}
          values={Array.isArray(value) ? value.map(jsonText) : []}
          placeholder="Add a value, then Enter"
          suggestions={choices?.map((choice) => ({ value: jsonText(choice) })) ?? known}
          onChange={(texts) => onChange(texts.map((text) => readScalar(text, schema)))}
        />
      </div>
    );
  }
  if (choices) {
    return (
      <Select
        {...control}
        data-at={at}
        value={jsonText(value)}
        options={choices.map((choice) => ({ value: jsonText(choice), label: jsonText(choice) }))}
        onChange={(text) => onChange(readScalar(text, schema))}
      />
    );
  }
  const types = schemaTypes(schema);
  if (types.size === 1 && types.has('boolean')) {
    return (
      <Select
        {...control}
        data-at={at}
        value={String(value)}
        options={[
          { value: 'true', label: 'yes (true)' },
          { value: 'false', label: 'no (false)' },
        ]}
        onChange={(next) => onChange(next === 'true')}
      />
    );
  }
  const isNumber = types.has('number') && !types.has('string');
  if (isNumber && schema['x-pick'] === undefined && (typeof value === 'number' || value === '')) {
    const words = typeof value === 'number' ? unitWords(path, value) : null;
    return (
      <>
        <NumberField
          control={control}
          at={at}
          isWhole={false}
          value={typeof value === 'number' ? value : null}
          onChange={(number) => onChange(number ?? 0)}
        />
        {words === null ? null : <p className={styles.chosen}>= {words}</p>}
      </>
    );
  }
  if (known.length > 0) {
    const chosen = known.find((choice) => choice.value === jsonText(value));
    return (
      <div data-at={at}>
        <Combobox
          control={control}
          value={jsonText(value)}
          options={known}
          onChange={(text) => onChange(readScalar(text, schema))}
        />
        {chosen?.detail && schema['x-pick'] !== undefined ? (
          <p className={styles.chosen}>{chosen.detail}</p>
        ) : null}
      </div>
    );
  }
  return (
    <input
      {...control}
      data-at={at}
      className={inputs.input}
      value={jsonText(value)}
      spellCheck={false}
      onChange={(event) => onChange(readScalar(event.target.value, schema))}
    />
  );
}
