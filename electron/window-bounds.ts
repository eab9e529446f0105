import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Rectangle } from 'electron';
import { z } from 'zod';

const windowBounds = z.strictObject({
  x: z.int(),
  y: z.int(),
  width: z.int().min(400).max(20_000),
  height: z.int().min(300).max(20_000),
  isMaximized: z.boolean(),
});
export type WindowBounds = z.infer<typeof windowBounds>;

/**
 * Where the window stood when it was last closed, in screen pixels. Null when nothing usable is remembered, or
 * when no display shows its title bar any more.
 */
export function readWindowBounds(path: string, displays: readonly Rectangle[]): WindowBounds | null {
  let stored: unknown;
  try {
    stored = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    // A first start or a damaged file: a window in its usual place is the right answer to both.
    return null;
  }
  const bounds = windowBounds.safeParse(stored);
  if (!bounds.success) return null;
  const { x, y, width } = bounds.data;
  const isReachable = displays.some(
    (display) =>
      x + width > display.x + 100 &&
      x < display.x + display.width - 100 &&
      y >= display.y &&
      y < display.y + display.height - 50,
  );
  return isReachable ? bounds.data : null;
}

export function writeWindowBounds(path: string, bounds: WindowBounds): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, JSON.stringify(bounds));
}
