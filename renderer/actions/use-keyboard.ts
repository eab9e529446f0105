import { useEffect } from 'react';
import { get } from '../state/store.ts';
import { allActions, findAction } from './all-actions.ts';
import { isPressed, isTyping, worksWhileTyping } from './keys.ts';
import { copySelection, pasteText } from './node-actions.ts';

/** Where plain keys belong to the focused control, not to the studio. */
function ownsPlainKeys(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.closest('.react-flow__node') === null &&
    target.closest('button, a, [role="menu"], [role="tablist"], [role="option"]') !== null
  );
}

/** Whether a key belongs to the studio even inside the code editor. */
export function isStudioKey(event: KeyboardEvent): boolean {
  return allActions.some(({ keys }) => keys.some((one) => worksWhileTyping(one) && isPressed(one, event)));
}

function handleKey(event: KeyboardEvent): void {
  const state = get();
  if (event.defaultPrevented || state.phase.kind !== 'ready') return;
  if (state.dialog !== null) return;
  const typing = isTyping(event.target);
  for (const action of allActions) {
    const keys = action.keys.find((one) => isPressed(one, event));
    if (keys === undefined || action.isHeardByBrowser) continue;
    if (typing && !worksWhileTyping(keys)) return;
    if (!typing && (keys === 'Enter' || keys.startsWith('Arrow')) && ownsPlainKeys(event.target)) return;
    event.preventDefault();
    if (action.isEnabled(state)) action.run(state);
    return;
  }
}

/** Escape leaves a field of a side panel for the canvas, where plain keys work; an open list takes it first. */
function leaveField(event: KeyboardEvent): void {
  const { target } = event;
  if (event.key !== 'Escape' || get().dialog !== null || !(target instanceof HTMLElement)) return;
  const isInPanel = target.closest('aside') !== null;
  if (isInPanel && target.ariaExpanded !== 'true') target.blur();
}

function handleCopy(event: ClipboardEvent): void {
  if (isTyping(event.target) || window.getSelection()?.toString()) return;
  if (!copySelection()) return;
  event.preventDefault();
  if (event.type === 'cut') findAction('node.delete').run(get());
}

function handlePaste(event: ClipboardEvent): void {
  if (isTyping(event.target) || get().dialog !== null) return;
  const text = event.clipboardData?.getData('text/plain') ?? '';
  if (!text.includes('"rulewright"')) return;
  event.preventDefault();
  pasteText(text);
}

/** Listens for the studio's keys, and for copy, cut and paste of nodes. */
export function useKeyboard(): void {
  useEffect(() => {
    window.addEventListener('keydown', handleKey);
    // Captured: a list that this key closes is still open then.
    window.addEventListener('keydown', leaveField, { capture: true });
    window.addEventListener('copy', handleCopy);
    window.addEventListener('cut', handleCopy);
    window.addEventListener('paste', handlePaste);
    return () => {
      window.removeEventListener('keydown', handleKey);
      window.removeEventListener('keydown', leaveField, { capture: true });
      window.removeEventListener('copy', handleCopy);
      window.removeEventListener('cut', handleCopy);
      window.removeEventListener('paste', handlePaste);
    };
  }, []);
}
