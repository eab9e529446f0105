import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ensureBuilt } from '../../../../engine/cli/hosts/built-files.ts';

let folder: string;
let said: string[];
const write = (path: string, text: string, age = 60): void => {
  const file = join(folder, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text);
  const time = Date.now() / 1000 - age;
  utimesSync(file, time, time);
};
const ensure = () => ensureBuilt(folder, 'renderer', (line) => said.push(line));
const builtPage = (): string => readFileSync(join(folder, 'dist/renderer/index.html'), 'utf8');

beforeEach(() => {
  said = [];
  folder = mkdtempSync(join(tmpdir(), 'rulewright-built-'));
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  write('package.json', '{"type":"module"}');
  write(
    'vite.config.ts',
    "export default { root: 'renderer', build: { outDir: '../dist/renderer', emptyOutDir: true } };",
  );
  write('renderer/index.html', '<script type="module" src="./main.ts"></script>');
  write('renderer/main.ts', 'document.title = "first";');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('building before the studio starts', () => {
  test('builds a fresh checkout and says so, once', async () => {
    expect(await ensure()).toEqual({ ok: true, value: null });
    expect(said).toEqual([expect.stringContaining('first start')]);
    expect(builtPage()).toContain('<script');
    expect(await ensure()).toEqual({ ok: true, value: null });
    expect(said).toHaveLength(1);
  });

  test('builds again when a source is newer, whichever layer of the renderer it is in', async () => {
    await ensure();
    write('engine/model/rule.ts', 'export const rule = 1;', -5);
    await ensure();
    expect(said).toEqual([expect.any(String), expect.stringContaining('changed')]);
  });

  test('does not build for what no screen is made of', async () => {
    await ensure();
    write('engine/store/store.ts', 'export const store = 1;', -5);
    write('test/any.test.ts', '', -5);
    await ensure();
    expect(said).toHaveLength(1);
  });

  test('a build that fails tells why', async () => {
    write('renderer/main.ts', 'const broken = ;');
    const result = await ensure();
    expect(result).toEqual({ ok: false, error: expect.stringContaining('main.ts') });
  });

  test('an installed package is taken as it is', async () => {
    rmSync(join(folder, 'renderer'), { recursive: true });
    write('dist/renderer/index.html', 'built elsewhere');
    expect(await ensure()).toEqual({ ok: true, value: null });
    expect(builtPage()).toBe('built elsewhere');
    rmSync(join(folder, 'dist'), { recursive: true });
    expect(await ensure()).toMatchObject({ ok: false });
    expect(said).toEqual([]);
  });
});
