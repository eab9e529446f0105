import { create } from 'zustand';

/** A piece of the canvas as it was looked at, and how wide the window on it was. */
export interface KeptViewport {
  x: number;
  y: number;
  zoom: number;
  width: number;
  /** Whether it was fitted into the window and not moved since. */
  isFitted: boolean;
}

/** Where each drawing was looked at last, by the drawing's name: a change of mode takes the canvas away and brings it back. */
export const useViewports = create<{
  kept: Readonly<Record<string, KeptViewport>>;
  /** What somebody asks the canvas for, and a counter so that the same can be asked for twice. */
  asked: { what: 'reset' | 'fit'; count: number } | null;
}>()(() => ({ kept: {}, asked: null }));

export function keepViewport(drawing: string, viewport: KeptViewport): void {
  useViewports.setState(({ kept }) => ({ kept: { ...kept, [drawing]: viewport } }));
}

/** Zooms to 100 % or fits the rule, where a canvas is shown. */
export function askViewport(what: 'reset' | 'fit'): void {
  useViewports.setState(({ asked }) => ({ asked: { what, count: (asked?.count ?? 0) + 1 } }));
}
