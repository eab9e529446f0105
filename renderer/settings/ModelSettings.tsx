import { safe } from '@orpc/client';
import { type FormEvent, type ReactElement, useState } from 'react';
import { Button } from '../design/Button.tsx';
import { Chip } from '../design/Chip.tsx';
import { Field } from '../design/Field.tsx';
import inputs from '../design/inputs.module.css';
import { toast } from '../design/toast.ts';
import { settingsTitles } from '../state/settings-state.ts';
import { client } from '../state/store.ts';
import styles from './settings.module.css';
import { troubleOf, useAnswer } from './use-answer.ts';

const askSecrets = () => client().settings.secrets.list();
/** The secret that a key of the model provider is kept as. */
const modelKey = 'anthropic';

/** The key with which sentences are turned into rules by a model; without one, the built-in grammar does it. */
export function ModelSettings(): ReactElement {
  const { value: secrets, trouble, setValue } = useAnswer(askSecrets);
  const [key, setKey] = useState('');
  const isSet = secrets?.names.includes(modelKey) ?? false;

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const { error, data } = await safe(client().settings.secrets.set({ name: modelKey, value: key.trim() }));
    setKey('');
    if (error) toast.error('The key was not kept', troubleOf(error));
    else setValue(data);
  }

  async function remove(): Promise<void> {
    const { error, data } = await safe(client().settings.secrets.remove({ name: modelKey }));
    if (error) toast.error('The key was not removed', troubleOf(error));
    else setValue(data);
  }
  return (
    <>
      <h2>{settingsTitles.model}</h2>
      <p className={styles.lead}>
        A model can turn a sentence into a draft of a rule. Without a key, a grammar on this machine does what
        it can.
      </p>
      <section className={styles.card} aria-label="Key">
        <div className={styles.row}>
          <span>
            Anthropic <small>Only drafts come of it; nothing is saved or run by a model.</small>
          </span>
          {isSet ? <Chip tone="pass">key is set</Chip> : <Chip>no key</Chip>}
          {isSet ? (
            <Button size="small" look="danger" onClick={() => void remove()}>
              Remove the key
            </Button>
          ) : null}
        </div>
        <form className={styles.row} onSubmit={(event) => void submit(event)}>
          <Field label={isSet ? 'Another key' : 'Key'}>
            {(control) => (
              <input
                {...control}
                type="password"
                className={inputs.input}
                autoComplete="off"
                value={key}
                onChange={(event) => setKey(event.target.value)}
              />
            )}
          </Field>
          <Button type="submit" look="primary" disabled={key.trim() === ''} style={{ alignSelf: 'flex-end' }}>
            Keep it
          </Button>
        </form>
      </section>
      {trouble ? <p role="alert">{trouble}</p> : null}
      <p className={styles.hint}>{secrets ? `Keys are kept in ${secrets.place}.` : null}</p>
    </>
  );
}
