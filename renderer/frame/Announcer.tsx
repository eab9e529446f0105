import type { ReactElement } from 'react';
import { useStudio } from '../state/store.ts';
import type { Mode } from '../state/studio-state.ts';
import { useResultWords } from './use-result-words.ts';

const modeNames: Record<Mode, string> = {
  author: 'Author',
  'dry-run': 'Dry run',
  replay: 'Replay',
  publish: 'Publish',
  history: 'History',
  settings: 'Settings',
};

/**
 * Says which mode is shown and what came out in it. It stays while the views change: what comes into the page
 * together with its words is not read out.
 */
export function Announcer({ mode }: { mode: Mode }): ReactElement {
  const words = useResultWords(mode);
  const isReady = useStudio((state) => state.phase.kind === 'ready');
  return (
    <section className="visually-hidden" aria-label="Announcements">
      <p aria-live="polite">{isReady ? modeNames[mode] : ''}</p>
      <p aria-live="polite">{words}</p>
    </section>
  );
}
