import type { ReactElement } from 'react';
import { Button } from '../design/Button.tsx';
import { endTour, startTour, useTour } from '../state/tour.ts';
import styles from './Tour.module.css';

/** Offers the tour at the first start; once taken or declined it is in the help menu and the palette only. */
export function TourOffer(): ReactElement | null {
  const isOffered = useTour((state) => state.isOffered && state.step === null);
  if (!isOffered) return null;
  return (
    <section className={styles.offer} aria-label="Welcome">
      <h2>New here?</h2>
      <p>Watch a rule at work: four steps, one minute, nothing to set up.</p>
      <div>
        <Button look="primary" size="small" onClick={startTour}>
          Take the tour
        </Button>
        <Button look="quiet" size="small" onClick={() => endTour('declined')}>
          Not now
        </Button>
      </div>
    </section>
  );
}
