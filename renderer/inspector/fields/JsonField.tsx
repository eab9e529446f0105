import { type ReactElement, type ReactNode, useState } from 'react';
import { describeIssue, type Json, limits, type Problem, parseJson } from '../../../engine/model/index.ts';
import { Field } from '../../design/Field.tsx';
import inputs from '../../design/inputs.module.css';

interface JsonFieldProps {
  label: string;
  hint?: string | undefined;
  at: string;
  value: Json | undefined;
  problems?: readonly Problem[];
  /** Stands at the right of the label. */
  aside?: ReactNode;
  onChange(value: Json | undefined): void;
}

/** Any value, as JSON. Text that is not JSON yet stays in the field and changes nothing. */
export function JsonField(props: JsonFieldProps): ReactElement {
  const { label, hint, at, value, problems = [], aside, onChange } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const read =
    draft === null || draft.trim() === '' ? null : parseJson(draft, { maxBytes: limits.ruleBytes });
  const broken: Problem[] =
    read && !read.ok ? [{ severity: 'error', code: 'not-json', message: describeIssue(read.error), at }] : [];
  return (
    <Field label={label} hint={hint} aside={aside} problems={[...broken, ...problems]}>
      {(control) => (
        <textarea
          {...control}
          data-at={at}
          className={`${inputs.input} ${inputs.mono}`}
          spellCheck={false}
          value={draft ?? (value === undefined ? '' : JSON.stringify(value, null, 2))}
          onBlur={() => (broken.length === 0 ? setDraft(null) : undefined)}
          onChange={(event) => {
            const text = event.target.value;
            setDraft(text);
            if (text.trim() === '') onChange(undefined);
            else {
              const parsed = parseJson(text, { maxBytes: limits.ruleBytes });
              if (parsed.ok) onChange(parsed.value);
            }
          }}
        />
      )}
    </Field>
  );
}
