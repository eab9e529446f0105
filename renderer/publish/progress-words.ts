import type { PublishProgress } from '../../engine/contract/index.ts';

/** What a publish is doing, by what it told last. */
export function progressWords(last: PublishProgress | undefined): string {
  switch (last?.kind) {
    case undefined:
      return 'Checking that the plan still holds…';
    case 'journaled':
    case 'release':
    case 'rule':
      return 'Staging; nothing is live yet…';
    case 'activating':
      return 'Making all of it live at once…';
    case 'retrying':
      return `No answer (${last.why}); asking again…`;
    case 'live':
      return 'All of it is live.';
  }
}
