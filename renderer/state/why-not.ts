import type { Event } from '../../engine/model/index.ts';
import { openRule } from './document.ts';
import { explainRun } from './dry-run.ts';
import { get, set } from './store.ts';

/** Explains every decision of a rule on an event: opens it in a dry run on that event. */
export async function askWhy(rule: string, event: Event): Promise<void> {
  await openRule(rule);
  if (get().document?.id !== rule) return;
  set(({ dryRun }) => ({
    mode: 'dry-run',
    opened: null,
    dryRun: {
      ...dryRun,
      sample: 'custom',
      customText: JSON.stringify(event, null, 2),
      tab: 'evaluation',
      position: null,
    },
  }));
}

/** Explains every decision of a rule on the first event there is for it. */
export async function askWhyOf(rule: string): Promise<void> {
  await openRule(rule);
  if (get().document?.id === rule) explainRun('evaluation');
}
