import { safe } from '@orpc/client';
import { type ReactElement, useState } from 'react';
import { Button } from '../design/Button.tsx';
import { toast } from '../design/toast.ts';
import { client, useStudio } from '../state/store.ts';
import { dateText } from '../words/values.ts';
import styles from './settings.module.css';
import { troubleOf, useAnswer } from './use-answer.ts';

const askSnapshots = () => client().settings.snapshots.list();

/** Where everything is, and the verified copies of it. */
export function DataSettings(): ReactElement {
  const status = useStudio((state) => state.status);
  const { value: snapshots, trouble, setValue } = useAnswer(askSnapshots);
  const [isBusy, setBusy] = useState(false);

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
      <h2>Data and backup</h2>
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
              <small>{Math.ceil(bytes / 1024)} KB</small>
            </li>
          ))}
        </ul>
        {snapshots?.length === 0 ? <p>None yet.</p> : null}
        {trouble ? <p role="alert">{trouble}</p> : null}
        <div className={styles.buttons} style={{ marginTop: 12 }}>
          <Button disabled={isBusy} onClick={() => void take()}>
            {isBusy ? 'Copying…' : 'Make a snapshot now'}
          </Button>
        </div>
      </section>
      <p className={styles.hint}>
        A snapshot is also made once a day and before the data changes its form; the newest five are kept. To
        go back to one, close the studio and put the file in the place of rulewright.sqlite.
      </p>
    </>
  );
}
