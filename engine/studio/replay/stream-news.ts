import { setTimeout as delay } from 'node:timers/promises';

/** How often a screen is told of progress, in milliseconds. */
const tellEvery = 200;

/**
 * What `news` says, again and again until `ended` has settled. Whoever listens may go away at any time; `stop` is then
 * called, where the work is for them alone.
 */
export async function* streamNews<News>(
  ended: Promise<unknown>,
  news: () => News,
  { signal, stop }: { signal: AbortSignal | undefined; stop: () => void },
): AsyncGenerator<News, void, void> {
  let isOver = false;
  const over = ended.then(
    () => {
      isOver = true;
    },
    () => {
      isOver = true;
    },
  );
  signal?.addEventListener('abort', stop, { once: true });
  try {
    while (!isOver && !signal?.aborted) {
      yield news();
      const pause = new AbortController();
      await Promise.race([over, delay(tellEvery, undefined, { signal: pause.signal }).catch(() => {})]);
      pause.abort();
    }
  } finally {
    signal?.removeEventListener('abort', stop);
    if (!isOver) stop();
  }
}
