/** What the studio does with keys pressed inside the editor. */
export interface HostKeys {
  onUndo(): void;
  onRedo(): void;
  isStudioKey?(event: KeyboardEvent): boolean;
}

/**
 * Takes undo and redo from the editor for the studio's one history, and sends the studio's own keys past it: they
 * are pressed again on the element around the editor. The small inputs of its find and go-to boxes keep theirs.
 */
export function hostKey(event: KeyboardEvent, keys: HostKeys): void {
  if (event.target instanceof HTMLElement && event.target.closest('.find-widget, .quick-input-widget'))
    return;
  const undo = undoKey(event);
  if (undo) {
    event.preventDefault();
    event.stopPropagation();
    if (undo === 'undo') keys.onUndo();
    else keys.onRedo();
  } else if (keys.isStudioKey?.(event)) {
    event.stopPropagation();
    const around = event.currentTarget instanceof HTMLElement ? event.currentTarget.parentElement : null;
    const again = new KeyboardEvent('keydown', event);
    if (around && !around.dispatchEvent(again)) event.preventDefault();
  }
}

/** Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y; with ⌘ on a Mac. */
export function undoKey(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>,
): 'undo' | 'redo' | null {
  if (event.altKey || event.ctrlKey === event.metaKey) return null;
  const key = event.key.toLowerCase();
  if (key === 'z') return event.shiftKey ? 'redo' : 'undo';
  return key === 'y' && !event.shiftKey ? 'redo' : null;
}
