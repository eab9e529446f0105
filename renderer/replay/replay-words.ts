import type { ComparisonResult, NearMissFunnel, ReplayView } from '../../engine/contract/index.ts';
import type { ReplayState, Work } from '../state/replay-state.ts';
import { amountText } from './amounts.ts';

/** What a replay has come to. */
export function replayHeadline({ state, matched, recording, ruleName, ruleCount }: ReplayView): string {
  const of = `${ruleName ?? amountText(ruleCount, 'rule')} on ${recording.name}`;
  const result = amountText(matched, 'match', 'matches');
  if (state === 'running') return `${result} so far: ${of}`;
  return state === 'stopped' ? `Stopped at ${result}: ${of}` : `${result}: ${of}`;
}

export function comparisonHeadline({ changed }: ComparisonResult): string {
  return changed === 0
    ? 'No outcome differs: drafts against saved versions'
    : `${amountText(changed, 'outcome')} ${changed === 1 ? 'differs' : 'differ'}: drafts against saved versions`;
}

export function nearMissHeadline({ missedByOne }: NearMissFunnel): string {
  return `${amountText(missedByOne, 'event')} missed by a single condition`;
}

/** What Replay has to say aloud: that something runs, and what came of it. Trouble is said where it is shown. */
export function replayWords(state: ReplayState): string {
  switch (state.page.kind) {
    case 'setup':
      return '';
    case 'run':
      if (state.view === null) return '';
      return state.view.state === 'running' ? 'Replaying' : replayHeadline(state.view);
    case 'comparison':
      return workWords(state.comparison, 'Comparing', comparisonHeadline);
    case 'near-misses':
      return workWords(state.nearMisses, 'Looking for near misses', ({ funnel }) => nearMissHeadline(funnel));
  }
}

function workWords<Result>(work: Work<Result>, running: string, done: (result: Result) => string): string {
  switch (work.kind) {
    case 'running':
      return running;
    case 'done':
      return done(work.result);
    case 'none':
    case 'failed':
      return '';
  }
}
