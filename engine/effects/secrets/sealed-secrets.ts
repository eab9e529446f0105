import { failure, type Result } from '../../model/index.ts';
import type { SecretError, SecretStore } from './secrets.ts';

/** Closes and opens texts with a key that only the system has. Both fail in words that quote no text. */
export interface Seal {
  close(text: string): Promise<Result<string, string>>;
  open(sealed: string): Promise<Result<string, string>>;
}

/** What a sealed value begins with; no token or key has a colon there. */
const mark = 'sealed:v1:';

/** Whether a value can only be read where it was sealed. */
export function isSealed(value: string): boolean {
  return value.startsWith(mark);
}

/**
 * A store whose values are sealed before they are kept. What was kept open before, by another program on the same
 * data, is still read, and sealed once it is written again.
 */
export function sealedSecrets(store: SecretStore, seal: Seal): SecretStore {
  return {
    ...store,
    async read(name) {
      const kept = await store.read(name);
      if (!kept.ok || !isSealed(kept.value)) return kept;
      const opened = await seal.open(kept.value.slice(mark.length));
      return opened.ok ? opened : unreadable(`the secret "${name}" cannot be opened: ${opened.error}`);
    },
    async write(name, value) {
      const closed = await seal.close(value);
      return closed.ok
        ? await store.write(name, mark + closed.value)
        : unreadable(`the secret "${name}" was not kept: ${closed.error}`);
    },
  };
}

/** A store beside a sealed one: it says which values it cannot read instead of handing them out closed. */
export function openSecrets(store: SecretStore): SecretStore {
  return {
    ...store,
    async read(name) {
      const kept = await store.read(name);
      return kept.ok && isSealed(kept.value)
        ? unreadable(`the secret "${name}" is in the keychain of the desktop studio; give it here again`)
        : kept;
    },
  };
}

function unreadable(message: string): { ok: false; error: SecretError } {
  return failure({ code: 'secrets-unreadable', message });
}
