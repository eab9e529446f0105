import { CircleCheck, Trash2 } from 'lucide-react';
import { type FormEvent, type ReactElement, useState } from 'react';
import type { Me, RemoteWorkspace } from '../../engine/contract/index.ts';
import { Button } from '../design/Button.tsx';
import { Chip } from '../design/Chip.tsx';
import { Field } from '../design/Field.tsx';
import { IconButton } from '../design/IconButton.tsx';
import inputs from '../design/inputs.module.css';
import { addWorkspace, chooseWorkspace, removeWorkspace, startDemo } from '../state/remote.ts';
import { settingsTitles } from '../state/settings-state.ts';
import { client, useStudio } from '../state/store.ts';
import { syncErrorText } from '../state/sync-errors.ts';
import { listText } from '../words/values.ts';
import styles from './settings.module.css';
import { useAnswer } from './use-answer.ts';

const askSecrets = () => client().settings.secrets.list();

/** The workspaces that rules are shipped to. A token is asked for once and never shown again. */
export function WorkspaceSettings(): ReactElement {
  const { workspaces, demo } = useStudio((state) => state.remote);
  const [isStarting, setStarting] = useState(false);
  const secrets = useAnswer(askSecrets);
  return (
    <>
      <h2>{settingsTitles.workspaces}</h2>
      <p className={styles.lead}>
        A workspace runs rules for real. The studio ships to it, and reads what its rules did.
      </p>
      {workspaces.length > 0 ? (
        <ul className={styles.card} aria-label="Workspaces">
          {workspaces.map((workspace) => (
            <WorkspaceRow key={workspace.name} workspace={workspace} />
          ))}
        </ul>
      ) : null}
      <AddWorkspace />
      {demo?.address ? null : (
        <section className={styles.card}>
          <h3>Demo</h3>
          <div className={styles.row}>
            <span>
              {demo?.workspace
                ? 'The demo workspace does not run at the moment.'
                : 'A workspace with the sample rules of all three packs, served by this studio on this machine for as long as it is open.'}
            </span>
            <Button
              disabled={isStarting}
              onClick={() => {
                setStarting(true);
                void startDemo().finally(() => setStarting(false));
              }}
            >
              {isStarting ? 'Starting…' : 'Start a demo workspace on this machine'}
            </Button>
          </div>
        </section>
      )}
      <p className={styles.hint}>
        {secrets.value ? `Tokens are kept in ${secrets.value.place}.` : (secrets.trouble ?? '')} They are
        never shown again, and never leave this machine but to their own workspace.
      </p>
    </>
  );
}

function WorkspaceRow({ workspace }: { workspace: RemoteWorkspace }): ReactElement {
  const { chosen, standing } = useStudio((state) => state.remote);
  const [isAsking, setAsking] = useState(false);
  const isChosen = chosen === workspace.name;
  return (
    <li className={styles.row}>
      <span>
        <b>{workspace.name}</b> {isChosen ? <Chip tone="scope">in use</Chip> : null}
        <small>{workspace.url}</small>
        {isChosen && standing.kind === 'reachable' ? <small>{meWords(standing.me)}</small> : null}
        {isChosen && standing.kind === 'failed' ? <small>{syncErrorText(standing.error)}</small> : null}
      </span>
      {isAsking ? (
        <>
          <Button size="small" onClick={() => setAsking(false)}>
            Keep it
          </Button>
          <Button look="danger" size="small" onClick={() => void removeWorkspace(workspace.name)}>
            Remove {workspace.name} and its token
          </Button>
        </>
      ) : (
        <>
          {isChosen ? null : (
            <Button size="small" onClick={() => void chooseWorkspace(workspace.name)}>
              Use it
            </Button>
          )}
          <IconButton
            label={`Remove ${workspace.name}…`}
            size="small"
            icon={<Trash2 size={15} />}
            onClick={() => setAsking(true)}
          />
        </>
      )}
    </li>
  );
}

function meWords({ member, role, scopes, editableApps }: Me): string {
  const apps = editableApps.length === 0 ? 'no apps' : listText(editableApps);
  return `${member.name} (${role}) may change rules for ${apps}; scopes: ${scopes.join(', ')}`;
}

function AddWorkspace(): ReactElement {
  const [name, setName] = useState('');
  const [url, setUrl] = useState('');
  const [token, setToken] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<{ me: Me } | { trouble: string } | null>(null);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    const added = await addWorkspace({ name: name.trim(), url: url.trim(), token });
    setBusy(false);
    // Whatever came of it, the token does not stay on the screen.
    setToken('');
    if ('error' in added) {
      setAnswer({ trouble: syncErrorText(added.error) });
      return;
    }
    setAnswer(added);
    setName('');
    setUrl('');
  }
  return (
    <section className={styles.card} aria-label="Add a workspace">
      <h3>Add a workspace</h3>
      <form className={styles.form} onSubmit={(event) => void submit(event)}>
        <div className={styles.two}>
          <Field label="Name" hint="Short, as you will type it to publish.">
            {(control) => (
              <input
                {...control}
                className={inputs.input}
                value={name}
                autoComplete="off"
                spellCheck={false}
                placeholder="production"
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
          <Field label="Address">
            {(control) => (
              <input
                {...control}
                className={inputs.input}
                value={url}
                autoComplete="off"
                spellCheck={false}
                placeholder="https://rules.example.com"
                onChange={(event) => setUrl(event.target.value)}
              />
            )}
          </Field>
        </div>
        <Field label="Token" hint="It is tried at once; nothing is kept unless the workspace knows it.">
          {(control) => (
            <input
              {...control}
              type="password"
              className={inputs.input}
              value={token}
              autoComplete="off"
              onChange={(event) => setToken(event.target.value)}
            />
          )}
        </Field>
        <div role="status" style={{ display: 'contents' }}>
          {answer && 'me' in answer ? (
            <p className={styles.good}>
              <CircleCheck size={14} aria-hidden style={{ verticalAlign: -2 }} /> Added: {meWords(answer.me)}
            </p>
          ) : null}
        </div>
        {answer && 'trouble' in answer ? (
          <p className={styles.trouble} role="alert">
            Not added. {answer.trouble}
          </p>
        ) : null}
        <div className={styles.buttons}>
          <Button
            look="primary"
            type="submit"
            disabled={isBusy || name.trim() === '' || url.trim() === '' || token === ''}
          >
            {isBusy ? 'Asking the workspace…' : 'Test and add'}
          </Button>
        </div>
      </form>
    </section>
  );
}
