import { safe } from '@orpc/client';
import { type ReactElement, useState } from 'react';
import type { Snapshot } from '../../engine/contract/index.ts';
import { Button } from '../design/Button.tsx';
import { Dialog, DialogActions } from '../design/Dialog.tsx';
import { toast } from '../design/toast.ts';
import { flushDocument } from '../state/document.ts';
import { refreshRules } from '../state/rules.ts';
import { settingsTitles } from '../state/settings-state.ts';
import { client, useStudio } from '../state/store.ts';
import { dateText, sizeText } from '../words/values.ts';
import styles from './settings.module.css';
import { troubleOf, useAnswer } from './use-answer.ts';

const askSnapshots = () => client().settings.snapshots.list();

/** Where everything is, and the verified copies of it. */
export function DataSettings(): ReactElement {
  const status = useStudio((state) => state.status);
  const { value: snapshots, trouble, setValue } = useAnswer(askSnapshots);
  const [isBusy, setBusy] = useState(false);
  const [chosen, setChosen] = useState<Snapshot | null>(null);

  async function restore({ file, at }: Snapshot): Promise<void> {
    setChosen(null);
    setBusy(true);
    await flushDocument();
    const { error, data } = await safe(client().settings.snapshots.restore({ file }));
    setBusy(false);
    if (error) {
      toast.error('Nothing was restored', troubleOf(error));
      return;
    }
    setValue(data);
    await refreshRules();
    toast.info(
      `The rules are as they were on ${dateText(at)}`,
      'What they were just now is the newest snapshot.',
    );
  }

  async function take(): Promise<void> {
    setBusy(true);
    const { error, data } = await safe(client().settings.snapshots.take());
    setBusy(false);
    if (error) toast.error('No snapshot was made', troubleOf(error));
    else {
      setValue(data);
      toast.info('Snapshot made', 'It was read back whole.');
    }
  }
  return (
    <>
      <h2>{settingsTitles.data}</h2>
      <p className={styles.lead}>Everything you draw is in one folder on this machine.</p>
      <section className={styles.card} aria-label="Data folder">
        <h3>Data folder</h3>
        <code>{status?.dataFolder}</code>
      </section>
      <section className={styles.card} aria-label="Snapshots">
        <h3>Snapshots</h3>
        <ul>
          {snapshots?.map(({ file, at, bytes }) => (
            <li key={file} className={styles.row}>
              <span>
                {dateText(at)}
                <small>{file}</small>
              </span>
              <small>{sizeText(bytes)}</small>
              <Button
                size="small"
                disabled={isBusy}
                aria-label={`Go back to ${dateText(at)}…`}
                onClick={() => setChosen({ file, at, bytes })}
              >
                Go back…
              </Button>
            </li>
          ))}
        </ul>
        {snapshots?.length === 0 ? <p>None yet.</p> : null}
        {trouble ? <p role="alert">{trouble}</p> : null}
        <div className={styles.buttons} style={{ marginTop: 12 }}>
          <Button disabled={isBusy} onClick={() => void take()}>
            {isBusy ? 'One moment…' : 'Make a snapshot now'}
          </Button>
        </div>
      </section>
      <p className={styles.hint}>
        A snapshot holds all rules, their versions and what is expected of them. One is also made once a day,
        before the data changes its form and before going back; the newest five are kept. Each is one file:
        copied into the same folder of another machine, it is listed there and can be gone back to.
      </p>
      {chosen ? (
        <RestoreDialog
          snapshot={chosen}
          onClose={() => setChosen(null)}
          onRestore={() => void restore(chosen)}
        />
      ) : null}
    </>
  );
}

interface RestoreDialogProps {
  snapshot: Snapshot;
  onClose(): void;
  onRestore(): void;
}

function RestoreDialog({ snapshot: { at }, onClose, onRestore }: RestoreDialogProps): ReactElement {
  return (
    <Dialog title={`Go back to ${dateText(at)}?`} onClose={onClose}>
      <p>
        Rules, their versions and expectations become what they were then. What you have now is kept as a new
        snapshot first, so that you can come back to it.
      </p>
      <p>Nothing changes in any workspace, and your settings stay.</p>
      <DialogActions>
        <Button onClick={onClose}>Leave it as it is</Button>
        <Button look="primary" onClick={onRestore}>
          Go back
        </Button>
      </DialogActions>
    </Dialog>
  );
}
