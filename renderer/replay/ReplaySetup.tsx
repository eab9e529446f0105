import { Filter, GitCompareArrows, Play, Upload } from 'lucide-react';
import type { ReactElement } from 'react';
import { appTitle } from '../../engine/catalog/index.ts';
import { Button } from '../design/Button.tsx';
import { Field } from '../design/Field.tsx';
import { Segmented } from '../design/Segmented.tsx';
import { Select, type SelectOption } from '../design/Select.tsx';
import { chosenRules, startReplay } from '../state/replay.ts';
import { compareDrafts, findNearMisses } from '../state/replay-compare.ts';
import { type RuleChoice, useReplay } from '../state/replay-state.ts';
import { pickRecording } from '../state/replay-uploads.ts';
import { useCatalog, useDraft } from '../state/selectors.ts';
import { useStudio } from '../state/store.ts';
import { amountText, spanText } from './amounts.ts';
import styles from './Replay.module.css';

/** What to replay, and what else a recording can tell. */
export function ReplaySetup(): ReactElement {
  const id = useReplay((state) => state.recording);
  const recording = useReplay((state) => state.recordings?.find((one) => one.id === id) ?? null);
  const isKnown = useReplay((state) => state.recordings !== null);
  const choice = useReplay((state) => state.choice);
  const content = useReplay((state) => state.content);
  const options = useChoices();
  // Counted again when the rules change.
  useStudio((state) => state.rules);
  const draft = useDraft();
  const rules = chosenRules(choice).length;
  if (!recording) {
    return (
      <div className={styles.empty}>
        {isKnown ? (
          <>
            <h2>No recording yet</h2>
            <p>
              A recording is a file with one event as JSON on each line, as a workspace exports it. Plain or
              packed with gzip.
            </p>
            <Button look="primary" onClick={pickRecording}>
              <Upload size={15} aria-hidden /> Add a recording
            </Button>
          </>
        ) : (
          <p role="status">Looking for recordings…</p>
        )}
      </div>
    );
  }
  return (
    <div className={styles.setup}>
      <header className={styles.setupHead}>
        <h2>{recording.name}</h2>
        <p>
          {amountText(recording.events, 'event')} · {spanText(recording.from, recording.until)}
        </p>
      </header>
      <section className={styles.card} aria-label="Replay">
        <h3>What would these rules have done?</h3>
        <div className={styles.form}>
          <Field label="Rules">
            {(props) => (
              <Select
                {...props}
                value={choice}
                options={options}
                onChange={(value) => {
                  const next = options.find((option) => option.value === value);
                  if (next) useReplay.setState({ choice: next.value });
                }}
              />
            )}
          </Field>
          <div className={styles.labelled}>
            <span>Content</span>
            <Segmented
              label="Content of the rules"
              value={content}
              options={[
                { value: 'draft', label: 'Drafts' },
                { value: 'saved', label: 'Saved versions' },
              ]}
              onChange={(value) => useReplay.setState({ content: value })}
            />
          </div>
        </div>
        <div className={styles.actions}>
          <Button look="primary" disabled={rules === 0} onClick={() => void startReplay()}>
            <Play size={15} aria-hidden /> Replay {amountText(rules, 'rule')}
          </Button>
          <span>Nothing is sent: every effect is only described.</span>
        </div>
      </section>
      <div className={styles.pair}>
        <section className={styles.card} aria-label="Compare">
          <h3>What do the drafts change?</h3>
          <p>
            Replays the chosen rules twice, as last saved and as drafted, and shows only the outcomes that
            differ.
          </p>
          <Button disabled={rules === 0} onClick={() => void compareDrafts()}>
            <GitCompareArrows size={15} aria-hidden /> Compare with saved
          </Button>
        </section>
        <section className={styles.card} aria-label="Near misses">
          <h3>Why did {draft ? `“${draft.name}”` : 'the open rule'} not match?</h3>
          <p>
            Counts which single condition kept events away, and offers the smallest edits that would let them
            through.
          </p>
          <Button disabled={!draft} onClick={() => void findNearMisses()}>
            <Filter size={15} aria-hidden /> Find near misses
          </Button>
        </section>
      </div>
    </div>
  );
}

function useChoices(): (SelectOption & { value: RuleChoice })[] {
  const rules = useStudio((state) => state.rules);
  const draft = useDraft();
  const catalog = useCatalog();
  const apps = [...new Set(rules.flatMap((rule) => rule.apps))].sort();
  const labels = [...new Set(rules.flatMap((rule) => rule.labels))].sort();
  return [
    ...(draft ? [{ value: 'open' as const, label: `The open rule: ${draft.name}` }] : []),
    { value: 'enabled' as const, label: 'All enabled rules' },
    { value: 'all' as const, label: 'All rules, disabled ones too' },
    ...apps.map((app) => ({
      value: `app:${app}` as const,
      label: `Rules of ${catalog ? appTitle(catalog, app) : app}`,
    })),
    ...labels.map((label) => ({ value: `label:${label}` as const, label: `Rules labelled ${label}` })),
  ];
}
