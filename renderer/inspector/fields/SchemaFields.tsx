import type { ReactElement } from 'react';
import type { Catalog } from '../../../engine/catalog/index.ts';
import { isJsonObject, type Json, type JsonObject, type Rule } from '../../../engine/model/index.ts';
import { JsonField } from './JsonField.tsx';
import { SchemaField } from './SchemaField.tsx';

/** What a parameter's control needs to know beside its own schema. */
export interface FieldContext {
  rule: Rule;
  catalog: Catalog;
  stepIndex: number;
}

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
  const required = Array.isArray(schema.required) ? schema.required : [];
  const unknown = Object.entries(value).filter(([name]) => !Object.hasOwn(properties, name));
  const change = (name: string, next: Json | undefined): void => {
    if (next === undefined) {
      const { [name]: _gone, ...rest } = value;
      onChange(rest);
    } else onChange({ ...value, [name]: next });
  };
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
