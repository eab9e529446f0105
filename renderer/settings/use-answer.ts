import { safe } from '@orpc/client';
import { useCallback, useEffect, useState } from 'react';
import { syncErrorOf, syncErrorText } from '../state/sync-errors.ts';

interface Answer<Value> {
  value: Value | null;
  /** Why there is none, in words. */
  trouble: string | null;
  setValue(value: Value): void;
  askAgain(): void;
}

/** Asks once when it is shown, and again when it is told to. `ask` has to stay the same function. */
export function useAnswer<Value>(ask: () => Promise<Value>): Answer<Value> {
  const [value, setValue] = useState<Value | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const askAgain = useCallback(() => {
    void safe(ask()).then(({ error, data }) => {
      setTrouble(error ? troubleOf(error) : null);
      if (!error) setValue(data ?? null);
    });
  }, [ask]);
  useEffect(askAgain, [askAgain]);
  return { value, trouble, setValue, askAgain };
}

/** Words for why something was not done. */
export function troubleOf(error: Error): string {
  return syncErrorText(syncErrorOf(error));
}
