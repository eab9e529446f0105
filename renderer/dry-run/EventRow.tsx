import { memo, type ReactElement, useMemo } from 'react';
import { appTitle, type Catalog } from '../../engine/catalog/index.ts';
import { dryRun } from '../../engine/drivers/index.ts';
import type { Rule } from '../../engine/model/index.ts';
import { chooseSample } from '../state/dry-run-events.ts';
import type { SampleEvent } from '../state/sample-event.ts';
import { useStudio } from '../state/store.ts';
import styles from './EventList.module.css';
import { OutcomeIcon } from './OutcomeIcon.tsx';
import { outcomeTone, outcomeWord } from './outcome-words.ts';
import { sampleTitle } from './sample-title.ts';

interface EventRowProps {
  sample: SampleEvent;
  title?: string;
  /** A word more than its app and what it leads to. */
  detail?: string;
  rule: Rule;
  catalog: Catalog;
  isChosen: boolean;
  onChoose?(): void;
}

/** One event to try the rule on, and what it would lead to. */
export const EventRow = memo(function EventRowOf(props: EventRowProps): ReactElement {
  const { sample, title, detail, rule, catalog, isChosen, onChoose } = props;
  const faults = useStudio((state) => state.dryRun.faults);
  const { event } = sample;
  const name = title ?? sampleTitle(sample.name, catalog);
  const record = useMemo(() => dryRun({ rule, event, catalog, faults }), [rule, event, catalog, faults]);
  return (
    <button
      type="button"
      className={styles.event}
      aria-pressed={isChosen}
      data-tone={outcomeTone(record)}
      onClick={() => (onChoose ? onChoose() : chooseSample(sample.name))}
    >
      <OutcomeIcon record={record} size={15} />
      <span>
        <b title={name}>{name}</b>
        <small>
          {detail ? `${detail} · ` : null}
          {appTitle(catalog, event.app)} · {outcomeWord(record.outcome)}
        </small>
      </span>
    </button>
  );
});
