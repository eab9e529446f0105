import type { ReactElement } from 'react';
import type { Json, JsonObject, PickList, Problem } from '../../../engine/model/index.ts';
import { Combobox } from '../../design/Combobox.tsx';
import { Field } from '../../design/Field.tsx';
import styles from '../Inspector.module.css';
import type { FieldContext } from './field-context.ts';
import { jsonText, readScalar } from './json-text.ts';
import { pickChoices } from './pick-choices.ts';
import { TemplatePreview } from './TemplatePreview.tsx';
import { placeholderOptions, useVariables } from './use-variables.ts';
import { VariableMenu } from './VariableMenu.tsx';

interface PickFieldProps {
  label: string;
  hint: string | undefined;
  isOptional: boolean;
  problems: readonly Problem[];
  onFix: (problem: Problem) => void;
  context: FieldContext;
  at: string;
  schema: JsonObject;
  pick: PickList;
  value: Json | undefined;
  onChange(value: Json | undefined): void;
}

/** Something the workspace has, picked by its name, or a variable that says which. */
export function PickField(props: PickFieldProps): ReactElement {
  const { context, at, schema, pick, value, onChange, ...field } = props;
  const text = value === undefined || value === null ? '' : jsonText(value);
  const choices = pickChoices(context, pick);
  const chosen = choices.find((choice) => choice.value === text);
  const variables = placeholderOptions(useVariables(context));
  const mayBeNothing = Array.isArray(schema.type) && schema.type.includes('null');
  const options = text.includes('${') ? variables : choices;
  return (
    <Field
      {...field}
      aside={<VariableMenu context={context} onPick={(placeholder) => onChange(placeholder)} />}
    >
      {(control) => (
        <div data-at={at}>
          <Combobox
            control={control}
            value={text}
            options={options}
            placeholder={mayBeNothing && value === null ? 'Nobody' : 'Choose or type'}
            onChange={(next) => {
              if (next === '') onChange(mayBeNothing ? null : undefined);
              else onChange(next.includes('${') ? next : readScalar(next, schema));
            }}
          />
          {chosen?.detail ? <p className={styles.chosen}>{chosen.detail}</p> : null}
          <TemplatePreview context={context} text={text} />
        </div>
      )}
    </Field>
  );
}
