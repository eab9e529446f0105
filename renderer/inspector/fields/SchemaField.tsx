import type { ReactElement } from 'react';
import { schemaTypes } from '../../../engine/language/index.ts';
import { isJsonObject, type Json, type JsonObject, pickLists } from '../../../engine/model/index.ts';
import { Combobox } from '../../design/Combobox.tsx';
import { Field } from '../../design/Field.tsx';
import { Select } from '../../design/Select.tsx';
import { Switch } from '../../design/Switch.tsx';
import { applyFix } from '../../state/fixes.ts';
import styles from '../Inspector.module.css';
import { useFieldProblems } from '../use-field-problems.ts';
import { JsonField } from './JsonField.tsx';
import { jsonText, readScalar } from './json-text.ts';
import { ListField } from './ListField.tsx';
import { pickChoices } from './pick-choices.ts';
import { type FieldContext, SchemaFields } from './SchemaFields.tsx';
import { TemplateField } from './TemplateField.tsx';

interface SchemaFieldProps {
  context: FieldContext;
  name: string;
  schema: JsonObject;
  value: Json | undefined;
  isRequired: boolean;
  at: string;
  onChange(value: Json | undefined): void;
}

/** The control that fits a parameter's schema. */
export function SchemaField(props: SchemaFieldProps): ReactElement {
  const { context, name, schema, value, isRequired, at, onChange } = props;
  const problems = useFieldProblems(at);
  const label = typeof schema.title === 'string' ? schema.title : name;
  const hint = typeof schema.description === 'string' ? schema.description : undefined;
  const types = schemaTypes(schema);
  const shared = { label, hint, problems, onFix: applyFix, isOptional: !isRequired };
  const pick = pickLists.find((list) => list === schema['x-pick']);

  if (types.has('array') && types.size === 1) {
    return (
      <ListField
        {...shared}
        at={at}
        schema={schema}
        choices={pick ? pickChoices(context, pick) : []}
        value={value}
        context={context}
        onChange={onChange}
      />
    );
  }
  if (types.has('object') && types.size === 1 && isJsonObject(schema.properties)) {
    return (
      <fieldset className={styles.group} data-at={at}>
        <legend>{label}</legend>
        <div className={styles.nested}>
          <SchemaFields
            context={context}
            schema={schema}
            value={isJsonObject(value) ? value : {}}
            at={at}
            onChange={onChange}
          />
        </div>
      </fieldset>
    );
  }
  if (Array.isArray(schema.enum)) {
    const options = schema.enum.map((choice) => ({
      value: jsonText(choice),
      label: jsonText(choice).replaceAll('_', ' '),
    }));
    const none = isRequired ? [] : [{ value: '', label: 'Not set' }];
    return (
      <Field {...shared}>
        {(control) => (
          <Select
            {...control}
            data-at={at}
            value={value === undefined ? '' : jsonText(value)}
            options={[...none, ...options]}
            onChange={(text) => onChange(text === '' ? undefined : readScalar(text, schema))}
          />
        )}
      </Field>
    );
  }
  if (types.has('boolean') && types.size === 1 && typeof value !== 'string') {
    return (
      <Field {...shared} isOptional={false}>
        {(control) => (
          <span data-at={at}>
            <Switch id={control.id} isOn={value === true} onChange={onChange} />
          </span>
        )}
      </Field>
    );
  }
  if (pick) {
    return (
      <Field {...shared}>
        {(control) => (
          <div data-at={at}>
            <Combobox
              control={control}
              value={value === undefined || value === null ? '' : jsonText(value)}
              options={pickChoices(context, pick)}
              placeholder={`Choose or type`}
              onChange={(text) => onChange(text === '' ? undefined : readScalar(text, schema))}
            />
          </div>
        )}
      </Field>
    );
  }
  if (types.has('string') || types.has('number')) {
    const isWhole = types.size === 1 || !types.has('object');
    if (isWhole || value === undefined || typeof value === 'string') {
      return (
        <TemplateField
          {...shared}
          context={context}
          at={at}
          schema={schema}
          value={value}
          onChange={onChange}
        />
      );
    }
  }
  return (
    <JsonField label={label} hint={hint} at={at} value={value} problems={problems} onChange={onChange} />
  );
}
