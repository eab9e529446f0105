/** The parts of the frame, in one of which the focus is kept. */
export const framePart = 'header, aside, main, footer';

/** Puts the focus on a part of the frame as a whole, which is no stop of Tab: Tab goes on with what is in it. */
export function focusPart(part: HTMLElement | null): void {
  const shown = part?.isConnected ? part : document.querySelector<HTMLElement>('main');
  if (!shown) return;
  shown.tabIndex = -1;
  shown.addEventListener('blur', () => shown.removeAttribute('tabindex'), { once: true });
  shown.focus({ preventScroll: true });
}
