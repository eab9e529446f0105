import { safe } from '@orpc/client';
import { ShieldCheck, ShieldQuestion } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import type { ServiceSettings, ToolServer } from '../../engine/contract/index.ts';
import { Button } from '../design/Button.tsx';
import { Chip } from '../design/Chip.tsx';
import { Dialog, DialogActions } from '../design/Dialog.tsx';
import { toast } from '../design/toast.ts';
import { loadRemotes } from '../state/remote.ts';
import { client } from '../state/store.ts';
import settings from './settings.module.css';
import styles from './ToolServers.module.css';
import { troubleOf } from './use-answer.ts';

interface ToolServersProps {
  workspace: string;
  servers: readonly ToolServer[];
  /** Whether the text of the settings was changed and not saved: what is agreed to is what is saved. */
  isDraft: boolean;
  onChanged(changed: ServiceSettings | null): void;
}

/** The tool servers that the settings name. None is started or called before somebody agreed to exactly that. */
export function ToolServers({ workspace, servers, isDraft, onChanged }: ToolServersProps): ReactElement {
  const [asked, setAsked] = useState<ToolServer | null>(null);
  const [isBusy, setBusy] = useState(false);

  async function agree({ name, fingerprint }: ToolServer, isAgreed: boolean): Promise<void> {
    setAsked(null);
    setBusy(true);
    const { error, data } = await safe(client().settings.service.agree({ workspace, fingerprint, isAgreed }));
    setBusy(false);
    if (error) {
      toast.error(isAgreed ? 'It was not agreed to' : 'It was not taken back', troubleOf(error));
      return;
    }
    onChanged(data);
    toast.info(isAgreed ? `Rules may call the tools of ${name} now` : `${name} is not used any more`);
    await loadRemotes(undefined);
  }
  return (
    <section className={settings.card} aria-label="Tool servers">
      <h3>Tool servers</h3>
      {servers.length === 0 ? (
        <p>None besides the demo’s own. One is added below, as [[mcp.servers]], and asked about here.</p>
      ) : null}
      <ul>
        {servers.map((server) => (
          <li key={`${server.name} ${server.fingerprint}`} className={settings.row}>
            <span>
              <b>{server.name}</b>{' '}
              {server.isAgreed ? (
                <Chip tone="pass">
                  <ShieldCheck size={13} aria-hidden /> agreed
                </Chip>
              ) : (
                <Chip tone="warn">
                  <ShieldQuestion size={13} aria-hidden /> waits for your consent
                </Chip>
              )}
              <code className={styles.what}>{server.what}</code>
            </span>
            {server.isAgreed ? (
              <Button size="small" disabled={isBusy || isDraft} onClick={() => void agree(server, false)}>
                Take it back
              </Button>
            ) : (
              <Button size="small" disabled={isBusy || isDraft} onClick={() => setAsked(server)}>
                Review…
              </Button>
            )}
          </li>
        ))}
      </ul>
      {isDraft && servers.length > 0 ? (
        <p className={settings.hint}>Save the text below first: consent is given to what is saved.</p>
      ) : null}
      {asked ? (
        <Dialog title={`Let rules call the tools of “${asked.name}”?`} onClose={() => setAsked(null)}>
          <p>
            {asked.kind === 'stdio'
              ? 'This command is started on this machine, with your rights, as often as a rule calls one of its tools:'
              : 'What rules give their tools is sent to this address:'}
          </p>
          <code className={styles.exact}>{asked.what}</code>
          <p>Consent is for exactly this. Another argument, variable or header is asked about again.</p>
          <DialogActions>
            <Button onClick={() => setAsked(null)}>Not now</Button>
            <Button look="primary" onClick={() => void agree(asked, true)}>
              Agree to exactly this
            </Button>
          </DialogActions>
        </Dialog>
      ) : null}
    </section>
  );
}
