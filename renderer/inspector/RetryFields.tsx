import type { ReactElement } from 'react';
import { defaultRetry } from '../../engine/chain/index.ts';
import type { Retry } from '../../engine/model/index.ts';
import { Button } from '../design/Button.tsx';
import { Field } from '../design/Field.tsx';
import { Select } from '../design/Select.tsx';
import { stretchText } from '../dry-run/timeline-words.ts';
import { NumberField } from './fields/NumberField.tsx';
import styles from './Inspector.module.css';

interface RetryFieldsProps {
  at: string;
  /** Undefined: the usual one. */
  retry: Retry | undefined;
  onChange(retry: Retry | undefined): void;
}

/** How often a failing action is tried again, and after which pauses. */
export function RetryFields({ at, retry, onChange }: RetryFieldsProps): ReactElement {
  const shown = retry ?? defaultRetry;
  const change = (part: Partial<Retry>): void => onChange({ ...shown, ...part });
  const pauses = ([key, label, least, most, isWhole, hint]: PauseField): ReactElement => (
    <Field key={key} label={label} hint={hint}>
      {(control) => (
        <NumberField
          control={control}
          at={`${at}.retry.${key}`}
          least={least}
          most={most}
          isWhole={isWhole}
          value={shown[key]}
          onChange={(value) => (value === null ? undefined : change({ [key]: value }))}
        />
      )}
    </Field>
  );
  return (
    <>
      <Field label="Attempts" hint="Tried again after a pause when the failure may pass.">
        {(control) => (
          <NumberField
            control={control}
            at={`${at}.retry`}
            least={1}
            most={20}
            value={shown.maxAttempts}
            onChange={(maxAttempts) => (maxAttempts === null ? undefined : change({ maxAttempts }))}
          />
        )}
      </Field>
      {shown.maxAttempts > 1 ? (
        <details className={styles.more}>
          <summary>Pauses: {pausesText(shown)}</summary>
          <div className={styles.nested}>
            {fields.map(pauses)}
            <Field label="Spread" hint="A random share keeps many runs from coming back at once.">
              {(control) => (
                <Select
                  {...control}
                  data-at={`${at}.retry.jitter`}
                  value={shown.jitter}
                  options={[
                    { value: 'full', label: 'A random share of the pause' },
                    { value: 'none', label: 'The whole pause' },
                  ]}
                  onChange={(value) => change({ jitter: value === 'none' ? 'none' : 'full' })}
                />
              )}
            </Field>
            {retry === undefined ? null : (
              <Button size="small" onClick={() => onChange(undefined)}>
                Back to the usual
              </Button>
            )}
          </div>
        </details>
      ) : null}
    </>
  );
}

type PauseField = readonly [
  key: 'initialDelayMs' | 'factor' | 'maxDelayMs',
  label: string,
  least: number,
  most: number,
  isWhole: boolean,
  hint: string | undefined,
];

const fields: readonly PauseField[] = [
  ['initialDelayMs', 'First pause, milliseconds', 0, 3_600_000, true, undefined],
  ['factor', 'Each pause times', 1, 10, false, '2 doubles it after every attempt.'],
  ['maxDelayMs', 'Longest pause, milliseconds', 0, 86_400_000, true, undefined],
];

/** "1 s, then 2 s, 4 s, at random up to that". */
function pausesText({ maxAttempts, initialDelayMs, factor, maxDelayMs, jitter }: Retry): string {
  const count = Math.min(maxAttempts - 1, 3);
  const pauses = Array.from({ length: count }, (_, index) =>
    stretchText(Math.min(maxDelayMs, initialDelayMs * factor ** index)),
  );
  const more = maxAttempts - 1 > count ? ', …' : '';
  return `${pauses.join(', ')}${more}${jitter === 'full' ? ' at most' : ''}`;
}
