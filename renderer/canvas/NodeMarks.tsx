import { Ban, EyeOff, OctagonPause, StickyNote, Zap } from 'lucide-react';
import type { ReactElement } from 'react';
import { SeverityIcon } from '../design/Field.tsx';
import { Tip } from '../design/Tip.tsx';
import { attemptsText, causeText } from '../dry-run/fault-words.ts';
import { useHasBreakpoint } from '../state/dry-run.ts';
import { useFault } from '../state/dry-run-faults.ts';
import { useCoverage } from '../state/replay-expectations.ts';
import { countText } from '../words/values.ts';
import { useIsDrawnApart } from './drawn-rule.ts';
import marks from './NodeMarks.module.css';
import type { NodeData } from './node-data.ts';

interface NodeMarksProps {
  id: string;
  problem: NodeData['problem'];
  isDisabled?: boolean | undefined;
  note?: string | undefined;
}

/** Small signs at the edge of a node: problems, a note, disabled. */
export function NodeMarks({ id, problem, isDisabled, note }: NodeMarksProps): ReactElement {
  const isApart = useIsDrawnApart();
  const hasBreakpoint = useHasBreakpoint(id) && !isApart;
  const ownFault = useFault(id);
  const fault = isApart ? null : ownFault;
  const ownSeen = useCoverage(id);
  const seen = isApart ? null : ownSeen;
  const gap = seen && gapText(seen);
  return (
    <>
      {hasBreakpoint ? (
        <span className={marks.breakpoint} role="img" aria-label="Breakpoint">
          <OctagonPause size={14} aria-hidden />
        </span>
      ) : null}
      {fault ? (
        <Tip text={`Fails on purpose: ${causeText(fault.cause)}, ${attemptsText(fault.attempts)}`}>
          <span className={marks.fault}>
            <Zap size={12} aria-hidden /> <span className="visually-hidden">Fails on purpose: </span>
            {causeText(fault.cause)}
          </span>
        </Tip>
      ) : null}
      {gap ? (
        <span className={marks.gap}>
          <EyeOff size={12} aria-hidden /> {gap}
        </span>
      ) : null}
      {note ? (
        <Tip text={note}>
          <span className={marks.mark} role="img" aria-label={`Note: ${note}`}>
            <StickyNote size={14} aria-hidden />
          </span>
        </Tip>
      ) : null}
      {isDisabled ? (
        <span className={marks.disabled}>
          <Ban size={12} aria-hidden /> Off
        </span>
      ) : null}
      {problem ? (
        <span
          className={marks.problem}
          data-severity={problem.severity}
          role="img"
          aria-label={countText(problem.count, 'problem')}
        >
          <SeverityIcon severity={problem.severity} />
          {problem.count > 1 ? problem.count : null}
        </span>
      ) : null}
    </>
  );
}

/** What no expectation has shown of a condition; null where both were. */
function gapText({ seenTrue, seenFalse }: { seenTrue: number; seenFalse: number }): string | null {
  if (seenTrue === 0 && seenFalse === 0) return 'Never reached';
  if (seenTrue === 0) return 'Never true';
  return seenFalse === 0 ? 'Never false' : null;
}
