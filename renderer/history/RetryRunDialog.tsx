import { type ReactElement, useState } from 'react';
import { findActionType } from '../../engine/catalog/index.ts';
import type { StoredRunBody } from '../../engine/contract/index.ts';
import { Button } from '../design/Button.tsx';
import { Dialog, DialogActions } from '../design/Dialog.tsx';
import { Segmented } from '../design/Segmented.tsx';
import { effectTitle } from '../dry-run/EffectView.tsx';
import { retryRun } from '../state/history.ts';
import { useCatalog } from '../state/selectors.ts';
import { set } from '../state/store.ts';
import styles from './history.module.css';

const froms: { value: 'start' | 'failed'; label: string }[] = [
  { value: 'failed', label: 'From the failed step' },
  { value: 'start', label: 'From the start' },
];
const versions: { value: 'as-run' | 'current'; label: string }[] = [
  { value: 'current', label: 'The version that is live now' },
  { value: 'as-run', label: 'The version that ran' },
];

/** Runs it again, for real: from where, on which version, and what was done already. */
export function RetryRunDialog({ run }: { run: StoredRunBody }): ReactElement {
  const hasFailed = run.counts.failed > 0;
  const [from, setFrom] = useState<'start' | 'failed'>(hasFailed ? 'failed' : 'start');
  const [version, setVersion] = useState<'as-run' | 'current'>('current');
  const catalog = useCatalog();
  const close = () => set({ dialog: null });
  const firstFailed = run.steps.findIndex(({ status }) => status === 'failed' || status === 'invalid');
  const begin = from === 'failed' && firstFailed >= 0 ? firstFailed : 0;
  const again = run.steps.slice(begin).filter(({ status }) => status === 'succeeded');
  const done = run.steps.filter(({ status }) => status === 'succeeded');
  return (
    <Dialog title="Run it again, for real" onClose={close}>
      <p>The same event, with the effects it has. What was done already stays done.</p>
      {hasFailed ? (
        <Segmented
          label="Where it begins"
          value={from}
          options={froms}
          onChange={(next) => setFrom(next)}
          isFull
        />
      ) : null}
      <Segmented
        label="Which version runs"
        value={version}
        options={versions}
        onChange={(next) => setVersion(next)}
        isFull
      />
      {done.length > 0 ? (
        <section className={styles.done} aria-label="Done already">
          <h3>Done already</h3>
          <ul>
            {done.map((step) => (
              <li key={step.id}>
                <b>{(catalog && findActionType(catalog, step.type)?.title) ?? step.type}</b>{' '}
                <code>{step.type}</code>
                <small>
                  {step.effects.map((effect) => effectTitle(effect, step.type)).join(' · ')}
                  {again.includes(step) ? <em> would be done once more</em> : null}
                </small>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <DialogActions>
        <Button onClick={close}>Cancel</Button>
        <Button
          look="primary"
          onClick={() => {
            close();
            void retryRun(run.id, { version, from });
          }}
        >
          Run again
        </Button>
      </DialogActions>
    </Dialog>
  );
}
