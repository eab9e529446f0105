import type { ReactElement } from 'react';
import { isJsonObject, type Json, type JsonObject, type Problem } from '../../../engine/model/index.ts';
import type { ComboboxOption } from '../../design/combobox-option.ts';
import { Field } from '../../design/Field.tsx';
import { TokenField } from '../../design/TokenField.tsx';
import type { FieldContext } from './field-context.ts';
import { JsonField } from './JsonField.tsx';
import { jsonText, readScalar } from './json-text.ts';
import { placeholderOptions, useVariables } from './use-variables.ts';
import { VariableMenu } from './VariableMenu.tsx';

interface ListFieldProps {
  label: string;
  hint: string | undefined;
  isOptional: boolean;
  problems: readonly Problem[];
  onFix: (problem: Problem) => void;
  context: FieldContext;
  at: string;
  schema: JsonObject;
  choices: readonly ComboboxOption[];
  value: Json | undefined;
  onChange(value: Json | undefined): void;
}

/** A list of short values as tokens. Items that are more than text or numbers are kept, and shown as `key: value`. */
export function ListField(props: ListFieldProps): ReactElement {
  const { context, at, schema, choices, value, onChange, ...field } = props;
  const placeholders = placeholderOptions(useVariables(context));
  if (value !== undefined && !Array.isArray(value)) {
    return (
      <JsonField label={field.label} at={at} value={value} problems={field.problems} onChange={onChange} />
    );
  }
  const items = value ?? [];
  const itemSchema = isJsonObject(schema.items) ? schema.items : {};
  const known = new Map(items.map((item) => [tokenText(item), item]));
  const change = (texts: string[]): void => {
    onChange(texts.map((text) => known.get(text) ?? readScalar(text, itemSchema)));
  };
  return (
    <Field
      {...field}
      aside={
        <VariableMenu context={context} onPick={(placeholder) => change([...known.keys(), placeholder])} />
      }
    >
      {(control) => (
        <div data-at={at}>
          <TokenField
            control={control}
            values={[...known.keys()]}
            suggestions={choices}
            placeholders={placeholders}
            placeholder="Type, then Enter"
            onChange={change}
          />
        </div>
      )}
    </Field>
  );
}

function tokenText(item: Json): string {
  if (isJsonObject(item) && typeof item.key === 'string') return `${item.key}: ${jsonText(item.value ?? '')}`;
  return jsonText(item);
}
