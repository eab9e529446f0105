import type { Gate, Outcome, Reason, RunRecord } from '../../engine/model/index.ts';
import { countText } from '../words/values.ts';

const reasons: Readonly<Record<Reason, string>> = {
  trigger: 'this is not the event the rule waits for',
  scope: 'the event’s app is not in the scope',
  conditions: 'a condition does not hold',
  cooldown: 'the cooldown for this subject has not passed',
  'daily-cap': 'the rule has reached its daily limit',
  'rate-limit': 'the rule has reached its limit per minute',
  permission: 'its creator may not run rules',
  depth: 'too many rules have set each other off',
};

/** What a run came to, or would, in a sentence. */
export function outcomeText(record: RunRecord): string {
  const because = record.reason === null ? '' : `: ${reasons[record.reason]}`;
  switch (record.outcome) {
    case 'executed': {
      const failed = record.counts.failed === 0 ? '' : `, ${record.counts.failed} failed`;
      return `Executed: ${countText(record.counts.succeeded, 'action')}${failed}`;
    }
    case 'would-execute': {
      const failed = record.counts.failed === 0 ? '' : `, ${record.counts.failed} would fail`;
      return `Would execute: ${countText(record.counts.succeeded, 'action')}${failed}`;
    }
    case 'skipped':
      return `Did not fire${because}`;
    case 'would-skip':
      return `Would not fire${because}`;
    case 'not-considered':
      return `Not considered${because}`;
  }
}

/** What a run came to that a gate held back, though nothing about the event itself does. */
export function heldText(gate: Gate): string {
  return `Held back: ${reasons[gate]}`;
}

/** Green, amber where some action would fail, red; nothing for what was not considered. */
export function outcomeTone({ outcome, counts }: RunRecord): 'pass' | 'warn' | 'fail' | undefined {
  if (outcome === 'would-execute' || outcome === 'executed') return counts.failed > 0 ? 'warn' : 'pass';
  return outcome === 'would-skip' || outcome === 'skipped' ? 'fail' : undefined;
}

/** The outcome in two words, for lists. */
export function outcomeWord(outcome: Outcome): string {
  if (outcome === 'would-execute' || outcome === 'executed') return 'would execute';
  return outcome === 'not-considered' ? 'not considered' : 'would not fire';
}
