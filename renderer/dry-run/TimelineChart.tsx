import { Check, X } from 'lucide-react';
import type { ReactElement } from 'react';
import type { Catalog } from '../../engine/catalog/index.ts';
import type { TimelineStep } from '../../engine/drivers/index.ts';
import { stepNodeId } from '../../engine/editing/index.ts';
import type { Rule } from '../../engine/model/index.ts';
import { selectNodes } from '../state/document.ts';
import type { DryRun } from '../state/dry-run.ts';
import { useSelection } from '../state/selectors.ts';
import { stepTitle } from '../words/rule-words.ts';
import { FaultControl } from './FaultControl.tsx';
import { layOutTimeline } from './lay-out-timeline.ts';
import styles from './Timeline.module.css';
import { endText, momentText, stretchText } from './timeline-words.ts';

interface TimelineChartProps {
  run: DryRun;
  rule: Rule;
  catalog: Catalog;
  /** Failures are put into a dry run only. */
  canFail: boolean;
}

/** One lane for each action: its attempts as dots, its pauses as bars, on one clock for all. */
export function TimelineChart({ run, rule, catalog, canFail }: TimelineChartProps): ReactElement {
  const { steps } = run.timeline;
  const layout = layOutTimeline(run.timeline);
  const selected = useSelection();
  return (
    <table className={styles.chart}>
      <thead>
        <tr>
          <th scope="col">Action</th>
          <th scope="col">
            <span className="visually-hidden">Attempts</span>
            <span className={styles.axis} aria-hidden>
              {layout.ticks.map(({ at, place }) => (
                <span key={at} style={{ left: `${place * 100}%` }}>
                  {momentText(at)}
                </span>
              ))}
            </span>
          </th>
          {canFail ? <th scope="col">Fail on purpose</th> : null}
        </tr>
      </thead>
      <tbody>
        {rule.actions.map((step, index) => {
          const lane = steps.find(({ id }) => id === step.id);
          const fault = run.faults.find(({ stepId }) => stepId === step.id) ?? null;
          return (
            <tr key={step.id} data-selected={selected.includes(stepNodeId(step.id))}>
              <th scope="row">
                <button
                  type="button"
                  className={styles.name}
                  onClick={() => selectNodes([stepNodeId(step.id)])}
                >
                  {index + 1}. {stepTitle(step, catalog)}
                </button>
                {lane ? (
                  <small className={styles.end} data-tone={toneOf(lane)}>
                    {endText(lane, run.final.outcome === 'executed')}
                  </small>
                ) : null}
              </th>
              <td>{lane ? <Lane step={lane} places={layout.attempts.get(step.id) ?? []} /> : null}</td>
              {canFail ? (
                <td>
                  <FaultControl rule={rule} catalog={catalog} step={step} fault={fault} isAsked />
                </td>
              ) : null}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function toneOf({ status }: TimelineStep): 'pass' | 'fail' | undefined {
  if (status === 'would-run' || status === 'succeeded') return 'pass';
  return status === 'failed' || status === 'invalid' ? 'fail' : undefined;
}

function Lane({ step, places }: { step: TimelineStep; places: readonly number[] }): ReactElement {
  const at = (index: number): number => (places[index] ?? 0) * 100;
  return (
    <span className={styles.lane}>
      <span className="visually-hidden">{laneText(step)}</span>
      <span className={styles.track} aria-hidden>
        {step.waits.map(({ from, to, isAsked }, index) => (
          <span
            key={step.attempts[index]?.number}
            className={styles.wait}
            data-asked={isAsked}
            style={{ left: `${at(index)}%`, width: `${at(index + 1) - at(index)}%` }}
            title={`${stretchText(to - from)}: ${isAsked ? 'asked for by the answer (Retry-After)' : 'backoff'}`}
          >
            <span className={styles.length}>
              <span>{stretchText(to - from)}</span>
            </span>
          </span>
        ))}
        {step.attempts.map(({ number, at: time, error }, index) => (
          <span
            key={number}
            className={styles.attempt}
            data-tone={error ? 'fail' : 'pass'}
            style={{ left: `${at(index)}%` }}
            title={`Attempt ${number} at ${momentText(time)}: ${error?.message ?? 'done'}`}
          >
            {error ? <X size={11} strokeWidth={3} /> : <Check size={11} strokeWidth={3} />}
          </span>
        ))}
      </span>
    </span>
  );
}

/** The lane as it is read out. */
function laneText({ attempts }: TimelineStep): string {
  if (attempts.length === 0) return 'No attempt';
  return attempts
    .map(({ number, at, error }) => `Attempt ${number} at ${momentText(at)}: ${error?.message ?? 'done'}`)
    .join('; ');
}
