import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import type { CliContext } from '../../engine/cli/command.ts';
import { commands } from '../../engine/cli/commands/index.ts';
import { billingTicket, folderWith, fraudRule, rulewrightHere, sessionOpened } from '../unit/cli/run-cli.ts';

interface Row {
  command: string;
  /** What other people's scripts give it; more may be added, none of these renamed. */
  options: string[];
  /** Calls that are wrong. */
  wrong: string[][];
  /** Commands that run until they are stopped have no answer to print. */
  serves?: true;
  /** What it prints is for programs in any case. */
  noChoice?: true;
}

const nowhere = '/there/is/no/such/file';
const output = ['--json'];
const sync = ['--workspace', '--json'];
const change = ['--why', '--json'];
const unknownRule = [['r_there_is_none'], []];

/** Every command there is. A command without a row fails, and a row without a command. */
const table: readonly Row[] = [
  { command: 'start', options: [], wrong: [['--zork']], serves: true },
  {
    command: 'studio',
    options: ['--port', '--no-open'],
    wrong: [['--port', 'many'], ['--zork']],
    serves: true,
  },
  {
    command: 'eval',
    options: ['--rule', '--event', '--schedule', '--json', '--no-timings'],
    wrong: [[], ['--rule', nowhere, '--event', nowhere], ['--rule', '-', '--event', '-']],
  },
  {
    command: 'run',
    options: ['--event', '--subject', '--schedule', '--dry-run', '--commit', '--json'],
    wrong: [...unknownRule, ['r_fraud_cards', '--event', nowhere], ['r_fraud_cards', '--subject', 'none']],
  },
  {
    command: 'replay',
    options: ['--rules', '--events', '--json', '--junit', '--against', '--include-disabled'],
    wrong: [[], ['--rules', nowhere, '--events', nowhere], ['--rules', '-', '--events', '-']],
  },
  { command: 'test', options: ['--junit', '--coverage', '--json'], wrong: [[nowhere]] },
  { command: 'check', options: output, wrong: [[], [nowhere]] },
  {
    command: 'compile',
    options: ['--provider', '--json'],
    wrong: [[], ['a sentence', '--provider', 'zork']],
  },
  {
    command: 'import',
    options: ['--from', '--json'],
    wrong: [[], ['-'], ['-', '--from', 'zork'], [nowhere, '--from', 'cx']],
  },
  {
    command: 'export',
    options: ['--to', '--json'],
    wrong: [[], ['r_fraud_cards'], ['r_fraud_cards', '--to', 'zork'], ['r_there_is_none', '--to', 'cx']],
  },
  { command: 'rules list', options: output, wrong: [['surplus']] },
  { command: 'rules show', options: output, wrong: unknownRule },
  { command: 'rules history', options: output, wrong: unknownRule },
  { command: 'rules new', options: change, wrong: [[], [nowhere]] },
  { command: 'rules enable', options: change, wrong: unknownRule },
  { command: 'rules disable', options: change, wrong: unknownRule },
  { command: 'rules delete', options: change, wrong: unknownRule },
  { command: 'rules duplicate', options: change, wrong: unknownRule },
  { command: 'catalog list', options: output, wrong: [['surplus']] },
  { command: 'catalog show', options: output, wrong: [[], ['zork']] },
  { command: 'catalog add', options: output, wrong: [[], [nowhere]] },
  { command: 'workspaces add', options: output, wrong: [[], ['a'], ['a', 'no address']] },
  { command: 'workspaces list', options: output, wrong: [['surplus']] },
  { command: 'workspaces remove', options: output, wrong: [[], ['nobody']] },
  { command: 'plan', options: sync, wrong: [['surplus']] },
  { command: 'publish', options: [...sync, '--plan'], wrong: [['--plan', nowhere]] },
  { command: 'pull', options: sync, wrong: [['--take', 'both']] },
  { command: 'rollback', options: [...sync, '--to'], wrong: [[], ['r_1'], ['r_1', '--to', 'x']] },
  {
    command: 'workspace serve',
    options: ['--port', '--seed-demo'],
    wrong: [['--port', 'many'], ['--zork']],
    serves: true,
  },
  { command: 'workspace event', options: output, wrong: [[], ['-'], [nowhere]] },
  { command: 'workspace runs', options: output, wrong: [[], ['--limit', 'x']] },
  { command: 'workspace replay', options: output, wrong: [[], ['run_none']] },
  { command: 'workspace erase', options: output, wrong: [[], ['--subject', 'a', '--customer', 'b']] },
  // A recording is JSON Lines, whoever reads it.
  { command: 'workspace events', options: [], wrong: [['surplus']], noChoice: true },
];

