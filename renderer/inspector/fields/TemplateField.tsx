import {
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { Json, JsonObject, Problem } from '../../../engine/model/index.ts';
import { Field } from '../../design/Field.tsx';
import inputs from '../../design/inputs.module.css';
import { isStudioEnter } from '../../design/studio-enter.ts';
import styles from '../Inspector.module.css';
import type { FieldContext } from './field-context.ts';
import { jsonText, readScalar } from './json-text.ts';
import { finishPlaceholder, openPlaceholder } from './open-placeholder.ts';
import { TemplatePreview } from './TemplatePreview.tsx';
import { matchVariables, useVariables } from './use-variables.ts';
import { VariableList, variableOptionId } from './VariableList.tsx';
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
  /** Stands beside the menu of variables. */
  aside?: ReactNode;
  onChange(value: Json | undefined): void;
}

/** As many as anyone reads; typing narrows them down. */
const mostShown = 50;

/**
 * Text that may hold `${…}`: writing `${` or the menu offers variables, and a line below shows what comes out for the
 * event that is looked at.
 */
export function TemplateField(props: TemplateFieldProps): ReactElement {
  const { context, at, schema, value, aside, onChange, ...field } = props;
  const input = useRef<HTMLTextAreaElement & HTMLInputElement>(null);
  const listId = useId();
  const [caret, setCaret] = useState<number | null>(null);
  const [active, setActive] = useState(0);
  const [wantedCaret, setWantedCaret] = useState<number | null>(null);
  const variables = useVariables(context);
  const text = value === undefined || value === null ? '' : jsonText(value);
  const open = caret === null ? null : openPlaceholder(text, caret);
  const shown = open ? matchVariables(variables, open.query).slice(0, mostShown) : [];
  const isOpen = shown.length > 0;
  const highlighted = Math.min(active, shown.length - 1);

  // Where the caret belongs can be said only after the new text is in the field.
  useLayoutEffect(() => {
    if (wantedCaret === null) return;
    input.current?.focus();
    input.current?.setSelectionRange(wantedCaret, wantedCaret);
    setWantedCaret(null);
  }, [wantedCaret]);

  function change(next: string): void {
    if (next === '') onChange(undefined);
    else onChange(next.includes('${') ? next : readScalar(next, schema));
  }
  function insert(placeholder: string): void {
    const start = input.current?.selectionStart ?? text.length;
    const end = input.current?.selectionEnd ?? start;
    change(text.slice(0, start) + placeholder + text.slice(end));
    setWantedCaret(start + placeholder.length);
  }
  function finish(path: string): void {
    if (open === null || caret === null) return;
    const done = finishPlaceholder(text, caret, open, path);
    change(done.text);
    setCaret(null);
    setWantedCaret(done.caret);
  }
  function handleKey(event: KeyboardEvent): void {
    if (!isOpen || isStudioEnter(event)) return;
    const entry = shown[highlighted];
    if (event.key === 'ArrowDown') setActive((highlighted + 1) % shown.length);
    else if (event.key === 'ArrowUp') setActive((highlighted + shown.length - 1) % shown.length);
    else if ((event.key === 'Enter' || event.key === 'Tab') && entry) finish(entry.path);
    else if (event.key === 'Escape') setCaret(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  const follow = (event: { currentTarget: { selectionStart: number | null } }): void => {
    const { selectionStart } = event.currentTarget;
    setCaret((before) => (before === null ? null : selectionStart));
  };
  const control = {
    ref: input,
    'data-at': at,
    className: inputs.input,
    value: text,
    spellCheck: schema['x-multiline'] === true,
    autoComplete: 'off',
    'aria-autocomplete': 'list' as const,
    'aria-controls': isOpen ? listId : undefined,
    'aria-activedescendant': isOpen ? variableOptionId(listId, highlighted) : undefined,
    onChange: (event: { target: { value: string; selectionStart: number | null } }) => {
      setCaret(event.target.selectionStart);
      setActive(0);
      change(event.target.value);
    },
    onSelect: follow,
    onBlur: () => setCaret(null),
    onKeyDown: handleKey,
  };
  return (
    <Field
      {...field}
      aside={
        <span className={styles.aside}>
          {aside}
          <VariableMenu context={context} onPick={insert} />
        </span>
      }
    >
      {(ids) => (
        <>
          <div className={inputs.anchor}>
            {schema['x-multiline'] === true ? (
              <textarea {...ids} {...control} rows={3} />
            ) : (
              <input {...ids} {...control} role="combobox" aria-expanded={isOpen} />
            )}
            {isOpen ? (
              <VariableList id={listId} variables={shown} active={highlighted} onPick={finish} />
            ) : null}
            <span className="visually-hidden" role="status">
              {isOpen ? `${shown.length} variables; arrow keys choose, Enter puts one in` : ''}
            </span>
          </div>
          <TemplatePreview context={context} text={text} />
        </>
      )}
    </Field>
  );
}
