import { type KeyboardEvent, type ReactElement, useId, useState } from 'react';
import type { OutcomeChart as Chart } from '../../engine/contract/index.ts';
import { changeFilter } from '../state/replay.ts';
import { type Outcome, useReplay } from '../state/replay-state.ts';
import { amountText, axisText, numberText, timeText } from './amounts.ts';
import styles from './OutcomeChart.module.css';
import { OutcomeSign } from './OutcomeSign.tsx';
import { outcomes } from './outcome-words.ts';

const height = 96;
/** In the units of the drawing: its width is that of 1,000 of them, whatever the window. */
const width = 1000;
const minute = 60_000;

type Bucket = Chart['buckets'][number];

/** Outcomes over time: one bar for each stretch, stacked. A stretch that is chosen filters the matches. */
export function OutcomeChart(): ReactElement | null {
  const chart = useReplay((state) => state.chart);
  const span = useReplay((state) => state.filter.span);
  const [active, setActive] = useState<number | null>(null);
  const id = useId();
  if (!chart) return <div className={styles.chart} aria-hidden />;
  const { buckets, minutes } = chart;
  const [first, last] = [buckets[0], buckets.at(-1)];
  if (!first || !last) {
    return (
      <div className={styles.chart}>
        <p className={styles.none}>No match, and so nothing to draw.</p>
      </div>
    );
  }
  const step = minutes * minute;
  const slots = Math.round((last.from - first.from) / step) + 1;
  const highest = Math.max(...buckets.map(totalOf));
  const slot = width / Math.max(slots, 12);
  const scale = (count: number): number => (count / highest) * (height - 4);
  const shown = outcomes.filter(({ value }) => buckets.some((bucket) => countOf(bucket, value) > 0));
  const choose = (bucket: Bucket): void => {
    const isChosen = span?.from === bucket.from;
    changeFilter({ span: isChosen ? null : { from: bucket.from, until: bucket.from + step } });
  };
  const handleKey = (event: KeyboardEvent): void => {
    const at = active ?? 0;
    const next = event.key === 'ArrowRight' ? at + 1 : event.key === 'ArrowLeft' ? at - 1 : null;
    const bucket = buckets[at];
    if (next !== null) setActive(Math.max(0, Math.min(buckets.length - 1, active === null ? 0 : next)));
    else if ((event.key === 'Enter' || event.key === ' ') && bucket) choose(bucket);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const told = active === null ? undefined : buckets[active];
  return (
    <figure className={styles.chart} aria-label="Outcomes over time">
      <figcaption className={styles.legend}>
        {shown.map(({ value, label }) => (
          <span key={value}>
            <OutcomeSign outcome={value} /> {label}{' '}
            <b>{numberText(buckets.reduce((sum, bucket) => sum + countOf(bucket, value), 0))}</b>
          </span>
        ))}
        <span className={styles.told} aria-hidden>
          {told
            ? bucketText(told, minutes)
            : `up to ${amountText(highest, 'match', 'matches')} in ${stretchText(minutes)}`}
        </span>
      </figcaption>
      <div
        className={styles.plot}
        role="listbox"
        tabIndex={0}
        aria-label="Stretches of time; Enter shows the matches of one"
        aria-activedescendant={told ? `${id}-${told.from}` : undefined}
        onKeyDown={handleKey}
        onBlur={() => setActive(null)}
      >
        <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="presentation">
          <Patterns />
          <line x1="0" x2={width} y1={height - 0.5} y2={height - 0.5} className={styles.ground} />
          {buckets.map((bucket, index) => {
            const x = Math.round((bucket.from - first.from) / step) * slot;
            let y = height - 1;
            return (
              <g
                key={bucket.from}
                id={`${id}-${bucket.from}`}
                role="option"
                aria-selected={span?.from === bucket.from}
                aria-label={bucketText(bucket, minutes)}
                className={styles.bucket}
                data-active={index === active || undefined}
                data-dimmed={
                  (span !== null && (bucket.from < span.from || bucket.from >= span.until)) || undefined
                }
                onPointerEnter={() => setActive(index)}
                onPointerLeave={() => setActive(null)}
                onClick={() => choose(bucket)}
              >
                <rect x={x} y={0} width={slot} height={height} className={styles.hit} />
                {outcomes.map(({ value }) => {
                  const count = countOf(bucket, value);
                  if (count === 0) return null;
                  const size = Math.max(1.5, scale(count));
                  y -= size;
                  return (
                    <rect
                      key={value}
                      x={x + slot * 0.1}
                      y={y}
                      width={slot * 0.8}
                      height={size}
                      className={styles.part}
                      fill={`url(#outcome-${value})`}
                    />
                  );
                })}
              </g>
            );
          })}
        </svg>
      </div>
      <div className={styles.axis} aria-hidden>
        <span>{timeText(first.from)}</span>
        <span>{timeText(last.from + step)} UTC</span>
      </div>
    </figure>
  );
}

function countOf(bucket: Bucket, outcome: Outcome): number {
  return outcome === 'executed' ? bucket.executed : (bucket.skipped[outcome] ?? 0);
}

function totalOf(bucket: Bucket): number {
  return outcomes.reduce((sum, { value }) => sum + countOf(bucket, value), 0);
}

function stretchText(minutes: number): string {
  if (minutes % 1440 === 0) return minutes === 1440 ? 'a day' : `${minutes / 1440} days`;
  if (minutes % 60 === 0) return minutes === 60 ? 'an hour' : `${minutes / 60} hours`;
  return minutes === 1 ? 'a minute' : `${minutes} minutes`;
}

/** "06:00: 12 would execute, 3 cooldown". */
function bucketText(bucket: Bucket, minutes: number): string {
  const parts = outcomes.flatMap(({ value, label }) => {
    const count = countOf(bucket, value);
    return count === 0 ? [] : [`${numberText(count)} ${label.toLowerCase()}`];
  });
  return `${axisText(bucket.from, minutes)}: ${parts.join(', ')}`;
}

/** Each outcome has a pattern as well as a colour. */
function Patterns(): ReactElement {
  return (
    <defs>
      <Pattern outcome="executed" colour="var(--pass)" path="" isSolid />
      <Pattern outcome="cooldown" colour="var(--warn)" path="M-1 1l2-2M0 6l6-6M5 7l2-2" />
      <Pattern outcome="daily-cap" colour="var(--hint)" path="M0 3h6" />
      <Pattern outcome="rate-limit" colour="var(--scope)" path="M3 0v6" />
      <Pattern outcome="permission" colour="var(--fail)" path="M0 0l6 6M0 6l6-6" />
      <Pattern outcome="depth" colour="var(--filter)" path="M-1 5l2 2M0 0l6 6M5-1l2 2" />
    </defs>
  );
}

interface PatternProps {
  outcome: Outcome;
  colour: string;
  path: string;
  isSolid?: boolean;
}

function Pattern({ outcome, colour, path, isSolid = false }: PatternProps): ReactElement {
  return (
    <pattern id={`outcome-${outcome}`} width="6" height="6" patternUnits="userSpaceOnUse">
      <rect width="6" height="6" fill={colour} opacity={isSolid ? 0.85 : 0.28} />
      {path === '' ? null : <path d={path} stroke={colour} strokeWidth="1.6" />}
    </pattern>
  );
}
