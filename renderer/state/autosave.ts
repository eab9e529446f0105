/** What the status bar may claim about the open rule. "saved" is only ever set after the commit was answered. */
export type SaveState =
  | { kind: 'saved'; at: string }
  | { kind: 'unsaved' }
  | { kind: 'saving' }
  | { kind: 'failed'; message: string }
  | { kind: 'conflict' };

export interface Autosave {
  /** Something changed: save within the delay. */
  touch(): void;
  /** Save now if anything is unsaved; resolves when that is written or has failed. */
  flush(): Promise<void>;
  stop(): void;
}

/** Well inside the half second that the design allows between an edit and its save. */
const delayMs = 250;

/**
 * One save at a time: a change during a save is saved by the next one. `save` answers whether it succeeded; after a
 * failure the next touch or flush tries again.
 */
export function startAutosave(save: () => Promise<boolean>): Autosave {
  let timer: number | undefined;
  let isDirty = false;
  let running: Promise<void> | null = null;

  async function drain(): Promise<void> {
    while (isDirty) {
      isDirty = false;
      if (await save()) continue;
      isDirty = true;
      return;
    }
  }
  function start(): Promise<void> {
    window.clearTimeout(timer);
    running ??= drain().finally(() => {
      running = null;
    });
    return running;
  }
  return {
    touch() {
      isDirty = true;
      window.clearTimeout(timer);
      timer = window.setTimeout(start, delayMs);
    },
    async flush() {
      if (running) await running;
      if (isDirty) await start();
    },
    stop() {
      window.clearTimeout(timer);
      isDirty = false;
    },
  };
}
