import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeIssue, failure, type Result } from '../../model/index.ts';
import { firstSettings } from '../settings/first-settings.ts';
import { readSettings, type WorkspaceSettings } from '../settings/settings.ts';

/** The settings of a data folder; a commented file is written where there is none. Failure: words for a person. */
export function loadSettings(folder: string): Result<WorkspaceSettings, string> {
  const file = join(folder, 'workspace.toml');
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, firstSettings, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') return failure(`${file} cannot be written (${codeOf(error)})`);
  }
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    return failure(`${file} cannot be read (${codeOf(error)})`);
  }
  const read = readSettings(text);
  if (read.ok) return read;
  return failure(read.error.map((issue) => `${file}: ${describeIssue(issue)}`).join('\n'));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
}
