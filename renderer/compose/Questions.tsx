import { CircleHelp } from 'lucide-react';
import type { ReactElement } from 'react';
import type { ComposedRule } from '../../engine/contract/index.ts';
import { Button } from '../design/Button.tsx';
import styles from './ComposeDialog.module.css';

interface QuestionsProps {
  proposal: ComposedRule;
  onChoose(sentence: string): void;
  /** Brings the writer to these words of the sentence. */
  onRewrite(start: number, end: number): void;
}

/** What stayed unclear. A choice is the sentence with the question answered. */
export function Questions({ proposal, onChoose, onRewrite }: QuestionsProps): ReactElement | null {
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
            ) : isWhole(proposal, start, end) ? null : (
              <div className={styles.choices}>
                <Button
                  size="small"
                  aria-label={`Say it differently: ${text}`}
                  onClick={() => onRewrite(start, end)}
                >
                  Say it differently
                </Button>
              </div>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** Whether a question is about the words of all others too: then they are what there is to say differently. */
function isWhole({ unclear }: ComposedRule, start: number, end: number): boolean {
  return unclear.length > 1 && unclear.every((each) => start <= each.start && each.end <= end);
}
