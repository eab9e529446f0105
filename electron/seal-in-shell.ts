import type { Seal } from '../engine/effects/index.ts';
import { failure, type Result, success } from '../engine/model/index.ts';
import { type SealRequest, sealAnswer } from './seal-messages.ts';

/** The shell, as the engine's process sees it. */
export interface ShellPort {
  on(event: 'message', listener: (message: { data: unknown }) => void): unknown;
  postMessage(message: unknown): void;
}

/** A seal whose key is in the keychain of the system: each text goes to the shell and comes back closed or open. */
export function sealInShell(shell: ShellPort): Seal {
  const waiting = new Map<number, (text: string | null) => void>();
  let last = 0;
  function listen(): void {
    shell.on('message', ({ data }) => {
      const read = sealAnswer.safeParse(data);
      if (!read.success) return;
      waiting.get(read.data.id)?.(read.data.text);
      waiting.delete(read.data.id);
    });
  }
  async function ask(what: SealRequest['do'], text: string): Promise<Result<string, string>> {
    // Not before: the first listener lets the shell's messages through, and the port for the window is one of them.
    if (last === 0) listen();
    last += 1;
    const id = last;
    const answered = await new Promise<string | null>((resolve) => {
      waiting.set(id, resolve);
      shell.postMessage({ kind: 'seal', id, do: what, text } satisfies SealRequest);
    });
    if (answered !== null) return success(answered);
    return failure('the keychain of this system did not do it');
  }
  return { close: (text) => ask('close', text), open: (sealed) => ask('open', sealed) };
}
