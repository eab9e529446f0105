import { type IpcMainInvokeEvent, ipcMain } from 'electron';
import type { z } from 'zod';
import { studioOrigin } from './studio-protocol.ts';

/**
 * The one way in from a window. Answers only the top frame of a page of our own origin, and only input that fits
 * the schema; anything else is rejected before the handler is reached.
 */
export function handleFromStudio<Input>(
  channel: string,
  schema: z.ZodType<Input>,
  handler: (input: Input, event: IpcMainInvokeEvent) => void | Promise<void>,
): void {
  ipcMain.handle(channel, async (event, input: unknown) => {
    if (!isFromStudio(event)) throw new Error(`${channel}: not allowed from here`);
    const parsed = schema.safeParse(input);
    if (!parsed.success) throw new Error(`${channel}: ${parsed.error.issues[0]?.message ?? 'invalid input'}`);
    await handler(parsed.data, event);
  });
}

function isFromStudio(event: IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && frame.origin === studioOrigin;
}
