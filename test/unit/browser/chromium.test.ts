import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findChromium } from '../../browser/chromium.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rulewright-chromium-'));
  mkdirSync(join(folder, 'empty'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const program = (name: string, mode: number): string => {
  const path = join(folder, name);
  writeFileSync(path, '#!/bin/sh\n');
  chmodSync(path, mode);
  return path;
};

describe('looking for a Chromium', () => {
  test('takes the one that CHROMIUM_PATH names before any other', () => {
    program('chromium', 0o755);
    expect(findChromium({ CHROMIUM_PATH: '/my/chromium', PATH: folder })?.path).toBe('/my/chromium');
  });

  test('takes one on the path that may be run', () => {
    program('chromium', 0o644);
    const chrome = program('google-chrome', 0o755);
    const PATH = ['', join(folder, 'empty'), folder].join(delimiter);
    expect(findChromium({ PATH }, '/nowhere')).toEqual({ path: chrome, how: 'found on the path' });
  });

  test("falls back to Playwright's own, and says when there is none", () => {
    const own = program('playwrights-own', 0o755);
    expect(findChromium({ PATH: join(folder, 'empty') }, own)?.path).toBe(own);
    expect(findChromium({ PATH: join(folder, 'empty') }, '/nowhere')).toBeNull();
    expect(findChromium({}, '/nowhere')).toBeNull();
  });
});
