import type { ReactElement } from 'react';
import { schemaTypes } from '../../../engine/language/index.ts';
import { isJsonObject, type Json, type JsonObject, pickLists } from '../../../engine/model/index.ts';
import { Field } from '../../design/Field.tsx';
import { Select } from '../../design/Select.tsx';
import { Switch } from '../../design/Switch.tsx';
import { applyFix } from '../../state/fixes.ts';
import styles from '../Inspector.module.css';
import { useFieldProblems } from '../use-field-problems.ts';
import type { FieldContext } from './field-context.ts';
import { JsonField } from './JsonField.tsx';
import { jsonText, readScalar } from './json-text.ts';
import { ListField } from './ListField.tsx';
import { MapField } from './MapField.tsx';
import { PickField } from './PickField.tsx';
import { pickChoices, wantedNames } from './pick-choices.ts';
import { TemplateField } from './TemplateField.tsx';
import { TextOrJsonField } from './TextOrJsonField.tsx';

interface SchemaFieldsProps {
  context: FieldContext;
  schema: JsonObject;
  value: JsonObject;
  at: string;
  onChange(value: JsonObject): void;
}

/** One control for each property of an object's schema; what the schema does not know is edited as JSON. */
export function SchemaFields({ context, schema, value, at, onChange }: SchemaFieldsProps): ReactElement {
  const properties = isJsonObject(schema.properties) ? schema.properties : {};
  const isEmpty = Object.keys(properties).length === 0 && Object.keys(value).length === 0;
  const required = Array.isArray(schema.required) ? schema.required : [];
  const unknown = Object.entries(value).filter(([name]) => !Object.hasOwn(properties, name));
  const change = (name: string, next: Json | undefined): void => {
    if (next === undefined) {
      const { [name]: _gone, ...rest } = value;
      onChange(rest);
    } else onChange({ ...value, [name]: next });
  };
  if (isEmpty && at.endsWith('.params')) return <p className={styles.nothing}>Nothing to fill in.</p>;
  return (
    <>
      {Object.entries(properties).map(([name, property]) =>
        isJsonObject(property) ? (
          <SchemaField
            key={name}
            context={context}
            name={name}
            schema={property}
            value={value[name]}
            params={value}
            isRequired={required.includes(name) || isRequiredNow(schema, value, name)}
            at={`${at}.${name}`}
            onChange={(next) => change(name, next)}
          />
        ) : null,
      )}
      {unknown.map(([name, extra]) => (
        <JsonField
          key={name}
          label={name}
          at={`${at}.${name}`}
          value={extra}
          onChange={(next) => change(name, next)}
        />
      ))}
    </>
  );
}

/** Whether the schema's `if`/`then` asks for a property given what the others say, as `member` when pinned. */
function isRequiredNow(schema: JsonObject, value: JsonObject, name: string): boolean {
  const { if: condition, then } = schema;
  if (!isJsonObject(condition) || !isJsonObject(then) || !isJsonObject(condition.properties)) return false;
  if (!Array.isArray(then.required) || !then.required.includes(name)) return false;
  return Object.entries(condition.properties).every(
    ([key, expected]) => isJsonObject(expected) && 'const' in expected && expected.const === value[key],
  );
}

interface SchemaFieldProps {
  context: FieldContext;
  name: string;
  schema: JsonObject;
  value: Json | undefined;
  /** The values beside it. */
  params: JsonObject;
  isRequired: boolean;
  at: string;
  onChange(value: Json | undefined): void;
}

/** The control that fits a parameter's schema. */
function SchemaField(props: SchemaFieldProps): ReactElement {
  const { context, name, schema, value, params, isRequired, at, onChange } = props;
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
      <PickField
        {...shared}
        context={context}
        at={at}
        schema={schema}
        pick={pick}
        value={value}
        onChange={onChange}
      />
    );
  }
  if (types.has('object') && types.size === 1 && (value === undefined || isJsonObject(value))) {
    return (
      <MapField
        label={label}
        hint={hint}
        context={context}
        at={at}
        value={value ?? {}}
        wanted={wantedNames(context, name, params)}
        onChange={onChange}
      />
    );
  }
  if (types.has('string') && (types.has('object') || types.has('array'))) {
    return (
      <TextOrJsonField
        {...shared}
        context={context}
        at={at}
        schema={schema}
        value={value}
        onChange={onChange}
      />
    );
  }
  if (types.has('string') || types.has('number')) {
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
  return (
    <JsonField label={label} hint={hint} at={at} value={value} problems={problems} onChange={onChange} />
  );
}
