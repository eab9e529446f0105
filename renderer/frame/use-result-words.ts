import { outcomeText } from '../dry-run/outcome-words.ts';
import { useRunWords } from '../dry-run/use-run-words.ts';
import { publishWords } from '../publish/publish-words.ts';
import { replayWords } from '../replay/replay-words.ts';
import { useReplay } from '../state/replay-state.ts';
import { useStudio } from '../state/store.ts';
import type { Mode } from '../state/studio-state.ts';

/** What has come out in the mode that is shown, to be read out; empty where there is nothing to say. */
export function useResultWords(mode: Mode): string {
  const ofRun = useRunWords();
  const isOpened = useStudio((state) => state.opened !== null);
  const ofReplay = useReplay(replayWords);
  const ofPublish = useStudio((state) => publishWords(state.publish, state.remote.chosen));
  const shown = useStudio((state) => state.history.shown);
  switch (mode) {
    case 'dry-run':
      return ofRun;
    case 'replay':
      return isOpened ? ofRun : ofReplay;
    case 'publish':
      return ofPublish;
    case 'history':
      return shown ? `${shown.run.rule.name}: ${outcomeText(shown.run)}` : '';
    case 'author':
    case 'settings':
      return '';
  }
}
