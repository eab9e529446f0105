import { type FormEvent, type ReactElement, useState } from 'react';
import { describeChange } from '../../engine/analysis/index.ts';
import { Button } from '../design/Button.tsx';
import { Dialog, DialogActions } from '../design/Dialog.tsx';
import { Field } from '../design/Field.tsx';
import inputs from '../design/inputs.module.css';
import { toast } from '../design/toast.ts';
import { saveVersion } from '../state/document.ts';
import { refreshRules } from '../state/rules.ts';
import { useCatalog, useDraft, useProblems } from '../state/selectors.ts';
import { set, useStudio } from '../state/store.ts';
import { countText } from '../words/values.ts';
import styles from './SaveVersionDialog.module.css';
import { useVersions } from './use-versions.ts';

/** Keeps the draft as the next version, with a reason that history shows. */
export function SaveVersionDialog(): ReactElement | null {
  const rule = useDraft();
  const isDraft = useStudio((state) => state.document?.hasUnsavedVersion ?? false);
  const errors = useProblems().filter((problem) => problem.severity === 'error').length;
  const [why, setWhy] = useState('');
  const catalog = useCatalog();
  const last = useVersions(rule).versions?.[0];
  if (!rule) return null;
  const changes = last && catalog ? describeChange(last.rule, rule, catalog) : [];
  const close = () => set({ dialog: null });

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (await saveVersion(why)) {
      close();
      await refreshRules();
      toast.info('Version saved');
    }
  }
  return (
    <Dialog title={`Save version ${rule.version + 1}`} onClose={close}>
      <form onSubmit={(event) => void submit(event)} style={{ display: 'contents' }}>
        <p>
          {isDraft
            ? 'The draft becomes the next version of this rule. Your edits are already safe without it.'
            : 'Nothing changed since the last version. Saving keeps the same content once more.'}
          {errors > 0
            ? ` It has ${countText(errors, 'error')} that would have to be mended before publishing.`
            : ''}
        </p>
        {changes.length > 0 ? (
          <ul className={styles.changes} aria-label="What this version changes">
            {changes.map(({ text, at }) => (
              <li key={`${at} ${text}`}>{text}</li>
            ))}
          </ul>
        ) : null}
        <Field label="Reason" isOptional hint="What changed, for whoever reads the history.">
          {(control) => (
            <input
              {...control}
              className={inputs.input}
              value={why}
              onChange={(event) => setWhy(event.target.value)}
            />
          )}
        </Field>
        <DialogActions>
          <Button onClick={close}>Cancel</Button>
          <Button look="primary" type="submit">
            Save version
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
