import { CircleAlert, CircleCheck, CircleMinus, CircleX } from 'lucide-react';
import type { ReactElement } from 'react';
import type { RunRecord } from '../../engine/model/index.ts';
import { outcomeTone } from './outcome-words.ts';

const icons = { pass: CircleCheck, warn: CircleAlert, fail: CircleX, none: CircleMinus } as const;

/** The sign for what a run came to; the words beside it say the same. */
export function OutcomeIcon({ record, size }: { record: RunRecord; size: number }): ReactElement {
  const Icon = icons[outcomeTone(record) ?? 'none'];
  return <Icon size={size} aria-hidden />;
}
