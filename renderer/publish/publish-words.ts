import { changed } from '../state/publish.ts';
import type { PublishState } from '../state/publish-state.ts';
import { countText } from '../words/values.ts';
import { progressWords } from './progress-words.ts';

/** What Publish has to say aloud: how far it is, what is live, what there is to publish. Trouble is said where it is shown. */
export function publishWords({ publishing, planned }: PublishState, workspace: string | null): string {
  if (workspace === null) return '';
  switch (publishing?.outcome.kind) {
    case 'running':
      return progressWords(publishing.progress.at(-1));
    case 'live':
      return `Published: all of it is live in ${workspace}`;
    case 'failed':
      return '';
    case undefined:
      break;
  }
  switch (planned.kind) {
    case 'none':
    case 'failed':
      return '';
    case 'planning':
      return 'Comparing both sides';
    case 'ready':
      return planHeadline(changed(planned.all).length, planned.workspace);
  }
}

export function planHeadline(count: number, workspace: string): string {
  return count === 0
    ? `${workspace} has all of this already`
    : `${countText(count, 'change')} for ${workspace}`;
}
