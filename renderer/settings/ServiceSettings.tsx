import { safe } from '@orpc/client';
import { type ReactElement, useCallback, useState } from 'react';
import { Button } from '../design/Button.tsx';
import inputs from '../design/inputs.module.css';
import { toast } from '../design/toast.ts';
import { loadRemotes } from '../state/remote.ts';
import { client } from '../state/store.ts';
import styles from './settings.module.css';
import { troubleOf, useAnswer } from './use-answer.ts';

/** What is set there, and the part of the file that sets it. */
const parts: readonly { what: string; detail: string; at: string }[] = [
  {
    what: 'Mail',
    detail: 'Server, sender, encryption. Without it, steps that send mail fail and say so.',
    at: '[mail]',
  },
  { what: 'Model', detail: 'Which model answers questions of rules, and how many a day.', at: '[model]' },
  {
    what: 'Tool servers',
    detail: 'The exact command or address of each. None is used before somebody agreed to exactly that.',
    at: '[[mcp.servers]]',
  },
  {
    what: 'Addresses that may be called',
    detail: 'Out of the box: https to public addresses.',
    at: '[outgoing]',
  },
  {
    what: 'Rate limits',
    detail: 'Requests, calls and mails a minute; failures until a rule is paused.',
    at: '[limits]',
  },
  {
    what: 'Retention',
    detail: 'Events are kept for 90 days and runs for 365, unless it says otherwise.',
    at: '[retention]',
  },
  { what: 'Due times of tickets', detail: 'Minutes to the first response, by priority.', at: '[sla]' },
];

interface ServiceSettingsProps {
  workspace: string;
  onChanged(): void;
}

/** `workspace.toml`: written from here for the demo on this machine, and only there for any other workspace. */
export function ServiceSettings({ workspace, onChanged }: ServiceSettingsProps): ReactElement {
  const ask = useCallback(() => client().settings.service.get({ workspace }), [workspace]);
  const { value: service, trouble, setValue } = useAnswer(ask);
  return (
    <>
      <section className={styles.card} aria-label="Settings of the service">
        <h3>Settings of the service</h3>
        <p>
          {service
            ? 'This workspace runs on this machine, so they can be changed here.'
            : `These are kept where ${workspace} runs, in its workspace.toml. Whoever runs it can change them; nobody can from here.`}
        </p>
        <dl className={styles.parts}>
          {parts.map(({ what, detail, at }) => (
            <div key={at}>
              <dt>
                {what} <code>{at}</code>
              </dt>
              <dd>{detail}</dd>
            </div>
          ))}
        </dl>
      </section>
      {trouble ? (
        <p className={styles.trouble} role="alert">
          {trouble}
        </p>
      ) : null}
      {service ? (
        <ServiceFile
          key={service.text}
          {...service}
          workspace={workspace}
          onSaved={(changed) => {
            if (changed) setValue(changed);
            onChanged();
          }}
        />
      ) : null}
    </>
  );
}

interface ServiceFileProps {
  workspace: string;
  file: string;
  text: string;
  told: readonly string[];
  onSaved(changed: { file: string; text: string; told: string[] } | null): void;
}

function ServiceFile({ workspace, file, text, told, onSaved }: ServiceFileProps): ReactElement {
  const [draft, setDraft] = useState(text);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);

  async function save(): Promise<void> {
    setBusy(true);
    const { error, data } = await safe(client().settings.service.change({ workspace, text: draft }));
    setBusy(false);
    setRefusal(error ? troubleOf(error) : null);
    if (error) return;
    onSaved(data);
    toast.info('Saved', `${workspace} runs with these settings now.`);
    await loadRemotes(undefined);
  }
  return (
    <section className={styles.card} aria-label="workspace.toml">
      <h3>
        <label htmlFor="service-settings">workspace.toml</label>
      </h3>
      <textarea
        id="service-settings"
        className={`${inputs.input} ${styles.file}`}
        rows={14}
        spellCheck={false}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
      />
      {refusal ? (
        <p className={styles.trouble} role="alert">
          Nothing was saved. {refusal}
        </p>
      ) : null}
      <div className={styles.buttons}>
        <Button look="primary" disabled={isBusy || draft === text} onClick={() => void save()}>
          {isBusy ? 'Starting it again…' : 'Save and start it again'}
        </Button>
        {draft === text ? null : <Button onClick={() => setDraft(text)}>Discard changes</Button>}
      </div>
      {told.length > 0 ? (
        <>
          <h3>What it said when it started</h3>
          <ul className={styles.told} aria-label="What it said when it started">
            {told.map((line) => (
              <li key={line}>
                <code>{line}</code>
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <p className={styles.hint}>
        {file}. Secrets are written as references, such as secret:smtp, and their values kept in secrets.json
        beside it.
      </p>
    </section>
  );
}
