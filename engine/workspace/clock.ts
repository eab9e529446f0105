import type { Clock } from './dispatch/index.ts';

/** The time it really is. */
export function systemClock(): Clock {
  return {
    now: () => new Date(),
    elapsed: () => performance.now(),
    after(milliseconds, call) {
      const timer = setTimeout(call, milliseconds);
      return () => clearTimeout(timer);
    },
  };
}
