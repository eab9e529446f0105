import { z } from 'zod';

/** One entry of the native menu, made from an interface action. The renderer sends the whole list when it changes. */
export const menuAction = z.strictObject({
  id: z.string().min(1).max(100),
  label: z.string().min(1).max(200),
  /** The menu it stands in (`File`, `Edit`, …). Menus appear in the order of their first entry. */
  menu: z.string().min(1).max(40),
  /** Electron's spelling: `CmdOrCtrl+Shift+Z`. Shown only; the renderer listens for the keys itself. */
  accelerator: z.string().max(60).nullable(),
  enabled: z.boolean(),
});
export const menuActions = z.array(menuAction).max(300);
export type MenuAction = z.infer<typeof menuAction>;

/** `data` of the window message that carries the engine's port. */
export const enginePortMessage = 'rulewright:engine-port';

/** What the desktop shell puts on `window.rulewright`; in a browser there is none. */
export interface DesktopBridge {
  /** As `process.platform` says it: `darwin`, `win32`, `linux`, … */
  platform: string;
  /**
   * Asks for the engine. Its `MessagePort` arrives as a `message` event of this window, with
   * `event.source === window`, `event.data === enginePortMessage` and the port in `event.ports[0]`, because a
   * port cannot be returned across the context bridge. Each call gives a new port and ends the one before; the
   * port's `close` event says that the engine went away and may be asked for again.
   */
  connect(): Promise<void>;
  setMenu(actions: MenuAction[]): Promise<void>;
  /** Calls back with the id of each menu entry chosen. Returns what ends it. */
  onMenuAction(listener: (id: string) => void): () => void;
}
