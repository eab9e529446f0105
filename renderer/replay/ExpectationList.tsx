import { CircleCheck, CircleX, Download, LoaderCircle, Pencil, Play, Trash2, Upload } from 'lucide-react';
import { type ReactElement, useEffect, useState } from 'react';
import type { CaseResult } from '../../engine/contract/index.ts';
import type { Rule } from '../../engine/model/index.ts';
import { Button } from '../design/Button.tsx';
import { IconButton } from '../design/IconButton.tsx';
import inputs from '../design/inputs.module.css';
import { Switch } from '../design/Switch.tsx';
import { outcomeWord } from '../dry-run/outcome-words.ts';
import {
  exportExpectations,
  importExpectations,
  removeExpectation,
  renameExpectation,
  runExpectations,
  saveAsExpectation,
  tryCase,
  useExpectations,
} from '../state/replay-expectations.ts';
import { useDraft } from '../state/selectors.ts';
import { useStudio } from '../state/store.ts';
import { amountText } from './amounts.ts';
import styles from './ExpectationList.module.css';

/** How long after an edit the cases run again, in milliseconds. */
const pause = 400;

/** What is expected of the open rule, red or green, run again after every edit. */
export function ExpectationList(): ReactElement | null {
  const rule = useDraft();
  const { run, isRunning, trouble, isCoverageShown } = useExpectations();
  const canSave = useStudio((state) => state.mode === 'dry-run');
  const isOther = useExpectations((state) => state.rule?.id !== rule?.id);
  useEffect(() => {
    if (!rule) return;
    const isKnown = useExpectations.getState().rule?.id === rule.id;
    const timer = window.setTimeout(() => void runExpectations(rule), isKnown ? pause : 0);
    return () => window.clearTimeout(timer);
  }, [rule]);
  if (!rule) return null;
  const cases = isOther ? null : (run?.cases ?? null);
  const red = cases?.filter(({ pass }) => !pass).length ?? 0;
  return (
    <div className={styles.panel}>
      <div className={styles.bar}>
        <span className={styles.sum} data-tone={red > 0 ? 'fail' : 'pass'} role="status">
          {cases === null || cases.length === 0 ? null : (
            <>
              {red > 0 ? <CircleX size={14} aria-hidden /> : <CircleCheck size={14} aria-hidden />}
              {red > 0
                ? `${red} of ${cases.length} fail`
                : `${amountText(cases.length, 'expectation')}, all hold`}
            </>
          )}
        </span>
        {run && cases && cases.length > 0 ? (
          <span className={styles.coverage}>
            <label htmlFor="coverage">
              Coverage on the canvas, {run.covered} of {run.total}
            </label>
            <Switch
              id="coverage"
              isOn={isCoverageShown}
              onChange={(isOn) => useExpectations.setState({ isCoverageShown: isOn })}
            />
          </span>
        ) : null}
        <span className={styles.tools}>
          {isRunning ? <LoaderCircle size={14} role="img" aria-label="Running" /> : null}
          <IconButton
            size="small"
            label="Run all expectations"
            icon={<Play size={14} />}
            onClick={() => void runExpectations(rule)}
          />
          <IconButton
            size="small"
            label="Read an .expect.json file"
            icon={<Upload size={14} />}
            onClick={() => pickFile(rule)}
          />
          <IconButton
            size="small"
            label="Write an .expect.json file"
            icon={<Download size={14} />}
            disabled={!cases?.length}
            onClick={() => void exportExpectations(rule)}
          />
          <Button size="small" disabled={!canSave} onClick={saveAsExpectation}>
            Save this dry run
          </Button>
        </span>
      </div>
      {trouble ? (
        <p className={styles.none} role="alert">
          The expectations could not be run: {trouble}
        </p>
      ) : null}
      {cases?.length === 0 ? (
        <p className={styles.none}>
          Nothing is expected of this rule yet. Dry-run it on an event, and save what it comes to: from then
          on an edit that changes it shows red here.
        </p>
      ) : null}
      <ul>
        {cases?.map((one) => (
          <CaseRow key={one.name} rule={rule} one={one} />
        ))}
      </ul>
    </div>
  );
}

function pickFile(rule: Rule): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = '.json';
  input.addEventListener('change', async () => {
    const text = await input.files?.[0]?.text();
    if (text !== undefined) await importExpectations(rule, text);
  });
  input.click();
}

function CaseRow({ rule, one }: { rule: Rule; one: CaseResult }): ReactElement {
  const [name, setName] = useState<string | null>(null);
  const rename = (): void => {
    if (name !== null && name.trim() !== '' && name !== one.name)
      void renameExpectation(rule, one.name, name);
    setName(null);
  };
  return (
    <li className={styles.row} data-tone={one.pass ? 'pass' : 'fail'}>
      {one.pass ? (
        <CircleCheck size={15} role="img" aria-label="holds" />
      ) : (
        <CircleX size={15} role="img" aria-label="fails" />
      )}
      <div className={styles.case}>
        {name === null ? (
          <button
            type="button"
            className={styles.name}
            disabled={one.event === null}
            onClick={() => tryCase(JSON.stringify(one.event, null, 2))}
          >
            {one.name}
          </button>
        ) : (
          <input
            className={inputs.input}
            aria-label="Name of the expectation"
            value={name}
            maxLength={200}
            ref={(field) => field?.focus()}
            onChange={(event) => setName(event.target.value)}
            onBlur={rename}
            onKeyDown={(event) => {
              if (event.key === 'Enter') rename();
              if (event.key === 'Escape') setName(null);
            }}
          />
        )}
        {one.differences.map(({ at, message }) => (
          <p key={`${at} ${message}`}>{message}</p>
        ))}
      </div>
      <small>
        expects: {outcomeWord(one.expected)}
        {one.given > 1 ? `, after ${amountText(one.given - 1, 'event')}` : ''}
      </small>
      <IconButton
        size="small"
        label={`Rename ${one.name}`}
        icon={<Pencil size={13} />}
        onClick={() => setName(one.name)}
      />
      <IconButton
        size="small"
        label={`Remove ${one.name}`}
        icon={<Trash2 size={13} />}
        onClick={() => void removeExpectation(rule, one.name)}
      />
    </li>
  );
}
