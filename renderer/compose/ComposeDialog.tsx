import { type FormEvent, type ReactElement, useRef, useState } from 'react';
import type { ComposedRule } from '../../engine/contract/index.ts';
import { Button } from '../design/Button.tsx';
import { Dialog, DialogActions } from '../design/Dialog.tsx';
import inputs from '../design/inputs.module.css';
import { acceptProposal, compileSentence } from '../state/compose.ts';
import { useCatalog, useDraft } from '../state/selectors.ts';
import { set } from '../state/store.ts';
import styles from './ComposeDialog.module.css';
import { ProposedGraph } from './ProposedGraph.tsx';
import { Questions } from './Questions.tsx';
import { SentenceParts } from './SentenceParts.tsx';

/** A sentence, and beside it the rule it would become. Nothing is replaced before the person accepts. */
export function ComposeDialog({ isNew }: { isNew: boolean }): ReactElement | null {
  const draft = useDraft();
  const catalog = useCatalog();
  const [sentence, setSentence] = useState('');
  const [proposal, setProposal] = useState<ComposedRule | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [pointed, setPointed] = useState<string | null>(null);
  const asked = useRef(0);
  const previous = isNew ? null : draft;
  const close = () => set({ dialog: null });
  if (!catalog) return null;

  /** Answers come in any order; only that of the last sentence counts. */
  async function read(text: string): Promise<void> {
    setSentence(text);
    asked.current += 1;
    const turn = asked.current;
    if (text.trim() === '') {
      setProposal(null);
      setFailure(null);
      return;
    }
    const answer = await compileSentence(text, previous);
    if (turn !== asked.current) return;
    setProposal(answer.ok ? answer.value : null);
    setFailure(answer.ok ? null : answer.error);
  }

  const rule = proposal?.rule ?? null;
  const isSame = rule !== null && previous !== null && proposal?.changes.length === 0;

  async function accept(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!rule || isSame) return;
    await acceptProposal(rule, previous);
  }

  return (
    <Dialog
      title={previous ? `Write “${previous.name}” in words` : 'Write a rule in words'}
      onClose={close}
      isWide
    >
      <form className={styles.form} onSubmit={(event) => void accept(event)}>
        <div className={styles.columns}>
          <div className={styles.column}>
            <label className={styles.label} htmlFor="compose-sentence">
              What should happen, and when?
            </label>
            <textarea
              id="compose-sentence"
              className={`${inputs.input} ${styles.sentence}`}
              rows={2}
              spellCheck
              placeholder="When a session opens on Cards and the topic is fraud, escalate to the fraud team"
              value={sentence}
              aria-describedby="compose-outcome"
              onChange={(event) => void read(event.target.value)}
              onKeyDown={(event) => {
                // A sentence is one paragraph: Enter accepts, as in every other field of one line.
                if (event.key !== 'Enter' || event.shiftKey) return;
                event.preventDefault();
                event.currentTarget.form?.requestSubmit();
              }}
            />
            <p id="compose-outcome" className={styles.outcome} role="status">
              {failure ??
                (proposal
                  ? proposal.rationale
                  : 'Say it as you would to a colleague. It is read on this machine.')}
            </p>
            {proposal ? (
              <>
                <SentenceParts
                  sentence={sentence}
                  proposal={proposal}
                  pointed={pointed}
                  onPoint={setPointed}
                />
                <Questions proposal={proposal} onChoose={(text) => void read(text)} />
              </>
            ) : null}
            {previous && proposal && rule ? (
              <section className={styles.changes} aria-label="What would change">
                <h3>{isSame ? 'Nothing would change' : 'What would change'}</h3>
                <ul>
                  {proposal.changes.map(({ text, at }) => (
                    <li key={`${at} ${text}`}>{text}</li>
                  ))}
                </ul>
              </section>
            ) : null}
          </div>
          <div className={styles.column}>
            {rule ? (
              <ProposedGraph rule={rule} catalog={catalog} pointed={pointed} onPoint={setPointed} />
            ) : (
              <p className={styles.waiting}>
                {proposal ? 'No rule yet: the questions come first.' : 'The rule appears here as you type.'}
              </p>
            )}
          </div>
        </div>
        <DialogActions>
          <Button onClick={close}>Cancel</Button>
          <Button look="primary" type="submit" disabled={rule === null || isSame}>
            {previous ? 'Replace the rule' : 'Create the rule'}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
