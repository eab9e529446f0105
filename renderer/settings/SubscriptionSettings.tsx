import { safe } from '@orpc/client';
import { type FormEvent, type ReactElement, useCallback, useState } from 'react';
import type { NoticeName } from '../../engine/contract/index.ts';
import { Button } from '../design/Button.tsx';
import { Field } from '../design/Field.tsx';
import inputs from '../design/inputs.module.css';
import { toast } from '../design/toast.ts';
import { settingsTitles } from '../state/settings-state.ts';
import { client } from '../state/store.ts';
import { listText } from '../words/values.ts';
import styles from './settings.module.css';
import { troubleOf, useAnswer } from './use-answer.ts';

const notices: { name: NoticeName; label: string }[] = [
  { name: 'rule.executed', label: 'A rule ran' },
  { name: 'rule.skipped', label: 'A rule was held back' },
  { name: 'rule.paused', label: 'A rule was paused, having failed too often' },
];
const noticeWords = new Map(notices.map(({ name, label }) => [name, label.toLowerCase()]));

/** Who is told, over HTTP and signed, of what rules do. */
export function SubscriptionSettings({ workspace }: { workspace: string }): ReactElement {
  const ask = useCallback(() => client().settings.subscriptions.list({ workspace }), [workspace]);
  const { value: subscriptions, trouble, askAgain } = useAnswer(ask);

  async function end(id: string): Promise<void> {
    const { error } = await safe(client().settings.subscriptions.remove({ workspace, id }));
    if (error) toast.error('The subscription was not ended', troubleOf(error));
    askAgain();
  }
  return (
    <>
      <h2>{settingsTitles.subscriptions}</h2>
      <p className={styles.lead}>
        {workspace} posts a signed notice to these addresses when a rule ran, was held back, or was paused.
      </p>
      {trouble ? (
        <p className={styles.trouble} role="alert">
          {trouble}
        </p>
      ) : null}
      {subscriptions && subscriptions.length > 0 ? (
        <ul className={styles.card} aria-label="Subscriptions">
          {subscriptions.map(({ id, url, events, apps }) => (
            <li key={id} className={styles.row}>
              <span>
                <b>{url}</b>
                <small>
                  {listText(events.map((name) => noticeWords.get(name) ?? name))} ·{' '}
                  {apps === null ? 'all apps' : listText(apps)}
                </small>
              </span>
              <Button size="small" look="danger" onClick={() => void end(id)}>
                End it
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      {subscriptions?.length === 0 ? <p>None yet.</p> : null}
      <Subscribe workspace={workspace} onDone={askAgain} />
    </>
  );
}

function Subscribe({ workspace, onDone }: { workspace: string; onDone(): void }): ReactElement {
  const [url, setUrl] = useState('');
  const [events, setEvents] = useState<NoticeName[]>(notices.map(({ name }) => name));
  const [refusal, setRefusal] = useState<string | null>(null);
  const [secret, setSecret] = useState<string | null>(null);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const wanted = { workspace, url: url.trim(), events, apps: null };
    const { error, data } = await safe(client().settings.subscriptions.create(wanted));
    setRefusal(error ? troubleOf(error) : null);
    if (error) return;
    setSecret(data.secret);
    setUrl('');
    onDone();
  }
  return (
    <section className={styles.card} aria-label="Subscribe">
      <h3>Subscribe</h3>
      <form className={styles.form} onSubmit={(event) => void submit(event)}>
        <Field label="Address" hint="https, or a reference to a secret of the workspace such as secret:ops.">
          {(control) => (
            <input
              {...control}
              className={inputs.input}
              value={url}
              spellCheck={false}
              placeholder="https://example.com/hook"
              onChange={(event) => setUrl(event.target.value)}
            />
          )}
        </Field>
        <fieldset className={styles.checks}>
          <legend>Told of</legend>
          {notices.map(({ name, label }) => (
            <label key={name}>
              <input
                type="checkbox"
                checked={events.includes(name)}
                onChange={(event) =>
                  setEvents(event.target.checked ? [...events, name] : events.filter((one) => one !== name))
                }
              />
              {label}
            </label>
          ))}
        </fieldset>
        {refusal ? (
          <p className={styles.trouble} role="alert">
            Not subscribed. {refusal}
          </p>
        ) : null}
        <div role="status" style={{ display: 'contents' }}>
          {secret ? (
            <p className={styles.good}>
              Subscribed. Notices are signed with this secret, which is shown only now:
              <code className={styles.secret}>{secret}</code>
            </p>
          ) : null}
        </div>
        <div className={styles.buttons}>
          <Button look="primary" type="submit" disabled={url.trim() === '' || events.length === 0}>
            Subscribe
          </Button>
        </div>
      </form>
    </section>
  );
}
