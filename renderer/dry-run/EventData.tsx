import { type ReactElement, useEffect, useRef } from 'react';
import { describeIssue } from '../../engine/model/index.ts';
import { Button } from '../design/Button.tsx';
import inputs from '../design/inputs.module.css';
import { useDryRun } from '../state/dry-run.ts';
import { useCustomEvent, useExampleEvent, writeEvent } from '../state/dry-run-events.ts';
import { useCatalog, useRule } from '../state/selectors.ts';
import { set, useStudio } from '../state/store.ts';
import { useShownField } from '../state/variable-source.ts';
import styles from './EventData.module.css';
import { fieldSpan } from './field-span.ts';

/** The event as JSON. Changing it tries the rule on an event of one's own; samples stay as they are. */
export function EventData(): ReactElement | null {
  const rule = useRule();
  const catalog = useCatalog();
  const run = useDryRun();
  const custom = useCustomEvent();
  const example = useExampleEvent();
  const customText = useStudio((state) =>
    state.dryRun.sample === 'custom' ? state.dryRun.customText : null,
  );
  const mode = useStudio((state) => state.mode);
  const field = useRef<HTMLTextAreaElement>(null);
  const { at, count } = useShownField();
  const event = run?.sample.event ?? example?.event;
  const text = customText ?? (event ? JSON.stringify(event, null, 2) : '');

  // The selection is the browser's: it can be set only in the text that stands there.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same field can be asked for twice
  useEffect(() => {
    const area = field.current;
    const span = at === null ? null : fieldSpan(area?.value ?? '', at);
    if (!area || !span) return;
    area.focus();
    area.setSelectionRange(span.from, span.to);
    const line = area.value.slice(0, span.from).split('\n').length - 1;
    area.scrollTop = Math.max(0, line * Number.parseFloat(getComputedStyle(area).lineHeight) - 24);
    useShownField.setState({ at: null });
  }, [at, count]);
  if (!rule || !catalog) return null;
  return (
    <div className={styles.data}>
      <textarea
        ref={field}
        className={`${inputs.input} ${inputs.mono}`}
        aria-label="Event as JSON"
        spellCheck={false}
        value={text}
        onChange={(change) => {
          writeEvent(change.target.value);
          if (mode !== 'dry-run') set({ mode: 'dry-run' });
        }}
      />
      <div className={styles.dataSide}>
        <p>
          {customText === null
            ? 'A sample event. Type here to try the rule on a changed copy.'
            : custom?.isEnvelope
              ? 'Your own event, taken out of its CloudEvents envelope.'
              : 'Your own event.'}
        </p>
        {customText !== null &&
          custom?.issues.slice(0, 4).map((issue) => (
            <p key={`${issue.at} ${issue.message}`} className={styles.issue} role="alert">
              {describeIssue(issue, 'event')}
            </p>
          ))}
        {customText === null ? null : (
          <Button
            size="small"
            onClick={() =>
              set((state) => ({
                dryRun: { ...state.dryRun, sample: null, customText: null, position: null },
              }))
            }
          >
            Back to the samples
          </Button>
        )}
      </div>
    </div>
  );
}
