import { type ReactElement, useCallback } from 'react';
import { client } from '../state/store.ts';
import styles from './settings.module.css';
import { useAnswer } from './use-answer.ts';

/** What the workspace's tool servers offer, and where what is not set here is set. */
export function ToolSettings({ workspace }: { workspace: string }): ReactElement {
  const ask = useCallback(() => client().settings.tools({ workspace }), [workspace]);
  const { value: tools, trouble } = useAnswer(ask);
  return (
    <>
      <h2>Tool servers and limits</h2>
      <p className={styles.lead}>Tools that rules in {workspace} may call.</p>
      {trouble ? (
        <p className={styles.trouble} role="alert">
          {trouble}
        </p>
      ) : null}
      {tools?.length === 0 ? <p>None.</p> : null}
      {tools && tools.length > 0 ? (
        <ul className={styles.card} aria-label="Tools">
          {tools.map(({ name, title }) => (
            <li key={name} className={styles.row}>
              <span>{title}</span>
              <code>{name}</code>
            </li>
          ))}
        </ul>
      ) : null}
      <p className={styles.hint}>
        Tool servers with the consent to start them, mail, the list of addresses that may be called, rate
        limits and retention are decided where the workspace runs, in its workspace.toml: whoever runs it sees
        the exact command of each tool server there, and agrees to it or not. The API offers no way to change
        them from here.
      </p>
    </>
  );
}
