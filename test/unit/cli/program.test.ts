import { describe, expect, it } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import { rulewright, rulewrightHere } from './run-cli.ts';

describe('a wrong call', () => {
  it.each([
    ['an unknown command', ['evaluate']],
    ['an unknown option', ['eval', '--rule', 'x', '--evnt', 'y']],
    ['no event', ['eval', '--rule', 'x']],
    ['an event and a schedule', ['eval', '--rule', 'x', '--event', 'y', '--schedule']],
    ['a time that is none', ['eval', '--rule', 'x', '--event', 'y', '--at', 'noon']],
    ['a seed that is none', ['eval', '--rule', 'x', '--event', 'y', '--seed', '1.5']],
    ['an unknown pack', ['eval', '--rule', 'x', '--event', 'y', '--catalog', 'cxx']],
    ['half a command', ['rules']],
  ])('%s ends with 2 and words on standard error', async (_title, args) => {
    const run = await rulewrightHere(args);
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).not.toBe('');
  });
});

const commands = ['eval', 'run', 'check', 'import', 'export', 'studio', 'start', 'catalog', 'rules'];
const underCatalog = ['list', 'show', 'add'].map((name) => `catalog ${name}`);
const underRules = ['list', 'show', 'new', 'enable', 'disable', 'delete', 'history', 'duplicate'];

it.each([...commands, ...underCatalog, ...underRules.map((name) => `rules ${name}`)])(
  'the help of "%s" shows an example and the options that hold everywhere',
  async (command) => {
    const run = await rulewrightHere([...command.split(' '), '--help']);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toMatch(/Examples?:\n {2}rulewright/);
    for (const option of ['--data', '--catalog', '--seed', '--at']) expect(run.stdout).toContain(option);
  },
);

it('says its version', async () => {
  expect(await rulewrightHere(['--version'])).toEqual({
    code: 0,
    stdout: `${manifest.version}\n`,
    stderr: '',
  });
});

it('a long answer arrives whole through a pipe', async () => {
  const { stdout, code } = await rulewright(['catalog', 'show', 'documents', '--json']);
  expect(code).toBe(0);
  expect(stdout.length).toBeGreaterThan(65_536);
  expect(JSON.parse(stdout).name).toBe('documents');
});

it('a wrong call of the real program ends its process with 2', async () => {
  expect(await rulewright(['evaluate'])).toMatchObject({ code: 2, stdout: '' });
});
