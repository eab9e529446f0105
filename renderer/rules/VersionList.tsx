import { safe } from '@orpc/client';
import { type ReactElement, useEffect, useState } from 'react';
import type { RuleVersion } from '../../engine/contract/index.ts';
import { updateRule } from '../../engine/editing/index.ts';
import { Button } from '../design/Button.tsx';
import { applyEdit } from '../state/document.ts';
import { useRule } from '../state/selectors.ts';
import { client, useStudio } from '../state/store.ts';
import styles from './VersionList.module.css';

/** The rule's history. Bringing back an old version makes it the draft, and can be undone like any edit. */
export function VersionList(): ReactElement | null {
  const rule = useRule();
  const id = rule?.id;
  const version = rule?.version;
  const isReachable = useStudio((state) => state.isReachable);
  const [versions, setVersions] = useState<RuleVersion[] | null>(null);

  // History lives on disk: it is asked for when the panel opens and again when a version was added.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` says when to ask again
  useEffect(() => {
    let isWanted = true;
    if (id === undefined || !isReachable) return;
    void safe(client().rules.history({ id })).then(({ error, data }) => {
      if (isWanted && !error) setVersions(data);
    });
    return () => {
      isWanted = false;
    };
  }, [id, version, isReachable]);

  if (!rule || !versions) return null;
  return (
    <ul className={styles.list}>
      {versions.map((entry) => (
        <li key={entry.version} className={styles.row}>
          <span className={styles.version}>v{entry.version}</span>
          <span className={styles.quiet}>{new Date(entry.when).toLocaleString('en-GB')}</span>
          <span className={styles.quiet}>{entry.who}</span>
          <span className={styles.quiet}>{entry.why === '' ? 'no reason given' : entry.why}</span>
          <Button
            size="small"
            onClick={() => {
              const {
                id: _id,
                version: _version,
                enabled: _enabled,
                createdBy: _by,
                ...content
              } = entry.rule;
              applyEdit(
                updateRule(rule, { description: undefined, ...content }, `Bring back v${entry.version}`),
              );
            }}
          >
            Bring back as draft
          </Button>
        </li>
      ))}
    </ul>
  );
}
