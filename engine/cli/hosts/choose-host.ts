export type HostChoice = { kind: 'desktop' } | { kind: 'web'; because: string };

/**
 * Whether the desktop shell can be tried here. `RULEWRIGHT_HOST=web` asks for the browser; so do the options that
 * only it has.
 */
export function chooseHost(surroundings: {
  env: Readonly<Record<string, string | undefined>>;
  platform: NodeJS.Platform;
  isRoot: boolean;
  hasWebOptions: boolean;
}): HostChoice {
  const { env, platform } = surroundings;
  if (env.RULEWRIGHT_HOST === 'web') return { kind: 'web', because: 'RULEWRIGHT_HOST asks for the browser' };
  if (surroundings.hasWebOptions) return { kind: 'web', because: '--port and --no-open ask for the browser' };
  if (env.CI) return { kind: 'web', because: 'this is CI' };
  if (!hasScreen(env, platform)) return { kind: 'web', because: 'there is no display for a window' };
  if (platform === 'linux' && surroundings.isRoot)
    return { kind: 'web', because: 'Electron does not run as root' };
  return { kind: 'desktop' };
}

/** Whether a browser or window can be shown to a person here: not in CI, and on Linux only with a display. */
export function hasScreen(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): boolean {
  if (env.CI) return false;
  return platform === 'darwin' || platform === 'win32' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}
