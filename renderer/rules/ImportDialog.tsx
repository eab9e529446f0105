import { type ReactElement, useState } from 'react';
import type { DialectName } from '../../engine/contract/index.ts';
import { Button } from '../design/Button.tsx';
import { Dialog, DialogActions } from '../design/Dialog.tsx';
import { Field } from '../design/Field.tsx';
import inputs from '../design/inputs.module.css';
import { Segmented } from '../design/Segmented.tsx';
import { importRules } from '../state/rules.ts';
import { set } from '../state/store.ts';

/** Brings in rules written for another system. They arrive disabled. */
export function ImportDialog(): ReactElement {
  const [from, setFrom] = useState<DialectName>('helpdesk');
  const [text, setText] = useState('');
  const [outcome, setOutcome] = useState<{ isDone: boolean; lines: string[] } | null>(null);
  const close = () => set({ dialog: null });

  async function run(): Promise<void> {
    const result = await importRules(text, from);
    setOutcome(result);
    if (result.isDone && result.lines.length === 0) close();
  }
  return (
    <Dialog title="Import rules" onClose={close}>
      <Segmented
        label="Format"
        isFull
        value={from}
        options={[
          { value: 'cx', label: 'Customer experience' },
          { value: 'documents', label: 'Documents' },
          { value: 'helpdesk', label: 'Helpdesk' },
        ]}
        onChange={(next) => setFrom(next)}
      />
      <Field label="Rules as JSON" hint="One rule or a list of rules.">
        {(control) => (
          <textarea
            {...control}
            className={`${inputs.input} ${inputs.mono}`}
            style={{ minHeight: 200 }}
            value={text}
            spellCheck={false}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      {outcome ? (
        <ul role="alert" style={{ color: outcome.isDone ? 'var(--ink-2)' : 'var(--fail)' }}>
          {outcome.lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      ) : null}
      <DialogActions>
        <Button onClick={close}>{outcome?.isDone ? 'Close' : 'Cancel'}</Button>
        {outcome?.isDone ? null : (
          <Button look="primary" disabled={text.trim() === ''} onClick={() => void run()}>
            Import
          </Button>
        )}
      </DialogActions>
    </Dialog>
  );
}
