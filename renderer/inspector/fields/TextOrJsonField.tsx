import { type ReactElement, useState } from 'react';
import type { Json, JsonObject, Problem } from '../../../engine/model/index.ts';
import { Segmented } from '../../design/Segmented.tsx';
import type { FieldContext } from './field-context.ts';
import { JsonField } from './JsonField.tsx';
import { TemplateField } from './TemplateField.tsx';

interface TextOrJsonFieldProps {
  label: string;
  hint: string | undefined;
  isOptional: boolean;
  problems: readonly Problem[];
  onFix: (problem: Problem) => void;
  context: FieldContext;
  at: string;
  schema: JsonObject;
  value: Json | undefined;
  onChange(value: Json | undefined): void;
}

/** A value that may be text or a structure: one of two controls, and a switch between them. */
export function TextOrJsonField(props: TextOrJsonFieldProps): ReactElement {
  const { label, hint, at, value, problems, onChange, schema } = props;
  const isStructure = value !== undefined && typeof value !== 'string';
  const [asJson, setAsJson] = useState(isStructure);
  const choice = (
    <Segmented
      label={`${label} as`}
      size="small"
      value={asJson || isStructure ? 'json' : 'text'}
      options={[
        { value: 'text', label: 'Text' },
        { value: 'json', label: 'JSON' },
      ]}
      onChange={(next) => {
        setAsJson(next === 'json');
        // What is there is kept in its other form.
        if (next === 'text' && isStructure) onChange(JSON.stringify(value));
      }}
    />
  );
  if (asJson || isStructure) {
    return (
      <JsonField
        label={label}
        hint={hint}
        at={at}
        value={value}
        problems={problems}
        aside={choice}
        onChange={onChange}
      />
    );
  }
  return (
    <TemplateField {...props} schema={{ ...schema, type: 'string', 'x-multiline': true }} aside={choice} />
  );
}
