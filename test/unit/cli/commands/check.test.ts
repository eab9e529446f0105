import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folderWith, fraudRule, main, rulewright, rulewrightHere } from '../run-cli.ts';

it('ends with 0 when nothing is an error, and reads a directory at any depth', async () => {
  const { folder } = folderWith({ 'fraud.rule.json': fraudRule, 'note.json': 'not a rule' });
  mkdirSync(join(folder, 'deeper'));
  writeFileSync(join(folder, 'deeper', 'more.rule.json'), JSON.stringify(fraudRule));
  const run = await rulewright(['check', folder, '--json']);
  expect(run.code).toBe(0);
  const { problems } = JSON.parse(run.stdout);
  expect(problems.filter(({ severity }: { severity: string }) => severity === 'error')).toEqual([]);
  expect(new Set(problems.map(({ file }: { file: string }) => file))).toEqual(
    new Set([join(folder, 'fraud.rule.json'), join(folder, 'deeper', 'more.rule.json')]),
  );
});

it('ends with 1 and the place of an unknown action and of a forbidden path', async () => {
  const rule = {
    ...fraudRule,
    filter: [{ path: 'payload.__proto__', op: 'exists', value: true }],
    actions: [{ type: 'tag_sesion', params: {} }],
  };
  const { path } = folderWith({ 'bad.rule.json': rule });
  const run = await rulewrightHere(['check', path('bad.rule.json'), '--json']);
  expect(run).toMatchObject({ code: 1, stderr: '' });
  expect(JSON.parse(run.stdout).problems).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ file: path('bad.rule.json'), severity: 'error', at: 'filter[0].path' }),
      expect.objectContaining({ severity: 'error', code: 'unknown-action', at: 'actions[0].type' }),
    ]),
  );
});

it('reports broken JSON and a wrong shape as errors of their file, and still checks the others', async () => {
  const { path } = folderWith({
    'broken.rule.json': '{"name": ',
    'shape.rule.json': { name: 1, trigger: { kind: 'event', eventType: 'x' } },
    'fraud.rule.json': { ...fraudRule, scope: { apps: [] } },
  });
  const files = ['broken', 'shape', 'fraud'].map((name) => path(`${name}.rule.json`));
  const run = await rulewrightHere(['check', ...files, '--json']);
  expect(run.code).toBe(1);
  const { problems } = JSON.parse(run.stdout);
  const of = (file: string | undefined) =>
    problems.filter((problem: { file: string }) => problem.file === file);
  expect(of(files[0])).toMatchObject([{ severity: 'error', code: 'not-json', message: /line 1, column 10/ }]);
  expect(of(files[1])).toMatchObject([{ severity: 'error', code: 'invalid-shape', at: 'name' }]);
  expect(of(files[2]).length).toBeGreaterThan(0);
});

it('ends with 2 when a file cannot be read from disk', async () => {
  const { folder, path } = folderWith({});
  const runs = await Promise.all([
    rulewrightHere(['check', path('none.rule.json'), '--json']),
    rulewrightHere(['check', folder, '--json']),
  ]);
  expect(runs.map(({ code, stdout }) => [code, stdout])).toEqual([
    [2, ''],
    [2, ''],
  ]);
});

it('compares several rules, and tells each problem of the file it is about, naming the other rule', async () => {
  const { path } = folderWith({
    'one.rule.json': { ...fraudRule, id: 'r_one' },
    'two.rule.json': { ...fraudRule, id: 'r_two' },
  });
  const alone = await rulewrightHere(['check', path('two.rule.json'), '--json']);
  expect(JSON.parse(alone.stdout).problems).not.toContainEqual(
    expect.objectContaining({ code: 'duplicate-rule' }),
  );
  const run = await rulewrightHere(['check', path('one.rule.json'), path('two.rule.json'), '--json']);
  expect(run.code).toBe(0);
  expect(JSON.parse(run.stdout).problems).toContainEqual({
    file: path('two.rule.json'),
    severity: 'warning',
    code: 'duplicate-rule',
    message: expect.stringContaining('r_one'),
    at: '',
    fix: expect.stringMatching(/\S/),
  });
});

it('tells the problems of a file once, though it is named twice and beside its folder', async () => {
  const { folder, path } = folderWith({
    'bad.rule.json': { ...fraudRule, filter: [{ path: 'payload.__proto__', op: 'exists', value: true }] },
  });
  const once = await rulewrightHere(['check', folder, '--json']);
  const often = await rulewrightHere([
    'check',
    path('bad.rule.json'),
    folder,
    path('bad.rule.json'),
    '--json',
  ]);
  const count = ({ stdout }: { stdout: string }) => JSON.parse(stdout).problems.length;
  expect(count(once)).toBeGreaterThan(0);
  expect([often.code, count(often)]).toEqual([once.code, count(once)]);
});

it.runIf(existsSync('/dev/full'))('ends with 2, not with "no", when its answer cannot be written', () => {
  const { path } = folderWith({ 'fraud.rule.json': fraudRule });
  const output = openSync('/dev/full', 'w');
  const run = spawnSync(process.execPath, [main, 'check', path('fraud.rule.json'), '--json'], {
    stdio: ['ignore', output, 'pipe'],
    encoding: 'utf8',
  });
  closeSync(output);
  expect([run.status, run.stderr]).toEqual([2, expect.stringContaining('the output cannot be written')]);
});
