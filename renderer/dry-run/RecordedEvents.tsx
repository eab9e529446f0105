import { ChevronRight } from 'lucide-react';
import { type ReactElement, useEffect } from 'react';
import type { Catalog } from '../../engine/catalog/index.ts';
import type { Rule } from '../../engine/model/index.ts';
import { Button } from '../design/Button.tsx';
import { Select } from '../design/Select.tsx';
import { timeText } from '../replay/amounts.ts';
import { chooseRecorded } from '../state/dry-run-events.ts';
import { lookFor, lookFurther, toggleRecordedEvents, useRecordedEvents } from '../state/recorded-events.ts';
import { set } from '../state/store.ts';
import styles from './EventList.module.css';
import { EventRow } from './EventRow.tsx';

interface RecordedEventsProps {
  rule: Rule;
  catalog: Catalog;
  eventType: string;
  /** The name of the event that is tried now. */
  chosen: string | undefined;
}

/** Events of the rule's type out of a recording, to try the rule on. */
export function RecordedEvents({ rule, catalog, eventType, chosen }: RecordedEventsProps): ReactElement {
  const { isOpen, recordings, recording, events, next, isLooking, trouble } = useRecordedEvents();
  const shownType = useRecordedEvents((state) => state.eventType);
  useEffect(() => {
    if (isOpen && shownType !== eventType) void lookFor(eventType);
  }, [isOpen, shownType, eventType]);
  return (
    <>
      <li>
        <button
          type="button"
          className={styles.toggle}
          aria-expanded={isOpen}
          onClick={() => toggleRecordedEvents(eventType)}
        >
          <ChevronRight size={14} aria-hidden /> Recorded events
        </button>
      </li>
      {isOpen && recordings && recordings.length > 0 ? (
        <li className={styles.pick}>
          <Select
            aria-label="Recording"
            value={recording ?? ''}
            options={recordings.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(id) => void lookFor(eventType, id)}
          />
        </li>
      ) : null}
      {isOpen
        ? events.map(({ line, event }) => {
            const name = `${event.id}, line ${line.toLocaleString('en')}`;
            return (
              <li key={line}>
                <EventRow
                  sample={{ name, event }}
                  title={timeText(event.firedAt)}
                  detail={event.id}
                  rule={rule}
                  catalog={catalog}
                  isChosen={chosen === name}
                  onChoose={() => chooseRecorded({ name, event })}
                />
              </li>
            );
          })
        : null}
      {isOpen ? (
        <li className={styles.noEvents}>
          <div role="status">
            {trouble !== null ? (
              `The recording cannot be read: ${trouble}`
            ) : isLooking ? (
              'Looking into the recording…'
            ) : next !== null ? (
              <Button size="small" onClick={() => void lookFurther()}>
                Look further
              </Button>
            ) : events.length === 0 ? (
              <>
                No event of this type was recorded.{' '}
                <Button size="small" onClick={() => set({ mode: 'replay' })}>
                  Recordings
                </Button>
              </>
            ) : null}
          </div>
        </li>
      ) : null}
    </>
  );
}
