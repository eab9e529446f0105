import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where the studio keeps its data when nobody says otherwise: the platform's place for application data. */
export function defaultDataFolder(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): string {
  if (platform === 'win32') {
    return join(env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Rulewright');
  }
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Rulewright');
  return join(env.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'rulewright');
}
