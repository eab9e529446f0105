import type { ReactElement } from 'react';
import { describeChange } from '../../engine/analysis/index.ts';
import type { Catalog } from '../../engine/catalog/index.ts';
import type { RuleVersion } from '../../engine/contract/index.ts';
import { updateRule } from '../../engine/editing/index.ts';
import { Button } from '../design/Button.tsx';
import { applyEdit } from '../state/document.ts';
import { useCatalog, useIsDraft, useRule } from '../state/selectors.ts';
import { set, useStudio } from '../state/store.ts';
import { useVersions } from './use-versions.ts';
import styles from './VersionList.module.css';

/** The rule's history. Bringing back an old version makes it the draft, and can be undone like any edit. */
export function VersionList(): ReactElement | null {
  const rule = useRule();
  const catalog = useCatalog();
  const { versions, trouble } = useVersions(rule);
  const isDraft = useIsDraft();
  const live = useStudio(({ remote }) =>
    remote.standing.kind === 'reachable'
      ? remote.standing.rules.find(({ id }) => id === rule?.id)
      : undefined,
  );
  const workspace = useStudio(({ remote }) => remote.chosen);
  if (trouble !== null)
    return (
      <p className={styles.trouble} role="alert">
        The versions could not be read: {trouble}
      </p>
    );
  if (!rule || !catalog || !versions) return null;
  return (
    <ul className={styles.list}>
      {live && workspace !== null ? (
        <li className={styles.row}>
          <span className={styles.version} />
          <span className={styles.what}>
            <span>
              v{live.version} is live in {workspace}, {live.enabled ? 'enabled' : 'disabled'}.
            </span>
            <small>Its versions there have numbers of their own.</small>
          </span>
          <Button
            size="small"
            onClick={() => set({ dialog: { kind: 'rollback', ruleId: live.id, name: live.name } })}
          >
            Roll back in {workspace}…
          </Button>
        </li>
      ) : null}
      {versions.map((entry, index) => (
        <li key={entry.version} className={styles.row}>
          <span className={styles.version}>v{entry.version}</span>
          <span className={styles.what}>
            <span>{entry.why === '' ? 'no reason given' : entry.why}</span>
            <small>
              {new Date(entry.when).toLocaleString('en-GB')} · {entry.who}
            </small>
            <small>{whatChanged(versions[index + 1], entry, catalog)}</small>
          </span>
          {index === 0 && !isDraft ? (
            <span className={styles.current}>the open one</span>
          ) : (
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
                const change = { description: undefined, ...content };
                applyEdit(updateRule(rule, change, `Bring back v${entry.version}`));
              }}
            >
              Bring back as draft
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

function whatChanged(before: RuleVersion | undefined, entry: RuleVersion, catalog: Catalog): string {
  if (!before) return 'the first version';
  const lines = describeChange(before.rule, entry.rule, catalog).map(({ text }) => text);
  if (before.rule.enabled !== entry.rule.enabled)
    lines.unshift(entry.rule.enabled ? 'enables the rule' : 'disables the rule');
  return lines.length === 0 ? 'the same content' : lines.join(' · ');
}
