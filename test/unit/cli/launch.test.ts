import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultCacheFolder } from '../../../engine/cli/cache-folder.ts';

const launch = resolve(import.meta.dirname, '../../../engine/cli/launch.ts');

describe('the start of the command', () => {
  it('keeps what was compiled among the caches of the person, and works where it cannot', () => {
    const caches = mkdtempSync(join(tmpdir(), 'rulewright-caches-'));
    const start = (cache: string) => {
      // The second is set while coverage is counted.
      const { NODE_COMPILE_CACHE: _, NODE_DISABLE_COMPILE_CACHE: __, ...env } = process.env;
      const home = { ...env, XDG_CACHE_HOME: cache, LOCALAPPDATA: cache, HOME: cache };
      return spawnSync(process.execPath, [launch, '--version'], { env: home, encoding: 'utf8' });
    };
    expect(start(caches)).toMatchObject({
      status: 0,
      stderr: '',
      stdout: expect.stringMatching(/^\d+\.\d+/),
    });
    const [folder] = readdirSync(caches);
    expect(readdirSync(join(caches, folder ?? ''), { recursive: true }).length).toBeGreaterThan(1);
    expect(start('/dev/null')).toMatchObject({ status: 0, stderr: '' });
    expect(existsSync('/dev/null/rulewright')).toBe(false);
  });

  it.each([
    ['linux', { XDG_CACHE_HOME: '/c' }, '/c/rulewright'],
    ['win32', { LOCALAPPDATA: '/l' }, '/l/Rulewright/Cache'],
  ] as const)('finds the caches of %s', (platform, env, folder) => {
    expect(defaultCacheFolder(env, platform)).toBe(join(folder));
  });
});
