import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { parseJson, readWith } from '../../model/index.ts';

/** Where a running service can be reached, and with what. */
export interface WorkspaceConnection {
  address: string;
  token: string;
}

const connection = z.strictObject({ address: z.url(), token: z.string() });

/** The file that a running service leaves in its data folder, readable by its owner only. */
export function connectionFile(folder: string): string {
  return join(folder, 'workspace-session.json');
}

/** The service that runs on a data folder; null when there is none. */
export function readSession(folder: string): WorkspaceConnection | null {
  let text: string;
  try {
    text = readFileSync(connectionFile(folder), 'utf8');
  } catch {
    return null;
  }
  const parsed = parseJson(text, { maxBytes: 10_000 });
  const read = parsed.ok ? readWith(connection, parsed.value) : parsed;
  return read.ok ? read.value : null;
}