/** The commands as they are registered, by their whole name; groups are not commands of their own. */
function registered(): Map<string, Command> {
  const program = new Command();
  const untouched = (): never => {
    throw new Error('nothing is run here');
  };
  const { stdin, stdout, stderr } = process;
  const context: CliContext = {
    ...{ stdin, stdout, stderr, env: {} },
    ...{ options: untouched, print: untouched, note: untouched, fail: untouched, exitWith: untouched },
  };
  for (const register of commands) register(program, context);
  const found = new Map<string, Command>();
  const walk = (group: Command, before: string[]): void => {
    for (const command of group.commands) {
      const name = [...before, command.name()];
      if (command.commands.length === 0) found.set(name.join(' '), command);
      else walk(command, name);
    }
  };
  walk(program, []);
  return found;
}

const known = registered();

test('the table has every command, and no other', () => {
  expect(table.map(({ command }) => command).toSorted()).toEqual([...known.keys()].toSorted());
});

describe.each(table)('$command', ({ command, options, wrong, serves, noChoice }) => {
  const words = command.split(' ');

  test('takes the options that scripts give it', () => {
    const taken = known.get(command)?.options.map(({ long }) => long) ?? [];
    expect(taken).toEqual(expect.arrayContaining(options));
    if (!serves && !noChoice) expect(taken).toContain('--json');
  });

  test('has help with an example of itself, on standard output', async () => {
    const help = await rulewrightHere([...words, '--help']);
    expect(help).toMatchObject({ code: 0, stderr: '' });
    const [, examples = ''] = help.stdout.split(/\nExamples?:\n/);
    expect(examples).toContain(`rulewright ${command}`);
    for (const option of ['--data', '--catalog', '--seed', '--at']) expect(help.stdout).toContain(option);
  });

  test('answers a wrong call with 2, words on standard error and nothing on standard output', async () => {
    const { folder } = folderWith({});
    for (const args of [...wrong, ['--no-such-option']]) {
      const json = serves || noChoice || args.includes('--zork') ? [] : ['--json'];
      const run = await rulewrightHere([...words, ...args, ...json, '--data', folder]);
      expect({ args, ...run }).toMatchObject({ args, code: 2, stdout: '' });
      expect(run.stderr).toMatch(/^error: |\nerror: /);
    }
  });
});

