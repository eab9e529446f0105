import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where what can be made again is kept: the platform's place for caches, which belongs to this person alone. */
export function defaultCacheFolder(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): string {
  if (platform === 'win32') {
    return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'Rulewright', 'Cache');
  }
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'Rulewright');
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'rulewright');
}
