import { resolve } from 'node:path';
import { getConfig, validateConfiguration } from 'app-builder-lib/out/util/config/config.js';
import { DebugLogger } from 'builder-util';
import { expect, test } from 'vitest';

const packaging = () => getConfig(resolve('.'), resolve('electron-builder.yml'), null);

test('electron-builder accepts the packaging, and would not accept a misspelt fuse', async () => {
  const config = await packaging();
  await expect(validateConfiguration(config, new DebugLogger(false))).resolves.toBeUndefined();
  const misspelt = { ...config, electronFuses: { ...config.electronFuses, runAsNodes: false } };
  await expect(validateConfiguration(misspelt, new DebugLogger(false))).rejects.toThrow('electronFuses');
});

test('the packaged program takes no orders from its surroundings', async () => {
  expect((await packaging()).electronFuses).toEqual({
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableCookieEncryption: true,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
  });
  expect((await packaging()).asar).toBe(true);
});
