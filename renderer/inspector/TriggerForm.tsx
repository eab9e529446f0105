import type { ReactElement } from 'react';
import { type Catalog, findEventType } from '../../engine/catalog/index.ts';
import { setTrigger } from '../../engine/editing/index.ts';
import type { Problem, Rule, Schedule, Trigger } from '../../engine/model/index.ts';
import { Combobox } from '../design/Combobox.tsx';
import { Field } from '../design/Field.tsx';
import inputs from '../design/inputs.module.css';
import { Segmented } from '../design/Segmented.tsx';
import { Select } from '../design/Select.tsx';
import { applyEdit } from '../state/document.ts';
import { applyFix } from '../state/fixes.ts';
import { packsOfRule, triggerTitle } from '../words/rule-words.ts';
import { EventFields } from './EventFields.tsx';
import { NumberField } from './fields/NumberField.tsx';
import { durationWords } from './fields/unit-words.ts';
import { InspectorPanel } from './InspectorPanel.tsx';
import { NextFirings } from './NextFirings.tsx';
import { useFieldProblems } from './use-field-problems.ts';

const weekdays = [
  'Every day',
  'Mondays',
  'Tuesdays',
  'Wednesdays',
  'Thursdays',
  'Fridays',
  'Saturdays',
  'Sundays',
];

export function TriggerForm({ rule, catalog }: { rule: Rule; catalog: Catalog }): ReactElement {
  const { trigger } = rule;
  const problems = useFieldProblems('trigger');
  const change = (next: Trigger, burst?: string): void => applyEdit(setTrigger(rule, next), burst);
  const about = trigger.kind === 'event' ? findEventType(catalog, trigger.eventType)?.description : undefined;
  return (
    <InspectorPanel kind="Trigger" title={triggerTitle(trigger, catalog)} about={about}>
      <Segmented
        label="Kind of trigger"
        isFull
        value={trigger.kind}
        options={[
          { value: 'event', label: 'An event' },
          { value: 'schedule', label: 'A schedule' },
        ]}
        onChange={(kind) => {
          if (kind === trigger.kind) return;
          const eventType = packsOfRule(rule, catalog)[0]?.eventTypes[0]?.type ?? '';
          change(
            kind === 'event'
              ? { kind: 'event', eventType }
              : { kind: 'schedule', schedule: { kind: 'daily-utc', hour: 9, minute: 0 } },
          );
        }}
      />
      {trigger.kind === 'event' ? (
        <Field label="Event type" problems={problems} onFix={applyFix}>
          {(control) => (
            <div data-at="trigger.eventType">
              <Combobox
                control={control}
                isMono
                value={trigger.eventType}
                options={[...catalog.eventTypes.values()].map(({ value, pack }) => ({
                  value: value.type,
                  detail: `${value.title} · ${pack.workspace.title}`,
                }))}
                onChange={(eventType) => {
                  if (eventType !== '') change({ kind: 'event', eventType }, 'eventType');
                }}
              />
            </div>
          )}
        </Field>
      ) : (
        <ScheduleFields
          problems={problems}
          schedule={trigger.schedule}
          onChange={(schedule) => change({ kind: 'schedule', schedule }, 'schedule')}
        />
      )}
      {trigger.kind === 'event' ? <EventFields rule={rule} catalog={catalog} /> : null}
    </InspectorPanel>
  );
}

interface ScheduleFieldsProps {
  schedule: Schedule;
  problems: readonly Problem[];
  onChange(schedule: Schedule): void;
}

function ScheduleFields({ schedule, problems, onChange }: ScheduleFieldsProps): ReactElement {
  return (
    <>
      <Field
        label="Repeats"
        hint="Schedules tick every 5 minutes, in UTC."
        problems={problems}
        onFix={applyFix}
      >
        {(control) => (
          <Select
            {...control}
            data-at="trigger.schedule.kind"
            value={schedule.kind}
            options={[
              { value: 'every', label: 'Every so many minutes' },
              { value: 'daily-utc', label: 'At a time of day' },
            ]}
            onChange={(kind) =>
              onChange(
                kind === 'every' ? { kind: 'every', minutes: 60 } : { kind: 'daily-utc', hour: 9, minute: 0 },
              )
            }
          />
        )}
      </Field>
      {schedule.kind === 'every' ? (
        <Field
          label="Minutes"
          hint={`${durationWords(schedule.minutes * 60)}. 60 is hourly, 1440 daily, 10080 weekly.`}
        >
          {(control) => (
            <NumberField
              control={control}
              at="trigger.schedule.minutes"
              least={5}
              most={525_600}
              value={schedule.minutes}
              onChange={(minutes) => (minutes === null ? undefined : onChange({ kind: 'every', minutes }))}
            />
          )}
        </Field>
      ) : (
        <>
          <Field label="Time, UTC">
            {(control) => (
              <input
                {...control}
                type="time"
                data-at="trigger.schedule.hour"
                className={inputs.input}
                value={`${String(schedule.hour).padStart(2, '0')}:${String(schedule.minute).padStart(2, '0')}`}
                onChange={(event) => {
                  const [hour, minute] = event.target.value.split(':').map(Number);
                  if (hour !== undefined && minute !== undefined) onChange({ ...schedule, hour, minute });
                }}
              />
            )}
          </Field>
          <Field label="On">
            {(control) => (
              <Select
                {...control}
                data-at="trigger.schedule.weekday"
                value={String(schedule.weekday ?? 0)}
                options={weekdays.map((label, index) => ({ value: String(index), label }))}
                onChange={(value) => {
                  const { weekday: _before, ...rest } = schedule;
                  onChange(value === '0' ? rest : { ...rest, weekday: Number(value) });
                }}
              />
            )}
          </Field>
        </>
      )}
      <NextFirings schedule={schedule} />
    </>
  );
}
