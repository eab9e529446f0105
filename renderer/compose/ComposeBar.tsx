import { CornerDownLeft, PenLine } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import type { Rule } from '../../engine/model/index.ts';
import { IconButton } from '../design/IconButton.tsx';
import { useCatalog, useDraft } from '../state/selectors.ts';
import { set } from '../state/store.ts';
import { triggerTitle } from '../words/rule-words.ts';
import { withTrigger } from './begin-sentence.ts';
import styles from './ComposeBar.module.css';

/** Over a rule that was only begun: the rest of it can be said in a sentence. */
export function ComposeBar(): ReactElement | null {
  const draft = useDraft();
  const catalog = useCatalog();
  if (!draft || !catalog || !isOnlyBegun(draft)) return null;
  return (
    <Bar
      key={draft.id}
      begin={(sentence) => withTrigger(sentence, draft.trigger.kind, triggerTitle(draft.trigger, catalog))}
    />
  );
}

/** A field of one line; what is written there goes on in the dialog, where the rule it would become is seen. */
function Bar({ begin }: { begin(sentence: string): string }): ReactElement {
  const [sentence, setSentence] = useState('');
  return (
    <form
      className={styles.bar}
      aria-label="Write it in words"
      onSubmit={(event) => {
        event.preventDefault();
        set({ dialog: { kind: 'compose', isNew: false, sentence: begin(sentence) } });
      }}
    >
      <PenLine size={15} aria-hidden />
      <input
        value={sentence}
        aria-label="Say in a sentence what this rule should do"
        placeholder="Say in a sentence what this rule should do, or draw it below"
        onChange={(event) => setSentence(event.target.value)}
      />
      <IconButton size="small" label="Read the sentence" type="submit" icon={<CornerDownLeft size={15} />} />
    </form>
  );
}

function isOnlyBegun({ filter, actions }: Rule): boolean {
  return filter.length === 0 && actions.length === 0;
}
