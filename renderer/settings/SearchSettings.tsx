import { safe } from '@orpc/client';
import { type FormEvent, type ReactElement, useCallback, useState } from 'react';
import { Button } from '../design/Button.tsx';
import { Field } from '../design/Field.tsx';
import inputs from '../design/inputs.module.css';
import { settingsTitles } from '../state/settings-state.ts';
import { client } from '../state/store.ts';
import styles from './settings.module.css';
import { troubleOf, useAnswer } from './use-answer.ts';

/** Searches that rules of the workspace can mail. */
export function SearchSettings({ workspace }: { workspace: string }): ReactElement {
  const ask = useCallback(() => client().settings.searches.list({ workspace }), [workspace]);
  const { value: searches, trouble, askAgain } = useAnswer(ask);
  const [title, setTitle] = useState('');
  const [query, setQuery] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const { error } = await safe(client().settings.searches.create({ workspace, title, query }));
    setRefusal(error ? troubleOf(error) : null);
    if (error) return;
    setTitle('');
    setQuery('');
    askAgain();
  }
  return (
    <>
      <h2>{settingsTitles.searches}</h2>
      <p className={styles.lead}>Rules in {workspace} can run these and mail what they find.</p>
      {trouble ? (
        <p className={styles.trouble} role="alert">
          {trouble}
        </p>
      ) : null}
      {searches?.length === 0 ? <p>None yet.</p> : null}
      {searches && searches.length > 0 ? (
        <ul className={styles.card} aria-label="Saved searches">
          {searches.map((search) => (
            <li key={search.id} className={styles.row}>
              <span>
                <b>{search.title}</b>
                <small>{search.query}</small>
              </span>
              <code>{search.id}</code>
            </li>
          ))}
        </ul>
      ) : null}
      <section className={styles.card} aria-label="Save a search">
        <h3>Save a search</h3>
        <form className={styles.form} onSubmit={(event) => void submit(event)}>
          <Field label="Title">
            {(control) => (
              <input
                {...control}
                className={inputs.input}
                value={title}
                onChange={(event) => setTitle(event.target.value)}
              />
            )}
          </Field>
          <Field label="Query">
            {(control) => (
              <input
                {...control}
                className={inputs.input}
                value={query}
                onChange={(event) => setQuery(event.target.value)}
              />
            )}
          </Field>
          {refusal ? (
            <p className={styles.trouble} role="alert">
              Not saved. {refusal}
            </p>
          ) : null}
          <div className={styles.buttons}>
            <Button look="primary" type="submit" disabled={title.trim() === '' || query.trim() === ''}>
              Save the search
            </Button>
          </div>
        </form>
      </section>
    </>
  );
}
