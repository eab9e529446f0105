import { X } from 'lucide-react';
import { Popover } from 'radix-ui';
import { type ReactElement, useEffect, useId, useRef } from 'react';
import { Button } from '../design/Button.tsx';
import { IconButton } from '../design/IconButton.tsx';
import { useStudio } from '../state/store.ts';
import { endTour, stepTour, type TourStep, tourSteps, useTour } from '../state/tour.ts';
import styles from './Tour.module.css';
import { tourWords } from './tour-words.ts';
import { useAnchor } from './use-anchor.ts';

/** The guided tour: a note beside what it speaks of. The studio stays usable all the while; Escape leaves. */
export function Tour(): ReactElement | null {
  const step = useTour((state) => state.step);
  const mode = useStudio((state) => state.mode);
  useReturn(step !== null);
  // Whoever starts the dry run by themselves has done what the step asks for.
  useEffect(() => {
    if (step === 'dry-run' && mode === 'dry-run') stepTour(1);
  }, [step, mode]);
  return step === null ? null : <Note key={step} step={step} />;
}

function Note({ step }: { step: TourStep }): ReactElement {
  const { title, text, next, anchor, side } = tourWords(step);
  const rect = useAnchor(anchor);
  const id = useId();
  const forward = useRef<HTMLButtonElement>(null);
  const at = tourSteps.indexOf(step);
  const place = useRef({ getBoundingClientRect: () => middleOfWindow() });
  place.current = { getBoundingClientRect: () => rect ?? middleOfWindow() };
  return (
    <>
      {rect ? (
        <div
          className={styles.halo}
          style={{ left: rect.x - 4, top: rect.y - 4, width: rect.width + 8, height: rect.height + 8 }}
        />
      ) : null}
      <Popover.Root open>
        <Popover.Anchor virtualRef={place} />
        <Popover.Portal>
          <Popover.Content
            className={styles.note}
            side={side}
            align="start"
            sideOffset={12}
            collisionPadding={12}
            updatePositionStrategy="always"
            aria-labelledby={`${id}-title`}
            aria-describedby={`${id}-text`}
            onOpenAutoFocus={(event) => {
              event.preventDefault();
              forward.current?.focus();
            }}
            // Where the focus goes is for the next step to say, or for the end of the tour.
            onCloseAutoFocus={(event) => event.preventDefault()}
            onEscapeKeyDown={() => endTour('left')}
            onInteractOutside={(event) => event.preventDefault()}
          >
            <div className={styles.head}>
              <h2 id={`${id}-title`}>{title}</h2>
              <IconButton
                label="Leave the tour"
                size="small"
                icon={<X size={15} />}
                onClick={() => endTour('left')}
              />
            </div>
            <p id={`${id}-text`}>{text}</p>
            <div className={styles.foot}>
              <span className={styles.count}>
                {at + 1} of {tourSteps.length}
              </span>
              {at > 0 ? (
                <Button size="small" onClick={() => stepTour(-1)}>
                  Back
                </Button>
              ) : null}
              <Button ref={forward} look="primary" size="small" onClick={() => stepTour(1)}>
                {next}
              </Button>
            </div>
            <Popover.Arrow className={styles.arrow} width={14} height={7} />
          </Popover.Content>
        </Popover.Portal>
      </Popover.Root>
    </>
  );
}

/** Gives the focus back to what had it before the tour, where that is still there. */
function useReturn(isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return;
    const before = document.activeElement;
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [isOn]);
}

function middleOfWindow(): DOMRect {
  return new DOMRect(window.innerWidth / 2, window.innerHeight / 3, 0, 0);
}
