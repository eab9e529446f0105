import type { ReactElement } from 'react';
import type { Explanation } from '../../engine/contract/index.ts';
import { EffectView, effectTitle } from '../dry-run/EffectView.tsx';
import styles from './AllRules.module.css';

/** What several rules would do together, in order; each entry opens to what it is exactly. */
export function Ledger({ entries }: { entries: Explanation['ledger'] }): ReactElement {
  return (
    <ol className={styles.ledger}>
      {entries.map(({ rule, name, step, title, effect }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: entries have no name but their order
        <li key={`${rule} ${step} ${index}`}>
          <details>
            <summary>
              <b>{effectTitle(effect, title)}</b>
              <small>{name}</small>
            </summary>
            <EffectView effect={effect} />
          </details>
        </li>
      ))}
    </ol>
  );
}
