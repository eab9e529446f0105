import { type FormEvent, type ReactElement, useState } from 'react';
import type { PublishPlan } from '../../engine/contract/index.ts';
import { Button } from '../design/Button.tsx';
import { Dialog, DialogActions } from '../design/Dialog.tsx';
import { Field } from '../design/Field.tsx';
import inputs from '../design/inputs.module.css';
import { changed, publishPlanned, showPublish } from '../state/publish.ts';
import { set } from '../state/store.ts';
import { countText } from '../words/values.ts';
import styles from './publish.module.css';

interface ConfirmPublishDialogProps {
  plan: PublishPlan;
  /** What is about to be done, as the title: `Publish 3 rules`. */
  what: string;
}

/** The last question before a workspace is changed: its name has to be typed. */
export function ConfirmPublishDialog({ plan, what }: ConfirmPublishDialogProps): ReactElement {
  const [typed, setTyped] = useState('');
  const isSame = typed.trim() === plan.workspace;
  const close = () => set({ dialog: null });
  const items = changed(plan);

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (!isSame) return;
    close();
    showPublish();
    void publishPlanned(plan);
  }
  return (
    <Dialog title={`${what} in ${plan.workspace}`} onClose={close}>
      <form onSubmit={submit} style={{ display: 'contents' }}>
        <p className={styles.activation}>{plan.activation}</p>
        <p>
          {countText(items.length, 'rule')} for {plan.workspace}, which calls itself “{plan.title}”, at{' '}
          {plan.url}. All of it goes live at once, or none of it.
        </p>
        <ul className={styles.plainList} aria-label="What is published">
          {items.map((item) => (
            <li key={item.ruleId}>
              <b>{item.name}</b> {item.words.map(({ text }) => text).join('; ')}
            </li>
          ))}
        </ul>
        <Field label={`Type ${plan.workspace} to go on`}>
          {(control) => (
            <input
              {...control}
              className={inputs.input}
              value={typed}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
        <DialogActions>
          <Button onClick={close}>Cancel</Button>
          <Button look="primary" type="submit" disabled={!isSame}>
            {what}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
