const isMac = navigator.platform.startsWith('Mac');

/** `Mod+Shift+Z` as people read it: `⌘⇧Z` on a Mac, `Ctrl+Shift+Z` elsewhere. */
export function keyText(keys: string): string {
  const words: Record<string, string> = isMac
    ? { Mod: '⌘', Shift: '⇧', Alt: '⌥' }
    : { Mod: 'Ctrl', ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→', Delete: 'Del' };
  return keys
    .split('+')
    .map((key) => words[key] ?? key)
    .join(isMac ? '' : '+');
}

/** Whether a key press is the one written as `keys`. Alt combinations go by the physical key: on a Mac, Alt types. */
export function isPressed(keys: string, event: KeyboardEvent): boolean {
  const parts = keys.split('+');
  const key = parts.at(-1) ?? '';
  const wants = (modifier: string): boolean => parts.slice(0, -1).includes(modifier);
  const hasMod = isMac ? event.metaKey : event.ctrlKey;
  if (hasMod !== wants('Mod') || event.altKey !== wants('Alt')) return false;
  if (key !== '?' && event.shiftKey !== wants('Shift')) return false;
  if (event.key.toLowerCase() === key.toLowerCase()) return true;
  return event.altKey && (event.code === `Key${key.toUpperCase()}` || event.code === `Digit${key}`);
}

/** Keys that work even while someone types in a field; the code editor finds by itself. */
export function worksWhileTyping(keys: string): boolean {
  if (['Mod+A', 'Mod+D', 'Mod+C', 'Mod+X', 'Mod+V', 'Mod+F'].includes(keys)) return false;
  return /^(Mod|Alt)\+(?!Arrow)/.test(keys) || /^F\d/.test(keys);
}

/** Whether the focus is in something that takes text or keys of its own. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.closest('input, textarea, select, [role="combobox"], .monaco-editor') !== null
  );
}