describe('an answer', () => {
  const files = () =>
    folderWith({
      'fraud.rule.json': fraudRule,
      'bad.rule.json': { ...fraudRule, id: 'r_bad', actions: [{ type: 'tag_sesion', params: {} }] },
      'session.json': sessionOpened('cards', 'fraud'),
      'wrong.expect.json': {
        rule: 'r_3a4f',
        cases: [
          {
            name: 'wrong',
            given: [sessionOpened('cards', 'fraud')],
            expect: { outcome: 'would-skip', reason: 'cooldown' },
          },
        ],
      },
      'day.jsonl': `${JSON.stringify(sessionOpened('cards', 'fraud'))}\n{bad\n${JSON.stringify(billingTicket)}\n`,
    });

  test('of "no" is 1: a failed expectation, an error, a sentence not read, nobody to perform it', async () => {
    const { folder, path } = files();
    const data = ['--data', folder];
    const calls = [
      ['test', path('wrong.expect.json'), '--json'],
      ['check', path('bad.rule.json'), '--json'],
      ['compile', 'blorp the frobnicator', '--catalog', 'cx', '--json'],
    ];
    for (const call of calls) {
      const run = await rulewrightHere([...call, ...data]);
      expect({ call, code: run.code }).toEqual({ call, code: 1 });
      expect(JSON.parse(run.stdout)).toBeTypeOf('object');
    }
    const nobody = [
      ['plan'],
      ['publish'],
      ['pull'],
      ['rollback', 'r_1', '--to', '1'],
      ['run', 'r_fraud_cards', '--commit'],
    ];
    for (const call of nobody) {
      const run = await rulewrightHere([...call, '--json', ...data]);
      expect({ call, ...run }).toMatchObject({ call, code: 1, stdout: '' });
      expect(run.stderr).toContain('no workspace is connected');
    }
  });

  test('has the keys of the run record in their order, and the same bytes twice', async () => {
    const { path } = files();
    const call = [
      'eval',
      '--rule',
      path('fraud.rule.json'),
      '--event',
      '-',
      '--json',
      '--at',
      '2026-03-02T09:00:00Z',
    ];
    const event = JSON.stringify(sessionOpened('cards', 'fraud'));
    const timed = JSON.parse((await rulewrightHere(call, event)).stdout);
    expect(Object.keys(timed)).toEqual([
      ...['recordVersion', 'rule', 'event', 'driver', 'outcome', 'reason', 'notes', 'filter', 'steps'],
      ...['counts', 'sideEffects', 'startedAt', 'latencyMs'],
    ]);
    expect(Object.keys(timed.filter.nodes[0]).slice(0, 7)).toEqual([
      'path',
      'op',
      'expected',
      'actual',
      'present',
      'pass',
      'reached',
    ]);
    expect(Object.keys(timed.steps[0]).slice(0, 8)).toEqual([
      'id',
      'type',
      'status',
      'params',
      'output',
      'effects',
      'attempts',
      'error',
    ]);
    const [first, second] = [
      await rulewrightHere([...call, '--no-timings'], event),
      await rulewrightHere([...call, '--no-timings'], event),
    ];
    expect(second.stdout).toBe(first.stdout);
    expect(JSON.parse(first.stdout)).not.toHaveProperty('latencyMs');
  });

  test('of a replay is a line for each match and the summary last, with bad lines told beside it', async () => {
    const { path } = files();
    const run = await rulewrightHere([
      ...['replay', '--rules', path('fraud.rule.json'), '--events', path('day.jsonl'), '--json'],
    ]);
    const [match, last, ...more] = run.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(more).toEqual([]);
    expect(Object.entries(match)).toEqual([
      ...[
        ['event', 'e_cards_fraud'],
        ['rule', 'r_3a4f'],
        ['outcome', 'would-execute'],
        ['reason', null],
      ],
    ]);
    expect(Object.keys(last.summary)).toEqual([
      ...['events', 'rules', 'considered', 'matched', 'executed', 'skipped', 'invalid', 'badLines'],
      ...['elapsedMs', 'eventsPerSecond'],
    ]);
    expect(last.summary).toMatchObject({ events: 2, matched: 1, executed: 1, badLines: 1 });
    expect(run.stderr).toContain('line 2');
  });

  test('of every change to a stored rule is JSON', async () => {
    const { folder, path } = files();
    const call = async (...args: string[]) => {
      const run = await rulewrightHere([...args, '--json', '--data', folder]);
      expect({ args, code: run.code }).toEqual({ args, code: 0 });
      return JSON.parse(run.stdout);
    };
    expect(await call('rules', 'new', path('fraud.rule.json'), '--why', 'asked for')).toMatchObject({
      id: 'r_3a4f',
      enabled: false,
      version: 1,
    });
    expect(await call('rules', 'enable', 'r_3a4f')).toMatchObject({ enabled: true, version: 2 });
    expect(await call('rules', 'disable', 'r_3a4f')).toMatchObject({ enabled: false, version: 3 });
    expect(await call('rules', 'history', 'r_3a4f')).toMatchObject([
      { version: 3 },
      { version: 2 },
      { version: 1, why: 'asked for' },
    ]);
    expect(await call('export', 'r_billing_escalate', '--to', 'helpdesk')).toMatchObject({
      trigger: 'TicketCreated',
    });
    expect(await call('rules', 'delete', 'r_3a4f')).toEqual({ deleted: 'r_3a4f' });
    expect(await call('catalog', 'show', 'session.opened')).toMatchObject({ type: 'session.opened' });
  });

  test('takes packs by name, more than once, wherever the option stands', async () => {
    const before = await rulewrightHere([
      '--catalog',
      'helpdesk',
      '--catalog',
      'cx',
      'catalog',
      'list',
      '--json',
    ]);
    const after = await rulewrightHere([
      'catalog',
      'list',
      '--json',
      '--catalog',
      'helpdesk',
      '--catalog',
      'cx',
    ]);
    expect(after).toEqual(before);
    expect(JSON.parse(after.stdout).map(({ name }: { name: string }) => name)).toEqual(['helpdesk', 'cx']);
  });

  test('of "catalog add" names what was added', async () => {
    const { folder } = files();
    const pack = (await rulewrightHere(['catalog', 'show', 'cx', '--json'])).stdout.replace('"cx"', '"bank"');
    const added = await rulewrightHere(['catalog', 'add', '-', '--json', '--data', folder], pack);
    expect(added.stderr).toBe('');
    expect(JSON.parse(added.stdout)).toMatchObject({ added: 'bank', version: '1.0.0' });
  });
});
