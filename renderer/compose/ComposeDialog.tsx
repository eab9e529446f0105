import { type FormEvent, type ReactElement, useRef, useState } from 'react';
import type { ComposedRule } from '../../engine/contract/index.ts';
import { Button } from '../design/Button.tsx';
import { Dialog, DialogActions } from '../design/Dialog.tsx';
import inputs from '../design/inputs.module.css';
import { acceptProposal } from '../state/compose.ts';
import { useCatalog, useDraft } from '../state/selectors.ts';
import { showSettings } from '../state/settings.ts';
import { set } from '../state/store.ts';
import { packsOfRule } from '../words/rule-words.ts';
import { countText } from '../words/values.ts';
import styles from './ComposeDialog.module.css';
import { exampleSentences } from './example-sentences.ts';
import { ProposedGraph } from './ProposedGraph.tsx';
import { Questions } from './Questions.tsx';
import { ReaderChoice } from './ReaderChoice.tsx';
import { SentenceParts } from './SentenceParts.tsx';
import { type Sentence, useSentence } from './use-sentence.ts';

interface ComposeDialogProps {
  isNew: boolean;
  /** What has been written of it already. */
  sentence: string;
}

/** A sentence, and beside it the rule it would become. Nothing is replaced before the person accepts. */
export function ComposeDialog({ isNew, sentence: begun }: ComposeDialogProps): ReactElement | null {
  const draft = useDraft();
  const catalog = useCatalog();
  const [pointed, setPointed] = useState<string | null>(null);
  const previous = isNew ? null : draft;
  const own = draft && catalog ? packsOfRule(draft, catalog) : [];
  const sentence = useSentence(begun, previous, own[0]?.name ?? null);
  const field = useRef<HTMLTextAreaElement>(null);
  const close = () => set({ dialog: null });
  if (!catalog) return null;

  const proposal = sentence.read?.proposal ?? null;
  const rule = proposal?.rule ?? null;
  const isSame = rule !== null && previous !== null && proposal?.changes.length === 0;
  const isUnread = sentence.reader === 'claude' && sentence.read === null;

  async function accept(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (isUnread) sentence.ask();
    else if (rule && !isSame) await acceptProposal(rule, previous);
  }

  /** The question goes away with its answer: the sentence is what one goes on with. */
  function answer(next: string): void {
    sentence.change(next);
    field.current?.focus();
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
              ref={field}
              id="compose-sentence"
              className={`${inputs.input} ${styles.sentence}`}
              rows={2}
              spellCheck
              placeholder="When a session opens on Cards and the topic is fraud, escalate to the fraud team"
              value={sentence.text}
              aria-describedby="compose-outcome"
              onChange={(event) => sentence.change(event.target.value)}
              onKeyDown={(event) => {
                // A sentence is one paragraph: Enter accepts, as in every other field of one line.
                if (event.key !== 'Enter' || event.shiftKey) return;
                event.preventDefault();
                event.currentTarget.form?.requestSubmit();
              }}
            />
            <ReaderChoice
              sentence={sentence}
              packs={(previous && own.length === 1) || catalog.packs.length === 1 ? [] : catalog.packs}
              read={rule ? (packsOfRule(rule, catalog)[0]?.name ?? null) : null}
            />
            {sentence.read?.instead ? (
              <p className={styles.instead}>
                {sentence.read.instead}{' '}
                <button
                  type="button"
                  className={styles.toSettings}
                  onClick={() => {
                    close();
                    showSettings('model');
                  }}
                >
                  Model settings
                </button>
              </p>
            ) : null}
            <p id="compose-outcome" className={styles.outcome} role="status">
              {sentence.failure ?? proposal?.rationale ?? waitingText(sentence)}
              {proposal && proposal.unclear.length > 0 ? (
                <span className="visually-hidden"> {openQuestions(proposal.unclear)}</span>
              ) : null}
            </p>
            {proposal ? (
              <>
                <SentenceParts
                  sentence={sentence.text}
                  proposal={proposal}
                  pointed={pointed}
                  onPoint={setPointed}
                />
                <Questions
                  proposal={proposal}
                  onChoose={answer}
                  onRewrite={(start, end) => {
                    field.current?.focus();
                    field.current?.setSelectionRange(start, end);
                  }}
                />
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
              <div className={styles.waiting}>
                <p>
                  {proposal ? 'No rule yet: the questions come first.' : 'The rule appears here as you type.'}
                </p>
                {sentence.text === '' ? (
                  <ul className={styles.examples} aria-label="Examples">
                    {exampleSentences(catalog, previous ? (own[0]?.name ?? null) : null).map((example) => (
                      <li key={example}>
                        <button type="button" onClick={() => sentence.change(example)}>
                          {example}
                        </button>
                      </li>
                    ))}
                  </ul>
                ) : null}
              </div>
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

/** What stands in the list of questions, for those who do not see it appear. */
function openQuestions(unclear: ComposedRule['unclear']): string {
  const asked = unclear.map(({ text, question }) => `“${text}” ${question}`);
  return `${countText(unclear.length, 'open question')}: ${asked.join(' ')}`;
}

function waitingText({ reader, isReading }: Sentence): string {
  if (reader === 'offline') return 'Say it as you would to a colleague. It is read on this machine.';
  if (isReading) return 'Claude is reading the sentence…';
  return 'Enter sends the sentence, with the names this workspace uses, to Claude. No event is sent.';
}
