import { type ReactElement, useCallback } from 'react';
import { settingsTitles } from '../state/settings-state.ts';
import { client } from '../state/store.ts';
import { ServiceSettings } from './ServiceSettings.tsx';
import styles from './settings.module.css';
import { useAnswer } from './use-answer.ts';

/** What the workspace's tool servers offer, and the settings that only whoever runs the service can change. */
export function ToolSettings({ workspace }: { workspace: string }): ReactElement {
  const ask = useCallback(() => client().settings.tools({ workspace }), [workspace]);
  const { value: tools, trouble, askAgain } = useAnswer(ask);
  return (
    <>
      <h2>{settingsTitles.tools}</h2>
      <p className={styles.lead}>
        What the service behind {workspace} may reach, how fast, and what it keeps.
      </p>
      {trouble ? (
        <p className={styles.trouble} role="alert">
          {trouble}
        </p>
      ) : null}
      <ServiceSettings workspace={workspace} onChanged={askAgain} />
      <section className={styles.card} aria-label="Tools">
        <h3>Tools that rules may call</h3>
        {tools?.length === 0 ? <p>None: no tool server is agreed to.</p> : null}
        <ul>
          {tools?.map(({ name, title }) => (
            <li key={name} className={styles.row}>
              <span>{title}</span>
              <code>{name}</code>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
