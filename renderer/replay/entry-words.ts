import type { ReplayEntry } from '../../engine/contract/index.ts';
import { amountText, timeText } from './amounts.ts';

/** What tells a past replay from others like it: rules, recording, what came of it, and when to the second. */
export function entryLines(run: ReplayEntry): { title: string; came: string; started: string } {
  const { recording, state, matched, events } = run;
  const matches = amountText(matched, 'match', 'matches');
  const came =
    state === 'running'
      ? 'running'
      : state === 'stopped'
        ? `stopped after ${amountText(events, 'event')}, ${matches}`
        : matches;
  const seconds = run.startedAt.slice(17, 19);
  return {
    title: run.ruleName ?? amountText(run.ruleCount, 'rule'),
    came: `${recording.name} · ${came}`,
    started: `started ${timeText(run.startedAt)}:${seconds} UTC`,
  };
}
