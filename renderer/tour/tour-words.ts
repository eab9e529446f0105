import { keyText } from '../actions/keys.ts';
import type { TourStep } from '../state/tour.ts';

export interface TourWords {
  title: string;
  text: string;
  /** What the button that goes on says. */
  next: string;
  /** What the step points at: a CSS selector. */
  anchor: string;
  side: 'top' | 'right' | 'bottom' | 'left';
}

/** What each step says, and what it points at. */
export function tourWords(step: TourStep): TourWords {
  switch (step) {
    case 'rules':
      return {
        title: 'These rules are real',
        text: 'Three sample teams, their rules ready to look into. Change what you like: nothing leaves this machine until you publish it.',
        next: 'Next',
        anchor: 'aside[aria-label="Rules"]',
        side: 'right',
      };
    case 'canvas':
      return {
        title: 'Read it from top to bottom',
        text: 'When something happens, only for these apps, if this holds, then these actions. Click any box to change it on the right. Every edit is saved, and can be undone.',
        next: 'Next',
        anchor: '.react-flow__node[data-id="trigger"]',
        side: 'right',
      };
    case 'dry-run':
      return {
        title: 'Try it without risk',
        text: `A dry run plays the rule on a sample event and shows what would happen. Nothing is sent. ${keyText('Mod+Enter')} does it from anywhere.`,
        next: 'Start the dry run',
        anchor: '[aria-label="Mode"] [data-value="dry-run"]',
        side: 'bottom',
      };
    case 'verdict':
      return {
        title: 'This is what it would do',
        text: `The verdict is up here, each box says what became of it, and the right side shows the mail, the tags, the call. Choose other events on the left. ${keyText('Mod+K')} finds everything else.`,
        next: 'Done',
        anchor: 'section[aria-label="Dry run"]',
        side: 'bottom',
      };
  }
}
