import type { ChangeGroup, ReplayRowView } from '../../engine/contract/index.ts';
import type { Gate, Outcome } from '../state/replay-state.ts';

export const reasonWords: Readonly<Record<Gate, { label: string; because: string }>> = {
  permission: { label: 'Permission', because: 'its creator may not run rules' },
  cooldown: { label: 'Cooldown', because: 'the cooldown for this subject had not passed' },
  'daily-cap': { label: 'Daily cap', because: 'the rule had reached its daily limit' },
  'rate-limit': { label: 'Rate limit', because: 'the rule had reached its limit per minute' },
  depth: { label: 'Depth', because: 'too many rules had set each other off' },
};

/** Why a match was held back, the likeliest first. */
export const reasons: readonly { value: Gate; label: string }[] = [
  { value: 'cooldown', label: 'Cooldown' },
  { value: 'daily-cap', label: 'Daily cap' },
  { value: 'rate-limit', label: 'Rate limit' },
  { value: 'permission', label: 'Permission' },
  { value: 'depth', label: 'Depth' },
];

/** Every outcome of a match, in the order of columns, bars and legends. */
export const outcomes: readonly { value: Outcome; label: string }[] = [
  { value: 'executed', label: 'Would execute' },
  ...reasons,
];

export function outcomeLabel(reason: ReplayRowView['reason'], isInvalid: boolean): string {
  if (reason !== null) return `Held back: ${reasonWords[reason].label.toLowerCase()}`;
  return isInvalid ? 'Would execute, a step is invalid' : 'Would execute';
}

/** "no match → would execute". */
export function changeText({ before, after }: Pick<ChangeGroup, 'before' | 'after'>): string {
  return `${sideText(before)} → ${sideText(after)}`;
}

function sideText(side: ChangeGroup['before']): string {
  if (side === null) return 'no match';
  return side.reason === null
    ? 'would execute'
    : `held back (${reasonWords[side.reason].label.toLowerCase()})`;
}
