import { ArrowRight, Repeat } from 'lucide-react';
import type { ReactElement } from 'react';
import type { Explanation } from '../../engine/contract/index.ts';
import { Chip } from '../design/Chip.tsx';
import { listText } from '../words/values.ts';
import styles from './AllRules.module.css';

/** Events that could be raised, level by level, and the rules that could run on them. */
export function Cascade({ raised }: { raised: Explanation['raised'] }): ReactElement {
  const first = raised[0]?.depth ?? 1;
  return (
    <ul>
      {raised.map(({ eventType, title, depth, by, rules }) => (
        <li
          key={`${depth} ${eventType}`}
          className={styles.raised}
          style={{ paddingLeft: (depth - first) * 14 }}
        >
          <p>
            <ArrowRight size={14} aria-hidden /> <b>{title}</b> <Chip>depth {depth}</Chip>
          </p>
          <small>raised by {listText(by)}</small>
          {rules.length === 0 ? <small>No enabled rule waits for it.</small> : null}
          {rules.map(({ id, name, isCertain, isLoop }) => (
            <small key={id}>
              {isLoop ? <Repeat size={12} aria-hidden /> : null} {isCertain ? 'can fire' : 'may fire'}: {name}
              {isLoop ? ' again, a loop; chains are cut at depth 5' : ''}
            </small>
          ))}
        </li>
      ))}
    </ul>
  );
}
