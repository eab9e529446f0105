import { type ReactElement, useRef } from 'react';
import type { Json, JsonObject, Problem } from '../../../engine/model/index.ts';
import { Field } from '../../design/Field.tsx';
import inputs from '../../design/inputs.module.css';
import styles from '../Inspector.module.css';
import type { FieldContext } from './field-context.ts';
import { jsonText, readScalar } from './json-text.ts';
import { previewTemplate } from './preview-template.ts';
import { VariableMenu } from './VariableMenu.tsx';

interface TemplateFieldProps {
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

/** Text that may hold `${…}`: the menu puts variables in, and a line below shows what comes out. */
export function TemplateField({
  context,
  at,
  schema,
  value,
  onChange,
  ...field
}: TemplateFieldProps): ReactElement {
  const input = useRef<HTMLTextAreaElement & HTMLInputElement>(null);
  const text = value === undefined || value === null ? '' : jsonText(value);
  const preview = previewTemplate(context, text);
  const change = (next: string): void => {
    if (next === '') onChange(undefined);
    else onChange(next.includes('${') ? next : readScalar(next, schema));
  };
  function insert(placeholder: string): void {
    const start = input.current?.selectionStart ?? text.length;
    const end = input.current?.selectionEnd ?? start;
    change(text.slice(0, start) + placeholder + text.slice(end));
    input.current?.focus();
  }
  const control = {
    ref: input,
    'data-at': at,
    className: inputs.input,
    value: text,
    spellCheck: schema['x-multiline'] === true,
    onChange: (event: { target: { value: string } }) => change(event.target.value),
  };
  return (
    <Field {...field} aside={<VariableMenu context={context} onPick={insert} />}>
      {(ids) => (
        <>
          {schema['x-multiline'] === true ? (
            <textarea {...ids} {...control} rows={3} />
          ) : (
            <input {...ids} {...control} />
          )}
          {preview === null ? null : (
            <p className={styles.preview}>
              → <b>{preview}</b>
            </p>
          )}
        </>
      )}
    </Field>
  );
}
