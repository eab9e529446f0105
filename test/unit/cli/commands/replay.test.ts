import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createSampleRecording } from '../../../../engine/replay/index.ts';
import { catalog } from '../../drivers/setting.ts';
import {
  billingRule,
  billingTicket,
  folderWith,
  fraudRule,
  rulewright,
  rulewrightHere,
  sessionOpened,
} from '../run-cli.ts';

const fraud = sessionOpened('cards', 'fraud');
const events = [
  fraud,
  { ...fraud, id: 'e_2', firedAt: '2026-03-02T09:14:36Z' },
  { ...fraud, id: 'e_3', firedAt: '2026-03-02T09:20:00Z' },
  sessionOpened('cards', 'payments'),
  sessionOpened('loans', 'fraud'),
  billingTicket,
];
const recording = `${events.map((event) => JSON.stringify(event)).join('\n')}\n`;
const cooled = { ...fraudRule, limits: { cooldownSeconds: 60 }, enabled: false };
const summaryOf = (stdout: string) => JSON.parse(stdout.trim().split('\n').at(-1) ?? '').summary;

describe('replay --json', () => {
  it('prints a line for each match, in event order, and the summary last', async () => {
    const { path } = folderWith({ 'fraud.rule.json': cooled, 'events.jsonl': recording });
    const args = ['replay', '--rules', path('fraud.rule.json'), '--events', path('events.jsonl'), '--json'];
    const { code, stdout, stderr } = await rulewright(args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.split('\n');
    expect(lines.slice(0, 3)).toEqual([
      '{"event":"e_cards_fraud","rule":"r_3a4f","outcome":"would-execute","reason":null}',
      '{"event":"e_2","rule":"r_3a4f","outcome":"would-skip","reason":"cooldown"}',
      '{"event":"e_3","rule":"r_3a4f","outcome":"would-execute","reason":null}',
    ]);
    expect(lines).toHaveLength(5);
    const { elapsedMs, eventsPerSecond, ...summary } = summaryOf(stdout);
    expect(summary).toEqual({
      events: 6,
      rules: 1,
      considered: 4,
      matched: 3,
      executed: 2,
      skipped: { permission: 0, cooldown: 1, 'daily-cap': 0, 'rate-limit': 0, depth: 0 },
      invalid: 0,
      badLines: 0,
    });
    expect(Object.keys(summaryOf(stdout))).toEqual([
      ...['events', 'rules', 'considered', 'matched', 'executed', 'skipped', 'invalid', 'badLines'],
      ...['elapsedMs', 'eventsPerSecond'],
    ]);
    expect([typeof elapsedMs, typeof eventsPerSecond]).toEqual(['number', 'number']);
  });

  it('reads a packed recording from standard input, and tells of bad lines beside the output', async () => {
    const { folder } = folderWith({ 'fraud.rule.json': fraudRule, 'billing.rule.json': billingRule });
    const bad = `${recording}{"id":\n\nnull\n`;
    const { path } = folderWith({ 'bad.jsonl.gz': gzipSync(bad) });
    const fromFile = await rulewrightHere([
      'replay',
      '--rules',
      folder,
      '--events',
      path('bad.jsonl.gz'),
      '--json',
    ]);
    expect(fromFile.code).toBe(0);
    expect(summaryOf(fromFile.stdout)).toMatchObject({ events: 6, rules: 2, badLines: 2 });
    expect(fromFile.stderr).toMatch(/bad\.jsonl\.gz: line 7: not JSON.*\n.*bad\.jsonl\.gz: line 9: expected/);
    const fromInput = await rulewrightHere(['replay', '--rules', folder, '--events', '-', '--json'], bad);
    const untimed = (stdout: string) => stdout.replace(/"elapsedMs".*/, '');
    expect(untimed(fromInput.stdout)).toBe(untimed(fromFile.stdout));
    expect(fromInput.stderr).toContain('standard input: line 7');
  });

  it('counts executions with an invalid step', async () => {
    const actions = [{ type: 'tag_session', params: { tags: ['${event.payload.session.nothing}'] } }];
    const { path } = folderWith({ 'r.rule.json': { ...fraudRule, actions }, 'events.jsonl': recording });
    const { stdout } = await rulewrightHere([
      'replay',
      '--rules',
      path('r.rule.json'),
      '--events',
      path('events.jsonl'),
      '--json',
    ]);
    expect(summaryOf(stdout)).toMatchObject({ matched: 3, executed: 3, invalid: 3 });
  });

  it('says the same with any number of workers', async () => {
    const sample = [...createSampleRecording(catalog, { seed: 5, events: 800 })];
    const { path, folder } = folderWith({
      'fraud.rule.json': fraudRule,
      'billing.rule.json': billingRule,
      'events.jsonl': sample.map((event) => JSON.stringify(event)).join('\n'),
    });
    const run = async (...more: string[]) => {
      const args = ['replay', '--rules', folder, '--events', path('events.jsonl'), '--json', ...more];
      return (await rulewrightHere(args)).stdout.replace(/"elapsedMs".*/, '');
    };
    const one = await run('--workers', '1');
    expect(one.split('\n').length).toBeGreaterThan(10);
    expect(await run('--workers', '2')).toBe(one);
    expect(await run()).toBe(one);
  });

  it('stops without a word when nobody reads on', async () => {
    const sample = [...createSampleRecording(catalog, { seed: 5, events: 3000 })];
    const { path } = folderWith({
      'all.rule.json': { ...billingRule, filter: [] },
      'events.jsonl': sample.map((event) => JSON.stringify(event)).join('\n'),
    });
    const { spawn } = await import('node:child_process');
    const main = new URL('../../../../engine/cli/main.ts', import.meta.url).pathname;
    const child = spawn(process.execPath, [
      main,
      'replay',
      '--rules',
      path('all.rule.json'),
      '--events',
      path('events.jsonl'),
      '--json',
    ]);
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.stdout.destroy();
    const code = await new Promise((resolve) => child.once('close', resolve));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
});

describe('replay for people', () => {
  it('shows totals, a line for each rule, and bad lines', async () => {
    const { path } = folderWith({ 'fraud.rule.json': cooled, 'events.jsonl': `${recording}nonsense\n` });
    const { code, stdout, stderr } = await rulewrightHere([
      'replay',
      '--rules',
      path('fraud.rule.json'),
      '--events',
      path('events.jsonl'),
    ]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('6 events met 1 rule: 3 matches.\n2 would execute; 1 would be skipped.');
    expect(stdout).toMatch(/rule +matched +executes +cooldown +invalid\nAuto-tag.*\(r_3a4f\) +3 +2 +1 +0/);
    expect(stdout).toMatch(/line 7: not JSON/);
    expect(stdout).toMatch(/events a second/);
  });

  it('writes JUnit: the recording red for its bad lines, a rule red for invalid steps', async () => {
    const broken = { ...fraudRule, id: 'r_broken', actions: [{ type: 'made_up' }] };
    const { path, folder } = folderWith({
      'fraud.rule.json': fraudRule,
      'broken.rule.json': broken,
      'events.jsonl': `${recording}nonsense\n`,
    });
    const args = ['replay', '--rules', folder, '--events', path('events.jsonl'), '--junit', path('out.xml')];
    expect((await rulewrightHere(args)).code).toBe(0);
    const xml = readFileSync(path('out.xml'), 'utf8');
    expect(xml).toMatch(/<testsuites[^>]*name="rulewright replay"[^>]*tests="3"[^>]*failures="2"/);
    expect(xml).toContain('message="1 bad line"');
    expect(xml).toContain('message="3 of 3 executions have an invalid step"');
    const unwritable = await rulewrightHere([...args.slice(0, -1), folder]);
    expect(unwritable).toMatchObject({ code: 2, stderr: expect.stringContaining('directory') });
  });
});

describe('replay --against', () => {
  it('prints only what differs, and why', async () => {
    const stricter = {
      ...fraudRule,
      filter: [...fraudRule.filter, { path: 'firedAt', op: 'lt', value: '2026-03-02T09:15' }],
    };
    const { path } = folderWith({
      'old.rule.json': fraudRule,
      'new.rule.json': stricter,
      'events.jsonl': recording,
    });
    const args = [
      'replay',
      '--rules',
      path('new.rule.json'),
      '--against',
      path('old.rule.json'),
      '--events',
      path('events.jsonl'),
    ];
    const { code, stdout } = await rulewrightHere([...args, '--json']);
    expect(code).toBe(0);
    const [change, last] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(Object.keys(change)).toEqual(['event', 'rule', 'before', 'after', 'why']);
    expect(change).toMatchObject({
      event: 'e_3',
      rule: 'r_3a4f',
      before: { outcome: 'would-execute', reason: null },
      after: null,
    });
    expect(last.summary).toMatchObject({ events: 6, changed: 1 });
    expect((await rulewrightHere(args)).stdout).toMatch(/would execute → no match {2}1 ×/);
  });
});

describe('replay of stored rules', () => {
  it('takes the enabled ones, and the others when asked', async () => {
    const { path, folder } = folderWith({ 'events.jsonl': recording });
    const run = async (...more: string[]) => {
      const args = [
        'replay',
        '--data',
        `${folder}/data`,
        '--rules',
        '@stored',
        '--events',
        path('events.jsonl'),
        '--json',
      ];
      const { code, stdout } = await rulewrightHere([...args, ...more]);
      expect(code).toBe(0);
      return summaryOf(stdout);
    };
    const enabled = await run();
    const all = await run('--include-disabled');
    expect(enabled.rules).toBeLessThan(all.rules);
    expect(all.rules).toBeGreaterThan(15);
  });
});

describe('replay refuses', () => {
  const cases: [string, string[], RegExp][] = [
    ['a workspace that is not connected', ['--rules', '@live', '--events', 'e'], /@live needs a workspace/],
    [
      'to compare with one',
      ['--rules', 'good', '--against', '@live', '--events', 'e'],
      /@live needs a workspace/,
    ],
    ['rules of no known kind', ['--rules', '@nowhere', '--events', 'e'], /no rules "@nowhere"/],
    ['a recording that is not there', ['--rules', 'good', '--events', 'none'], /none: there is no such file/],
    ['a recording that is a folder', ['--rules', 'good', '--events', '.'], /directory/],
    ['rules that are not there', ['--rules', 'none', '--events', 'e'], /there is no such file/],
    ['a folder without rules', ['--rules', 'empty', '--events', 'e'], /no \*\.rule\.json/],
    ['rules and events from one input', ['--rules', '-', '--events', '-'], /only one/],
    [
      'JUnit of a comparison',
      ['--rules', 'good', '--against', 'good', '--events', 'e', '--junit', 'x'],
      /--junit/,
    ],
    ['no workers', ['--rules', 'good', '--events', 'e', '--workers', '0'], /1 to 999/],
    ['no recording', ['--rules', 'good'], /--events/],
    ['a condition that cannot be read', ['--rules', 'unreadable', '--events', 'e'], /payload/],
    ['a file that is no rule', ['--rules', 'e', '--events', 'e'], /JSON/],
  ];
  const inFolder = folderFor();
  it.each(cases)('%s', async (_what, args, message) => {
    const { code, stdout, stderr } = await inFolder(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  it('two files with one rule', async () => {
    const { folder, path } = folderWith({
      'a.rule.json': fraudRule,
      'b.rule.json': fraudRule,
      'e.jsonl': recording,
    });
    const { code, stderr } = await rulewrightHere(['replay', '--rules', folder, '--events', path('e.jsonl')]);
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('both hold the rule r_3a4f'),
    });
  });
});

function folderFor() {
  return async (args: readonly string[]) => {
    const { mkdirSync } = await import('node:fs');
    const { path } = folderWith({
      good: fraudRule,
      unreadable: { ...fraudRule, filter: [{ path: 'nowhere', op: 'eq', value: 1 }] },
      e: recording,
    });
    mkdirSync(path('empty'));
    const known = ['good', 'unreadable', 'e', 'empty', 'none', '.', 'x'];
    return await rulewrightHere([
      'replay',
      ...args.map((each) => (known.includes(each) ? path(each) : each)),
    ]);
  };
}
