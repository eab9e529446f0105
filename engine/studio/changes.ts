import { EventPublisher } from '@orpc/server';
import type { StudioChange } from '../contract/index.ts';
import type { Store } from '../store/index.ts';

/** Calls `tick` again and again until the returned function is called. */
export type Every = (milliseconds: number, tick: () => void) => () => void;

export interface ChangeFeed {
  /** Ticks on every change from now on, whoever made it, until the signal aborts. */
  subscribe(signal: AbortSignal | undefined): AsyncGenerator<StudioChange>;
  /** Looks at once: called after a write of our own, so that other windows need not wait. */
  look(): void;
  close(): void;
}

/** How often other processes' writes are looked for, in milliseconds. */
const pollInterval = 300;

/** Ticks whenever the store's change token moves. Looks for other processes only while somebody listens. */
export function createChangeFeed(
  store: Store,
  { now, every }: { now: () => Date; every: Every },
): ChangeFeed {
  // A tick says "look again"; two that nobody has read yet say no more than one.
  const publisher = new EventPublisher<{ change: StudioChange }>({ maxBufferedEvents: 1 });
  let seen = store.changeToken();
  let stop: (() => void) | null = null;

  function look(): void {
    const token = store.changeToken();
    if (token === seen) return;
    seen = token;
    publisher.publish('change', { kind: 'rules', at: now().toISOString() });
  }
  function rest(): void {
    stop?.();
    stop = null;
  }

  return {
    subscribe(signal) {
      // What happened while nobody listened is no news to one who has just loaded everything.
      if (publisher.size === 0) seen = store.changeToken();
      const ticks = publisher.subscribe('change', signal ? { signal } : {});
      stop ??= every(pollInterval, () => {
        if (publisher.size === 0) rest();
        else look();
      });
      return ticks;
    },
    look,
    close: rest,
  };
}
