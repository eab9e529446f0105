import { useEffect, useRef, useState } from 'react';
import type { Rule } from '../../engine/model/index.ts';
import { type ReadSentence, readSentence, type SentenceReader } from '../state/compose.ts';

export interface Sentence {
  text: string;
  reader: SentenceReader;
  /** The workspace that Claude is told about. */
  workspace: string | null;
  /** What the text became; null while nothing has been read, or the text has changed since. */
  read: ReadSentence | null;
  failure: string | null;
  isReading: boolean;
  change(text: string): void;
  choose(reader: SentenceReader, workspace: string | null): void;
  /** Has the text read as it stands. */
  ask(): void;
}

/**
 * A sentence being written, and what it became. The grammar reads with every key; Claude is asked only where the person
 * says so, because each question costs time and money.
 */
export function useSentence(begun: string, previous: Rule | null, ownWorkspace: string | null): Sentence {
  const [text, setText] = useState(begun);
  const [reader, setReader] = useState<SentenceReader>('offline');
  const [workspace, setWorkspace] = useState(ownWorkspace);
  const [read, setRead] = useState<ReadSentence | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [isReading, setReading] = useState(false);
  const asked = useRef(0);

  /** Answers come in any order; only that of the last question counts. */
  async function ask(sentence: string, by: SentenceReader, where: string | null): Promise<void> {
    asked.current += 1;
    const turn = asked.current;
    if (sentence.trim() === '') {
      take(null, null);
      return;
    }
    setReading(by === 'claude');
    const answer = await readSentence(sentence, previous, by, by === 'claude' ? where : null);
    if (turn !== asked.current) return;
    take(answer.ok ? answer.value : null, answer.ok ? null : answer.error);
  }
  function take(next: ReadSentence | null, trouble: string | null): void {
    setReading(false);
    setRead(next);
    setFailure(trouble);
  }
  /** Takes what is there now by this reader, or waits to be asked. */
  function restart(sentence: string, by: SentenceReader, where: string | null): void {
    if (by === 'offline') void ask(sentence, by, where);
    else {
      asked.current += 1;
      take(null, null);
    }
  }

  // A sentence that was begun elsewhere is read as the dialog opens; from then on, edits are.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once
  useEffect(() => {
    if (begun !== '') void ask(begun, 'offline', null);
  }, []);

  return {
    text,
    reader,
    workspace,
    read,
    failure,
    isReading,
    change: (next) => {
      setText(next);
      restart(next, reader, workspace);
    },
    choose: (by, where) => {
      setReader(by);
      setWorkspace(where);
      restart(text, by, where);
    },
    ask: () => void ask(text, reader, workspace),
  };
}
