import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const wellFormed = /^[A-Za-z0-9_-]{43}$/;

/**
 * The secret that a browser's session cookie proves to know, kept in the data folder with mode 0600 so that a
 * page stays signed in across restarts of the studio. A missing or damaged file gets a new secret, which
 * signs every page out.
 */
export function readSessionSecret(dataFolder: string): string {
  const path = join(dataFolder, 'session-secret');
  const stored = readStored(path);
  if (stored !== null) {
    chmodSync(path, 0o600);
    return stored;
  }
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  const secret = randomBytes(32).toString('base64url');
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, secret, { mode: 0o600 });
  renameSync(draft, path);
  return readStored(path) ?? secret;
}

function readStored(path: string): string | null {
  try {
    const text = readFileSync(path, 'utf8');
    return wellFormed.test(text) ? text : null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
