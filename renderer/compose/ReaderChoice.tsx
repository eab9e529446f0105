import type { ReactElement } from 'react';
import type { Pack } from '../../engine/model/index.ts';
import { Button } from '../design/Button.tsx';
import { Segmented } from '../design/Segmented.tsx';
import { Select } from '../design/Select.tsx';
import styles from './ComposeDialog.module.css';
import type { Sentence } from './use-sentence.ts';

interface ReaderChoiceProps {
  sentence: Sentence;
  /** The workspaces to choose from: Claude is told about one of them. Empty where there is no choice. */
  packs: readonly Pack[];
  /** The workspace of the rule that the sentence is by now. */
  read: string | null;
}

/** Who reads the sentence: the grammar on this machine, or Claude when asked to. */
export function ReaderChoice({ sentence, packs, read }: ReaderChoiceProps): ReactElement {
  const { reader, workspace, choose, isReading, text, ask } = sentence;
  return (
    <div className={styles.reader}>
      <Segmented
        label="Who reads it"
        size="small"
        value={reader}
        options={[
          { value: 'offline', label: 'This machine' },
          { value: 'claude', label: 'Claude' },
        ]}
        onChange={(next) => choose(next, read ?? workspace)}
      />
      {reader === 'claude' && packs.length > 0 ? (
        <Select
          aria-label="Workspace"
          value={workspace ?? ''}
          options={packs.map(({ name, workspace: { title } }) => ({ value: name, label: title }))}
          onChange={(next) => choose(reader, next)}
        />
      ) : null}
      {reader === 'claude' ? (
        <Button size="small" disabled={isReading || text.trim() === ''} onClick={ask}>
          {isReading ? 'Reading…' : 'Ask Claude'}
        </Button>
      ) : null}
    </div>
  );
}
