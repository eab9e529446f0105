import { CircleHelp } from 'lucide-react';
import type { ReactElement } from 'react';
import type { ComposedRule } from '../../engine/contract/index.ts';
import { Button } from '../design/Button.tsx';
import styles from './ComposeDialog.module.css';

interface QuestionsProps {
  proposal: ComposedRule;
  onChoose(sentence: string): void;
}

/** What stayed unclear. A choice is the sentence with the question answered. */
export function Questions({ proposal, onChoose }: QuestionsProps): ReactElement | null {
  if (proposal.unclear.length === 0) return null;
  return (
    <ul className={styles.questions} aria-label="Open questions">
      {proposal.unclear.map(({ text, start, end, question, choices }) => (
        <li key={`${start} ${end} ${question}`}>
          <CircleHelp size={15} aria-hidden />
          <div>
            <p>
              <q>{text}</q> {question}
            </p>
            {choices ? (
              <div className={styles.choices}>
                {choices.map(({ label, sentence }) => (
                  <Button key={label} size="small" onClick={() => onChoose(sentence)}>
                    {label}
                  </Button>
                ))}
              </div>
            ) : null}
          </div>
        </li>
      ))}
    </ul>
  );
}
