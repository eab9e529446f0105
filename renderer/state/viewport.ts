import { create } from 'zustand';

/** A piece of the canvas as it was looked at, and how wide the window on it was. */
export interface KeptViewport {
  x: number;
  y: number;
  zoom: number;
  width: number;
}

/** Where each drawing was looked at last, by the drawing's name: a change of mode takes the canvas away and brings it back. */
export const useViewports = create<{ kept: Readonly<Record<string, KeptViewport>> }>()(() => ({ kept: {} }));

export function keepViewport(drawing: string, viewport: KeptViewport): void {
  useViewports.setState(({ kept }) => ({ kept: { ...kept, [drawing]: viewport } }));
}
