import { ArrowLeft, ArrowLeftRight, BookmarkPlus, Info, PencilRuler } from 'lucide-react';
import type { ReactElement } from 'react';
import { Canvas } from '../canvas/Canvas.tsx';
import { Button } from '../design/Button.tsx';
import { Chip } from '../design/Chip.tsx';
import bar from '../dry-run/DryRunBar.module.css';
import { OutcomeIcon } from '../dry-run/OutcomeIcon.tsx';
import { outcomeText, outcomeTone } from '../dry-run/outcome-words.ts';
import { useDryRun } from '../state/dry-run.ts';
import { closeOpened, openInDraft } from '../state/replay.ts';
import { swapSides } from '../state/replay-compare.ts';
import { saveAsExpectation } from '../state/replay-expectations.ts';
import { useStudio } from '../state/store.ts';
import styles from './Replay.module.css';

/** One run on the canvas: the rule as it ran, the event it met, and what each node made of it. */
export function OpenedRun(): ReactElement | null {
  const opened = useStudio((state) => state.opened);
  const run = useDryRun();
  if (!opened) return null;
  const { rule } = opened.snapshot;
  return (
    <>
      <section className={styles.bar} aria-label="Opened run">
        <Button size="small" onClick={closeOpened}>
          <ArrowLeft size={14} aria-hidden /> Results
        </Button>
        <div className={styles.barText}>
          <b>
            {rule.name} <Chip>{opened.other ? opened.other.own : `v${rule.version}`}</Chip>
          </b>
          <small>{opened.title}</small>
        </div>
        <div className={styles.barTools}>
          {opened.other ? (
            <Button size="small" onClick={swapSides}>
              <ArrowLeftRight size={14} aria-hidden /> {opened.other.label}
            </Button>
          ) : null}
          <Button size="small" onClick={saveAsExpectation}>
            <BookmarkPlus size={14} aria-hidden /> Save as expectation
          </Button>
          <Button size="small" look="primary" onClick={() => void openInDraft()}>
            <PencilRuler size={14} aria-hidden /> Open in draft
          </Button>
        </div>
      </section>
      {run ? (
        <p className={styles.verdict}>
          <span className={bar.outcome} data-tone={outcomeTone(run.final)}>
            <OutcomeIcon record={run.final} size={16} /> <span>{outcomeText(run.final)}</span>
          </span>
        </p>
      ) : null}
      {opened.note ? (
        <p className={styles.note}>
          <Info size={14} aria-hidden /> {opened.note}
        </p>
      ) : null}
      <Canvas />
    </>
  );
}
