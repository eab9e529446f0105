import { Play } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import type { Catalog } from '../../engine/catalog/index.ts';
import type { Rule } from '../../engine/model/index.ts';
import { findAction } from '../actions/all-actions.ts';
import { Button } from '../design/Button.tsx';
import { Segmented } from '../design/Segmented.tsx';
import { type DryRun, useDryRun } from '../state/dry-run.ts';
import { useCatalog, useRule } from '../state/selectors.ts';
import { get, useStudio } from '../state/store.ts';
import { countText } from '../words/values.ts';
import { outcomeText } from './outcome-words.ts';
import styles from './Timeline.module.css';
import { TimelineChart } from './TimelineChart.tsx';
import { TimelineLog } from './TimelineLog.tsx';
import { stretchText } from './timeline-words.ts';

type TimelineView = 'chart' | 'list';
const views: readonly { value: TimelineView; label: string }[] = [
  { value: 'chart', label: 'Chart' },
  { value: 'list', label: 'List' },
];

/** The run on its own clock: every attempt of every action, the pauses between them, and failures put in on purpose. */
export function Timeline(): ReactElement {
  const run = useDryRun();
  const rule = useRule();
  const catalog = useCatalog();
  const hasRule = useStudio((state) => state.document !== null);
  if (!run || !rule || !catalog) {
    return (
      <div className={styles.empty}>
        <p>A dry run shows here when each action would be tried, and what happens when one fails.</p>
        <Button size="small" disabled={!hasRule} onClick={() => findAction('view.dry-run').run(get())}>
          <Play size={14} aria-hidden /> Dry run
        </Button>
      </div>
    );
  }
  return <RunTimeline run={run} rule={rule} catalog={catalog} />;
}

function RunTimeline({ run, rule, catalog }: { run: DryRun; rule: Rule; catalog: Catalog }): ReactElement {
  const [view, setView] = useState<TimelineView>('chart');
  const canFail = useStudio((state) => state.mode === 'dry-run');
  const { outcome } = run.final;
  const isExecuting = outcome === 'would-execute' || outcome === 'executed';
  return (
    <section className={styles.timeline} aria-label="Timeline">
      <div className={styles.bar}>
        <p className={styles.sum} role="status">
          {sumText(run, rule)}
        </p>
        <Segmented
          label="Timeline as"
          size="small"
          value={view}
          options={views}
          onChange={(next) => setView(next)}
        />
      </div>
      {rule.actions.length === 0 ? (
        <p className={styles.none}>This rule has no actions yet.</p>
      ) : !isExecuting && run.state.isDone && run.faults.length === 0 ? (
        <p className={styles.none}>{outcomeText(run.final)}. No action is tried.</p>
      ) : view === 'chart' ? (
        <TimelineChart run={run} rule={rule} catalog={catalog} canFail={canFail} />
      ) : (
        <TimelineLog run={run} rule={rule} catalog={catalog} />
      )}
    </section>
  );
}

function sumText(run: DryRun, rule: Rule): string {
  const { timeline, state } = run;
  if (!state.isDone) return 'Stepping: shown as far as the run has come.';
  const actions = countText(rule.actions.length, 'action');
  if (timeline.lengthMs === 0) return `${actions}, no waiting. Times are the run’s own clock.`;
  return `${actions} in ${stretchText(timeline.lengthMs)} of the run’s own clock; nobody waits for it here.`;
}
