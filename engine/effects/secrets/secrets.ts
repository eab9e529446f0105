import { failure, type Result, success } from '../../model/index.ts';

/** Why a secret could not be had. No message contains a value. */
export interface SecretError {
  code: 'unknown-secret' | 'secrets-unreadable' | 'invalid-secret';
  message: string;
}

/** Where secrets are kept. Values are asked for at the last moment and never stored by who asks. */
export interface Secrets {
  read(name: string): Promise<Result<string, SecretError>>;
}

/** A place that secrets can also be put into. */
export interface SecretStore extends Secrets {
  write(name: string, value: string): Promise<Result<null, SecretError>>;
  remove(name: string): Promise<Result<null, SecretError>>;
  /** In alphabetical order. */
  names(): Promise<Result<string[], SecretError>>;
}

const reference = /^secret:([\w.-]+)$/;

/** The name in `secret:name`; null for any other text. */
export function secretName(text: string): string | null {
  return reference.exec(text)?.[1] ?? null;
}

/** Whether something may be called so: what a reference can name, and every file can hold. */
export function isSecretName(name: string): boolean {
  return secretName(`secret:${name}`) !== null && name.length <= 100 && name !== '__proto__';
}

/** The text itself, or what it refers to when it is a reference. */
export async function resolveSecret(text: string, secrets: Secrets): Promise<Result<string, SecretError>> {
  const name = secretName(text);
  return name === null ? success(text) : await secrets.read(name);
}

export function unknownSecret(name: string): { ok: false; error: SecretError } {
  return failure({ code: 'unknown-secret', message: `there is no secret "${name}"` });
}

/** Asks one place after the other; the first that knows the name, or that cannot be read, decides. */
export function firstOf(...places: readonly Secrets[]): Secrets {
  return {
    async read(name) {
      for (const place of places) {
        const found = await place.read(name);
        if (found.ok || found.error.code !== 'unknown-secret') return found;
      }
      return unknownSecret(name);
    },
  };
}

/** Secrets handed over as they are. */
export function fixedSecrets(values: Readonly<Record<string, string>>): Secrets {
  return {
    async read(name) {
      const value = Object.hasOwn(values, name) ? values[name] : undefined;
      return value === undefined ? unknownSecret(name) : success(value);
    },
  };
}
