import { create } from 'zustand';
import { isJsonObject, type Json } from '../../engine/model/index.ts';
import { showHistory } from './history.ts';
import { keepPreference } from './preferences.ts';
import { showPublish } from './publish.ts';
import { showReplay } from './replay.ts';
import { get, set, useStudio } from './store.ts';
import type { BottomTab, Mode } from './studio-state.ts';

/** How wide or high the panels are, in pixels; null: as they are by themselves. */
export interface PanelSizes {
  left: number | null;
  right: number | null;
  bottom: number | null;
}

export const panelLimits = {
  left: { min: 200, max: 480 },
  right: { min: 260, max: 560 },
  bottom: { min: 120, max: 520 },
} as const;

export const usePanels = create<PanelSizes>()(() => ({ left: null, right: null, bottom: null }));

const modes: readonly Mode[] = ['author', 'dry-run', 'replay', 'publish', 'history', 'settings'];
const bottomTabs: readonly BottomTab[] = ['problems', 'timeline', 'event', 'expectations', 'history'];
const keepAfterMs = 400;

/** Lays the window out as it was left. What was kept by another version and is not known is left out. */
export function applyPanels(kept: Json | undefined): void {
  if (!isJsonObject(kept)) return;
  const sizeOf = (panel: keyof PanelSizes): number | null => {
    const size = kept[panel];
    const { min, max } = panelLimits[panel];
    return typeof size === 'number' && size >= min && size <= max ? size : null;
  };
  usePanels.setState({ left: sizeOf('left'), right: sizeOf('right'), bottom: sizeOf('bottom') });
  const tab = bottomTabs.find((one) => one === kept.tab) ?? 'problems';
  set({ bottom: { isOpen: kept.isBottomOpen === true, tab }, isLeftOpen: kept.isLeftOpen !== false });
  const mode = modes.find((one) => one === kept.mode);
  if (mode) set({ mode });
}

/** What the mode that was left shows of itself is read again, once it is known which workspace is looked at. */
export function refreshMode(): void {
  const { mode } = get();
  if (mode === 'replay') showReplay();
  if (mode === 'publish') showPublish();
  if (mode === 'history') showHistory();
}

/** Keeps how the window is laid out: what is opened or chosen at once, a size when the pointer has rested. */
export function rememberPanels(): void {
  let timer: number | undefined;
  let last = JSON.stringify(layoutNow());
  const keep = () => {
    window.clearTimeout(timer);
    const now = JSON.stringify(layoutNow());
    if (now === last) return;
    last = now;
    void keepPreference('panels', layoutNow());
  };
  useStudio.subscribe((state, before) => {
    const isSame =
      state.mode === before.mode && state.bottom === before.bottom && state.isLeftOpen === before.isLeftOpen;
    if (!isSame) keep();
  });
  usePanels.subscribe(() => {
    window.clearTimeout(timer);
    timer = window.setTimeout(keep, keepAfterMs);
  });
}

function layoutNow(): Json {
  const { mode, bottom, isLeftOpen } = get();
  const { left, right, bottom: height } = usePanels.getState();
  return { left, right, bottom: height, mode, tab: bottom.tab, isBottomOpen: bottom.isOpen, isLeftOpen };
}
