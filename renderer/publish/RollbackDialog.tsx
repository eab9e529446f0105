import { safe } from '@orpc/client';
import { type ReactElement, useEffect, useState } from 'react';
import type { WorkspaceVersion } from '../../engine/contract/index.ts';
import { Button } from '../design/Button.tsx';
import { Dialog } from '../design/Dialog.tsx';
import { useCatalog } from '../state/selectors.ts';
import { client, set, useStudio } from '../state/store.ts';
import { syncErrorOf, syncErrorText } from '../state/sync-errors.ts';
import { personName } from '../words/people.ts';
import { dateText } from '../words/values.ts';
import styles from './publish.module.css';

/** The versions of a rule in the workspace; an earlier one can be made the newest again. */
export function RollbackDialog({ ruleId, name }: { ruleId: string; name: string }): ReactElement {
  const workspace = useStudio((state) => state.remote.chosen);
  const catalog = useCatalog();
  const [versions, setVersions] = useState<WorkspaceVersion[] | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const close = () => set({ dialog: null });

  useEffect(() => {
    if (workspace === null) return;
    let isGone = false;
    void safe(client().publish.versions({ workspace, ruleId })).then(({ error, data }) => {
      if (isGone) return;
      if (error) setTrouble(syncErrorText(syncErrorOf(error)));
      else setVersions(data);
    });
    return () => {
      isGone = true;
    };
  }, [workspace, ruleId]);

  async function choose(version: number): Promise<void> {
    if (workspace === null) return;
    const why = `Back to version ${version}`;
    const { error, data } = await safe(client().publish.planRollback({ workspace, ruleId, version, why }));
    if (error) setTrouble(syncErrorText(syncErrorOf(error)));
    else set({ dialog: { kind: 'confirm-publish', plan: data, what: `Roll back to v${version}` } });
  }
  return (
    <Dialog title={`Roll back “${name}”`} onClose={close}>
      <p>
        The content of an earlier version becomes a new version in {workspace}. Nothing is deleted, and its
        switch stays as it is.
      </p>
      {trouble ? (
        <p role="alert" className={styles.trouble}>
          {trouble}
        </p>
      ) : null}
      {versions === null && trouble === null ? <p role="status">Reading its versions…</p> : null}
      {versions?.length === 0 ? <p>This rule was never in {workspace}.</p> : null}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: longer than the dialog, so the arrow keys must scroll it */}
      <ul className={styles.versions} tabIndex={0} aria-label={`Versions in ${workspace}`}>
        {versions?.map((entry, index) => (
          <li key={entry.version}>
            <b>v{entry.version}</b>
            <span>
              {entry.change} by {personName(catalog, entry.who)}
              <small>
                {dateText(entry.when)}
                {entry.why === '' ? '' : ` · ${entry.why}`}
              </small>
            </span>
            {index === 0 ? (
              <small>now</small>
            ) : entry.checksum === versions[0]?.checksum ? (
              <small>same content</small>
            ) : (
              <Button size="small" onClick={() => void choose(entry.version)}>
                Roll back to v{entry.version}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
