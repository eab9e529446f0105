import type { ReactElement } from 'react';
import type { ComposedRule } from '../../engine/contract/index.ts';
import styles from './ComposeDialog.module.css';
import { nodeKey, partsOf } from './sentence-parts.ts';

interface SentencePartsProps {
  sentence: string;
  proposal: ComposedRule;
  pointed: string | null;
  onPoint(node: string | null): void;
}

/** The sentence again, each clause underlined in the colour of the node it became; what is unclear is dotted. */
export function SentenceParts({
  sentence,
  proposal,
  pointed,
  onPoint,
}: SentencePartsProps): ReactElement | null {
  if (proposal.spans.length === 0) return null;
  return (
    <section className={styles.parts} aria-label="How the sentence was read">
      {partsOf(sentence, proposal).map(({ text, at, start, isUnclear }) => {
        if (at === null) {
          return (
            <span key={start} className={isUnclear ? styles.unclear : undefined}>
              {text}
            </span>
          );
        }
        const key = nodeKey(at);
        return (
          <button
            key={start}
            type="button"
            className={styles.clause}
            data-kind={key.replace(/\d+/, '')}
            data-pointed={pointed === key || undefined}
            onMouseEnter={() => onPoint(key)}
            onMouseLeave={() => onPoint(null)}
            onFocus={() => onPoint(key)}
            onBlur={() => onPoint(null)}
          >
            {text}
          </button>
        );
      })}
    </section>
  );
}
