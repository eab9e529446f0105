import { safeStorage, type UtilityProcess } from 'electron';
import { keychainOption, type SealAnswer, type SealRequest, sealRequest } from './seal-messages.ts';

/**
 * Whether the system keeps keys for us. Linux without a keyring only hides them behind a fixed password: that is no
 * keychain, and the file that only its owner can read is used instead, as Settings says.
 */
export function hasKeychain(platform: NodeJS.Platform): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  return platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text';
}

/** What the engine's process is started with, so that it knows. */
export function keychainArguments(platform: NodeJS.Platform): string[] {
  return hasKeychain(platform) ? [`--${keychainOption}`] : [];
}

/** Closes and opens secrets for the engine's process, which has no way to the keychain. Nothing is kept or logged. */
export function sealFor(child: UtilityProcess): void {
  child.on('message', (message: unknown) => {
    const read = sealRequest.safeParse(message);
    if (read.success) child.postMessage(answerOf(read.data));
  });
}

function answerOf({ id, do: what, text }: SealRequest): SealAnswer {
  try {
    const done =
      what === 'close'
        ? safeStorage.encryptString(text).toString('base64')
        : safeStorage.decryptString(Buffer.from(text, 'base64'));
    return { kind: 'sealed', id, text: done };
  } catch {
    // The words of the system could quote what was not opened.
    return { kind: 'sealed', id, text: null };
  }
}
