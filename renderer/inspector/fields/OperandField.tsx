import type { ReactElement } from 'react';
import { schemaTypes } from '../../../engine/language/index.ts';
import type { Json, JsonObject, Operator } from '../../../engine/model/index.ts';
import type { FieldControlProps } from '../../design/Field.tsx';
import inputs from '../../design/inputs.module.css';
import { Select } from '../../design/Select.tsx';
import { TokenField } from '../../design/TokenField.tsx';
import { jsonText, readScalar } from './json-text.ts';
import { NumberField } from './NumberField.tsx';

interface OperandFieldProps {
  control: FieldControlProps;
  at: string;
  op: Operator;
  /** What the compared field holds. */
  schema: JsonObject;
  value: Json;
  onChange(value: Json): void;
}

/** What a field is compared with: a control that fits its type and the operator. */
export function OperandField({ control, at, op, schema, value, onChange }: OperandFieldProps): ReactElement {
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
          suggestions={choices?.map((choice) => ({ value: jsonText(choice) }))}
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
  if (types.has('number') && !types.has('string') && (typeof value === 'number' || value === '')) {
    return (
      <NumberField
        control={control}
        at={at}
        isWhole={false}
        value={typeof value === 'number' ? value : null}
        onChange={(number) => onChange(number ?? 0)}
      />
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
