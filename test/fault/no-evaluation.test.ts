import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, fraudRule, main, sessionOpened } from '../unit/cli/run-cli.ts';

const project = join(import.meta.dirname, '../..');
const bundle = join(project, 'dist/renderer/assets');

/** Where text is made to run as code: calls of `eval` or `Function`, not methods of that name, and Node's `vm`. */
function evaluationsIn(folder: string, ending: RegExp): string[] {
  const evaluation =
    /(?<![.\w$])(?:eval|Function)\s*\((?![\w\s,]*\)\s*\{)[^\n]{0,40}|(?:from|import|require)[\s(]*["'`](?:node:)?vm["'`]/g;
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => ending.test(name))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').match(evaluation) ?? []);
}

describe('nothing is evaluated', () => {
  it('a call that evaluates would be found', () => {
    const { folder } = folderWith({
      'a.ts': 'eval(x)\nnew Function("a", b)\nx.eval(y)\nclass A { eval(input, pos) { } }\nimport "node:vm"',
    });
    expect(evaluationsIn(folder, /\.ts$/)).toHaveLength(3);
  });

  it.each(['engine', 'renderer', 'electron'])('by the code of %s', (folder) => {
    expect(evaluationsIn(join(project, folder), /\.tsx?$/)).toEqual([]);
  });

  it.skipIf(!existsSync(bundle))(
    'by what the studio is built to: a library looks whether it could, and is told not to',
    () => {
      const found = evaluationsIn(bundle, /\.m?js$/).map((text) => text.slice(0, 'Function("")'.length));
      expect(found.filter((text) => !/^Function\((["'`])\1\)$/.test(text))).toEqual([]);
    },
  );

  it.each([
    ['checking', ['check', 'fraud.rule.json', '--json']],
    [
      'a replay in threads',
      ['replay', '--rules', 'fraud.rule.json', '--events', 'events.jsonl', '--workers', '2'],
    ],
  ])('by %s: it works where the machine refuses to', (_what, input) => {
    const { folder } = folderWith({
      'fraud.rule.json': fraudRule,
      'events.jsonl': `${JSON.stringify(sessionOpened('cards', 'fraud'))}\n`,
    });
    const refusing = ['--disallow-code-generation-from-strings'];
    const run = (args: string[]) =>
      spawnSync(process.execPath, [...refusing, ...args], { cwd: folder, encoding: 'utf8' });
    const done = run([main, '--data', join(folder, 'data'), ...input]);
    expect({ status: done.status, stderr: done.stderr }).toMatchObject({ status: 0 });
    expect(run(['-e', 'new Function("")()']).stderr).toContain('Code generation from strings disallowed');
  });
});
