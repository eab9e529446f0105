import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, parse } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { packageFolder } from '../../../engine/cli/package-folder.ts';

test('a program belongs to the nearest folder above it with a manifest, at whatever depth it lies', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rulewright-package-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const own = join(folder, 'node_modules/rulewright');
  mkdirSync(join(own, 'engine/cli/commands'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{}');
  writeFileSync(join(own, 'package.json'), '{}');
  expect(packageFolder(join(own, 'engine/cli/commands'))).toBe(own);
  expect(packageFolder(join(own, 'engine'))).toBe(own);
  expect(packageFolder(own)).toBe(own);
});

test('above no manifest there is nothing but the root', () => {
  const { root } = parse(tmpdir());
  expect(packageFolder(root)).toBe(root);
});
