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
 * Saves a moment after the first change that is unsaved, however many follow it, and one at a time: what changes during
 * a save is saved by the next one. `save` answers whether it succeeded; after a failure the next touch or flush tries
 * again.
 */
export function startAutosave(save: () => Promise<boolean>): Autosave {
  let timer: number | undefined;
  let isDirty = false;
  let running: Promise<boolean> | null = null;

  function schedule(): void {
    if (timer === undefined && running === null) timer = window.setTimeout(start, delayMs);
  }
  function unschedule(): void {
    window.clearTimeout(timer);
    timer = undefined;
  }
  async function saveOnce(): Promise<boolean> {
    isDirty = false;
    const isSaved = await save();
    if (!isSaved) isDirty = true;
    return isSaved;
  }
  function start(): Promise<boolean> {
    unschedule();
    running ??= saveOnce().finally(() => {
      running = null;
    });
    return running.then((isSaved) => {
      if (isSaved && isDirty) schedule();
      return isSaved;
    });
  }
  return {
    touch() {
      isDirty = true;
      schedule();
    },
    async flush() {
      if (running) await running;
      while (isDirty && (await start())) {
        // What was changed meanwhile is saved, too.
      }
    },
    stop() {
      unschedule();
      isDirty = false;
    },
  };
}
