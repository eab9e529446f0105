import { CircleAlert, PencilLine } from 'lucide-react';
import { type ReactElement, useDeferredValue } from 'react';
import type { Rule } from '../../engine/model/index.ts';
import { Button } from '../design/Button.tsx';
import { useCases, useCasesWork } from '../state/cases.ts';
import { useDryRun } from '../state/dry-run.ts';
import { sampleEvents, useCustomEvent, writeEvent } from '../state/dry-run-events.ts';
import type { SampleEvent } from '../state/sample-event.ts';
import { useCatalog, useRule } from '../state/selectors.ts';
import { set } from '../state/store.ts';
import styles from './EventList.module.css';
import { EventRow } from './EventRow.tsx';
import { RecordedEvents } from './RecordedEvents.tsx';

/** The events to try the rule on, each with what it would lead to. */
export function EventList(): ReactElement | null {
  // Of a big rule every row is work: the canvas shows an edit first, then the rows follow.
  const now = useRule();
  const later = useDeferredValue(now);
  const rule = later?.id === now?.id ? later : now;
  const catalog = useCatalog();
  const run = useDryRun();
  const custom = useCustomEvent();
  const generated = useCases();
  const work = useCasesWork();
  if (!rule || !catalog) return null;
  const samples = sampleEvents(rule, catalog);
  const rowOf = (sample: SampleEvent): ReactElement => (
    <li key={sample.name}>
      <EventRow sample={sample} rule={rule} catalog={catalog} isChosen={run?.sample.name === sample.name} />
    </li>
  );
  return (
    <div className={styles.events}>
      <ul className={styles.list}>
        <li>
          <h2 className={styles.eventsHead}>Sample events</h2>
        </li>
        {samples.map(rowOf)}
        {custom?.event ? (
          <li>
            <EventRow
              sample={{ name: 'custom', event: custom.event }}
              title="Your event"
              rule={rule}
              catalog={catalog}
              isChosen={run?.sample.name === 'custom'}
            />
          </li>
        ) : null}
        {custom !== null && custom.event === null ? (
          <li className={styles.event} data-tone="warn">
            <CircleAlert size={15} aria-hidden />
            <span>
              <b>Your event</b>
              <small>cannot be read yet</small>
            </span>
          </li>
        ) : null}
        {samples.length === 0 ? (
          <li className={styles.noEvents}>
            {rule.trigger.kind === 'schedule'
              ? 'A schedule fires once for each app in its scope. Tick an app to try it.'
              : 'The catalog has no sample of this event. Write your own below.'}
          </li>
        ) : null}
        {generated.length > 0 || work !== 'done' ? (
          <li>
            <h2 className={styles.eventsHead}>Made for this rule</h2>
          </li>
        ) : null}
        {generated.map(rowOf)}
        {work === 'done' ? null : (
          <li className={styles.noEvents}>
            {work === 'being-made'
              ? 'Looking for events on which each condition decides…'
              : 'Too many conditions to find an event for each.'}
          </li>
        )}
        {rule.trigger.kind === 'event' ? (
          <RecordedEvents
            rule={rule}
            catalog={catalog}
            eventType={rule.trigger.eventType}
            chosen={run?.sample.name}
          />
        ) : null}
      </ul>
      <div className={styles.foot}>
        <Button
          size="small"
          onClick={() => {
            const start = run?.sample.event ?? emptyEvent(rule);
            writeEvent(JSON.stringify(start, null, 2));
            set({ bottom: { isOpen: true, tab: 'event' } });
          }}
        >
          <PencilLine size={14} /> Edit a copy
        </Button>
      </div>
    </div>
  );
}

function emptyEvent(rule: Rule): object {
  const type = rule.trigger.kind === 'event' ? rule.trigger.eventType : 'schedule';
  return { type, app: rule.scope.apps[0] ?? '', payload: {} };
}
