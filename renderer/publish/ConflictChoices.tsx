import { type ReactElement, useState } from 'react';
import type { PlanItem, RuleConflict } from '../../engine/contract/index.ts';
import type { Json } from '../../engine/model/index.ts';
import { Button } from '../design/Button.tsx';
import { settleConflict } from '../state/publish.ts';
import { useCatalog } from '../state/selectors.ts';
import { personName } from '../words/people.ts';
import { fieldText } from '../words/place-words.ts';
import { valueText } from '../words/values.ts';
import styles from './publish.module.css';

type Side = 'mine' | 'theirs';

const reasons: Record<NonNullable<PlanItem['conflict']>['reason'], string> = {
  'both-changed': 'It was changed here and there since both were last the same.',
  'deleted-there': 'It was deleted in the workspace and changed here.',
  'deleted-here': 'It was deleted here and changed in the workspace.',
  'never-synced': 'Both sides have a rule of this id that were never the same.',
};

/** A conflict, field by field: what it was, what is mine, what is theirs. Nothing is published by settling it. */
export function ConflictChoices({ item }: { item: PlanItem }): ReactElement | null {
  const [choices, setChoices] = useState<Record<string, Side>>({});
  const [isBusy, setBusy] = useState(false);
  const { conflict } = item;
  const catalog = useCatalog();
  if (!conflict) return null;
  const author = item.drift ? personName(catalog, item.drift.author) : 'the workspace';
  const drawn = item.after ?? item.before;
  const fieldTitle = (at: string) =>
    drawn && catalog && at !== '' ? fieldText(at, drawn, catalog) : 'The rule';
  const open = conflict.fields.filter(({ id }) => !(id in choices)).length;
  const settle = (wanted: Side | Record<string, Side>): void => {
    setBusy(true);
    void settleConflict(item.ruleId, wanted).finally(() => setBusy(false));
  };
  return (
    <section className={styles.card} aria-label="Conflict">
      <h3>Conflict</h3>
      <p>
        {reasons[conflict.reason]}{' '}
        {conflict.mergesCleanly ? 'The changes are in different places: both can be kept.' : null}
      </p>
      {conflict.fields.map((field) => (
        <ConflictField
          key={field.id}
          field={field}
          title={fieldTitle(field.at)}
          author={author}
          chosen={choices[field.id] ?? null}
          onChoose={(side) => setChoices({ ...choices, [field.id]: side })}
        />
      ))}
      <div className={styles.actions}>
        {conflict.fields.length > 0 || conflict.mergesCleanly ? (
          <Button look="primary" disabled={open > 0 || isBusy} onClick={() => settle(choices)}>
            {conflict.fields.length === 0
              ? 'Keep both changes'
              : open > 0
                ? `${open} still to choose`
                : 'Settle the conflict'}
          </Button>
        ) : null}
        <Button disabled={isBusy} onClick={() => settle('mine')}>
          Take all of mine
        </Button>
        <Button disabled={isBusy} onClick={() => settle('theirs')}>
          Take all of theirs
        </Button>
      </div>
    </section>
  );
}

interface ConflictFieldProps {
  field: RuleConflict;
  /** What the form calls the field. */
  title: string;
  author: string;
  chosen: Side | null;
  onChoose(side: Side): void;
}

function ConflictField({ field, title, author, chosen, onChoose }: ConflictFieldProps): ReactElement {
  const { at, base, mine, theirs } = field;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a grid of cards
    <div role="group" aria-label={`Conflict: ${title}`}>
      <b className={styles.place} title={at}>
        {title}
      </b>
      <div className={styles.choices}>
        <div className={styles.choice}>
          <span>Before</span>
          <code>{shown(base)}</code>
        </div>
        <button
          type="button"
          className={styles.choice}
          aria-pressed={chosen === 'mine'}
          onClick={() => onChoose('mine')}
        >
          <span>Mine</span>
          <code>{shown(mine)}</code>
        </button>
        <button
          type="button"
          className={styles.choice}
          aria-pressed={chosen === 'theirs'}
          onClick={() => onChoose('theirs')}
        >
          <span>Theirs ({author})</span>
          <code>{shown(theirs)}</code>
        </button>
      </div>
    </div>
  );
}

function shown(value: Json | undefined): string {
  return value === undefined ? 'not there' : valueText(value, 400);
}
