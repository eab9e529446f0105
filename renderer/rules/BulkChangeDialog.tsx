import { type FormEvent, type ReactElement, useState } from 'react';
import type { Catalog } from '../../engine/catalog/index.ts';
import type { RuleChange, RuleSummary } from '../../engine/contract/index.ts';
import { Button } from '../design/Button.tsx';
import { Dialog, DialogActions } from '../design/Dialog.tsx';
import { Field } from '../design/Field.tsx';
import inputs from '../design/inputs.module.css';
import { changeRules } from '../state/rules.ts';
import { useCatalog } from '../state/selectors.ts';
import { set, useStudio } from '../state/store.ts';
import { countText } from '../words/values.ts';
import { appsOfRule, type BulkChoice, changeLists } from './bulk-change.ts';
import styles from './RuleList.module.css';

interface BulkChangeDialogProps {
  what: 'apps' | 'labels';
  ids: readonly string[];
}

/** Scope or labels of several rules. What is neither ticked nor unticked here stays as each rule has it. */
export function BulkChangeDialog({ what, ids }: BulkChangeDialogProps): ReactElement | null {
  const all = useStudio((state) => state.rules);
  const catalog = useCatalog();
  const [choice, setChoice] = useState<BulkChoice>({});
  const [text, setText] = useState('');
  const close = () => set({ dialog: null });
  if (!catalog) return null;
  const rules = all.filter(({ id }) => ids.includes(id));
  const options = optionsOf(what, rules, all, catalog, choice);
  const changes = changeLists(rules, what, choice, catalog);

  function addLabel(): void {
    const label = text.trim();
    if (label !== '') setChoice({ ...choice, [label]: true });
    setText('');
  }
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (text.trim() !== '') {
      addLabel();
      return;
    }
    close();
    if (changes.length > 0) void changeRules(changes, wordsFor(what, changes));
  }
  return (
    <Dialog title={what === 'apps' ? 'Change the scope' : 'Change the labels'} onClose={close}>
      <form onSubmit={submit} style={{ display: 'contents' }}>
        <p>
          {what === 'apps'
            ? 'A tick adds the app to every chosen rule it belongs to, an empty box takes it out. A dash leaves it as it is.'
            : 'A tick gives the label to every chosen rule, an empty box takes it away. A dash leaves it as it is.'}
        </p>
        <fieldset className={styles.choices} style={{ border: 0, margin: 0, padding: 0 }}>
          <legend className="visually-hidden">{what === 'apps' ? 'Apps' : 'Labels'}</legend>
          {options.map(({ id, title, have, can }) => {
            const now = choice[id] ?? (have === 0 ? false : have === can ? true : null);
            return (
              <label key={id} className={styles.choice}>
                <input
                  type="checkbox"
                  checked={now === true}
                  ref={(box) => {
                    if (box) box.indeterminate = now === null;
                  }}
                  onChange={(event) => setChoice({ ...choice, [id]: event.target.checked })}
                />
                {title}
                <small>
                  {have} of {can}
                </small>
              </label>
            );
          })}
        </fieldset>
        {what === 'labels' ? (
          <Field label="New label" isOptional hint="Enter adds it to the list above.">
            {(control) => (
              <input
                {...control}
                className={inputs.input}
                value={text}
                maxLength={100}
                onChange={(event) => setText(event.target.value)}
              />
            )}
          </Field>
        ) : null}
        <p role="status">
          {changes.length === 0
            ? 'Nothing would change yet.'
            : `${countText(changes.length, 'rule')} will change, as drafts. Nothing is published.`}
        </p>
        <DialogActions>
          <Button onClick={close}>Cancel</Button>
          <Button look="primary" type="submit" disabled={changes.length === 0 && text.trim() === ''}>
            {text.trim() === '' ? 'Change' : 'Add the label'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

interface Option {
  id: string;
  title: string;
  /** Chosen rules that have it. */
  have: number;
  /** Chosen rules that can have it. */
  can: number;
}

function optionsOf(
  what: 'apps' | 'labels',
  rules: readonly RuleSummary[],
  all: readonly RuleSummary[],
  catalog: Catalog,
  choice: BulkChoice,
): Option[] {
  if (what === 'labels') {
    const labels = new Set([...all.flatMap((rule) => rule.labels), ...Object.keys(choice)]);
    return [...labels]
      .toSorted((a, b) => a.localeCompare(b, 'en'))
      .map((label) => ({
        id: label,
        title: label,
        have: rules.filter((rule) => rule.labels.includes(label)).length,
        can: rules.length,
      }));
  }
  const able = rules.map((rule) => ({ rule, apps: appsOfRule(rule, catalog) }));
  return [...catalog.apps].flatMap(([id, { value }]) => {
    const can = able.filter(({ apps }) => apps.includes(id));
    const have = can.filter(({ rule }) => rule.apps.includes(id)).length;
    return can.length === 0 ? [] : [{ id, title: value.title, have, can: can.length }];
  });
}

function wordsFor(what: 'apps' | 'labels', changes: readonly RuleChange[]): string {
  return `Changed the ${what === 'apps' ? 'scope' : 'labels'} of ${countText(changes.length, 'rule')}`;
}
