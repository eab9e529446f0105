import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtInPacks } from '../../engine/catalog/index.ts';

const tests = join(import.meta.dirname, '..');
const page = readFileSync(join(tests, '../docs/features.md'), 'utf8');
const [shown = '', otherwise = ''] = page.split('\n## Done otherwise\n');

interface Row {
  what: string;
  shownBy: { file: string; title: string }[];
}

const rows: Row[] = shown
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (?:---|what )/.test(line))
  .map((line) => {
    const [what = '', by = ''] = line.slice(2).split(' | ');
    const shownBy = by
      .replace(/ \|$/, '')
      .split('<br>')
      .filter((name) => name !== '')
      .map((name) => ({
        file: name.slice(0, name.indexOf(': ')),
        title: name.slice(name.indexOf(': ') + 2),
      }));
    return { what, shownBy };
  });

/** The titles that the tests of a file are given, as written. */
function titlesIn(file: string): Set<string> {
  const path = ['.test.ts', '.spec.ts'].map((end) => join(tests, file + end)).find(existsSync);
  if (path === undefined) return new Set();
  const calls =
    /(?:\b(?:it|test)\(|\)\()\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`)\s*,/g;
  const found = [...readFileSync(path, 'utf8').matchAll(calls)];
  return new Set(
    found.map(([, single, double, back]) => (single ?? double ?? back ?? '').replace(/\\(.)/g, '$1')),
  );
}

describe('the page of features', () => {
  it('has a line for each feature of the three systems', () => {
    expect(rows.length).toBeGreaterThanOrEqual(90);
    for (const name of ['cx', 'documents', 'helpdesk']) expect(shown).toContain(`\n## ${name}: `);
    expect(otherwise.split('\n').filter((line) => line.startsWith('- ')).length).toBeGreaterThan(0);
  });

  it('names every event and every action of the packs', () => {
    const names = builtInPacks().flatMap((pack) => [
      ...pack.eventTypes.map(({ type }) => type),
      ...pack.actionTypes.map(({ type }) => type),
    ]);
    expect(names.filter((name) => !shown.includes(`\`${name}\``))).toEqual([]);
  });

  it.each(rows)('has tests that exist for: $what', ({ shownBy }) => {
    expect(shownBy.length).toBeGreaterThan(0);
    const missing = shownBy.filter(({ file, title }) => !titlesIn(file).has(title));
    expect(missing).toEqual([]);
  });
});
