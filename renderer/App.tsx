import { Tooltip } from 'radix-ui';
import type { ReactElement } from 'react';
import { Toaster } from 'sonner';
import { useKeyboard } from './actions/use-keyboard.ts';
import { Dialogs } from './frame/Dialogs.tsx';
import { Failure } from './frame/Failure.tsx';
import { StudioFrame } from './frame/StudioFrame.tsx';
import { useStudio } from './state/store.ts';
import { Tour } from './tour/Tour.tsx';

/** The studio's window. */
export function App(): ReactElement {
  const phase = useStudio((state) => state.phase);
  const theme = useStudio((state) => state.theme);
  useKeyboard();
  if (phase.kind === 'failed') return <Failure message={phase.message} />;
  return (
    <Tooltip.Provider delayDuration={400}>
      <StudioFrame />
      <Dialogs />
      <Tour />
      <Toaster theme={theme} position="bottom-center" offset={40} />
    </Tooltip.Provider>
  );
}
