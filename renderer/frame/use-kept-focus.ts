import { useEffect } from 'react';
import { focusPart, framePart } from '../design/focus-part.ts';

/**
 * Keeps the focus from falling out of the frame: where the control that has it goes away, the part it stood in takes it,
 * so that Tab goes on from there; where it is only switched off for a while, it has it again afterwards. Whoever leaves a
 * control by a click elsewhere, or a side panel by Escape, has left it.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    let last: { control: HTMLElement; part: HTMLElement; isByKey: boolean; wasOff: boolean } | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    function handleFocus({ target }: FocusEvent): void {
      if (!(target instanceof HTMLElement) || target.matches(framePart)) return;
      const part = target.closest<HTMLElement>(framePart);
      last = part
        ? { control: target, part, isByKey: target.matches(':focus-visible'), wasOff: false }
        : null;
    }
    function handleLeaving(event: Event): void {
      if (event instanceof KeyboardEvent && !(event.key === 'Escape' && last?.part.matches('aside'))) return;
      last = null;
    }
    function look(): void {
      timer = undefined;
      if (last === null) return;
      const { control, part, isByKey, wasOff } = last;
      const { activeElement, body } = document;
      const isOff = control.matches(':disabled');
      const isKept = activeElement === part;
      if (!isKept && activeElement !== body && !(isOff && activeElement === control)) return;
      if (!control.isConnected) {
        last = null;
        if (!isKept) focusPart(part);
      } else if (isOff) {
        last.wasOff = true;
        if (!isKept) focusPart(part);
      } else if (wasOff && isByKey) {
        control.focus();
      }
    }
    /** On its way from one control to the next the focus is nowhere, and a closing dialog puts it somewhere itself. */
    function handleChange(): void {
      timer ??= setTimeout(look);
    }
    const observer = new MutationObserver(handleChange);
    observer.observe(document.body, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ['disabled'],
    });
    document.addEventListener('focusin', handleFocus);
    document.addEventListener('pointerdown', handleLeaving, true);
    document.addEventListener('keydown', handleLeaving, true);
    return () => {
      observer.disconnect();
      clearTimeout(timer);
      document.removeEventListener('focusin', handleFocus);
      document.removeEventListener('pointerdown', handleLeaving, true);
      document.removeEventListener('keydown', handleLeaving, true);
    };
  }, []);
}
