import { existsSync, globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { rulewrightHere } from './cli/run-cli.ts';

const project = resolve(import.meta.dirname, '../..');
const pages = ['README.md', ...globSync('docs/**/*.md', { cwd: project })].toSorted();
const read = (page: string): string => readFileSync(join(project, page), 'utf8');
const withoutCode = (text: string): string =>
  text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '');

/** The anchors of a page, as its headings give them. */
const anchorsOf = (page: string): string[] =>
  [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );

/** Links that lead nowhere. */
function deadLinks(page: string): string[] {
  const links = [...withoutCode(read(page)).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  return links.filter((link) => {
    if (/^[a-z]+:/.test(link)) return false;
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? page : join(dirname(page), path);
    if (!existsSync(join(project, target))) return true;
    return anchor !== undefined && !anchorsOf(target).includes(anchor);
  });
}

/** Paths of this repository that a page names in code marks, and that are not there. */
function missingPaths(page: string): string[] {
  const named = [...read(page).matchAll(/`((?:engine|renderer|electron|test|docs|\.ci)\/[^`\s]*)`/g)];
  return named
    .map(([, path = '']) => path)
    .filter((path) => !/[<>…]/.test(path))
    .filter((path) => globSync(path.replace(/\/$/, ''), { cwd: project }).length === 0);
}

/** npm scripts that a page tells people to run, and that are not there. */
function missingScripts(page: string): string[] {
  const named = [...read(page).matchAll(/\bnpm run (?:-s |--silent )?([\w:-]+)/g)].map(
    ([, name = '']) => name,
  );
  return named.filter((name) => !Object.hasOwn(manifest.scripts, name));
}

describe.each(pages)('%s', (page) => {
  test('names only what there is: pages, files and scripts', () => {
    expect({
      deadLinks: deadLinks(page),
      missingPaths: missingPaths(page),
      missingScripts: missingScripts(page),
    }).toEqual({ deadLinks: [], missingPaths: [], missingScripts: [] });
  });
});

describe('the first steps in README.md', () => {
  const [, block = ''] = /## On the command line\n\n```\n([\s\S]*?)```/.exec(read('README.md')) ?? [];
  const calls = block.trim().split('\n');

  test('are there', () => {
    expect(calls.length).toBeGreaterThan(5);
  });

  test.each(calls)('%s', async (call) => {
    const [, line = ''] = /^npm run -s rulewright -- (.*)$/.exec(call) ?? [];
    const args = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? '');
    const data = mkdtempSync(join(tmpdir(), 'rulewright-readme-'));
    onTestFinished(() => rmSync(data, { recursive: true, force: true }));
    const { code, stdout, stderr } = await rulewrightHere([...args, '--data', data]);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stdout).not.toBe('');
  });
});
