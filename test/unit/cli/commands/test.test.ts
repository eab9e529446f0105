import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { granted, openIn } from '../../store/setting.ts';
import {
  billingTicket,
  folderWith,
  fraudRule,
  rulewright,
  rulewrightHere,
  sessionOpened,
} from '../run-cli.ts';

const fires = {
  name: 'fires on fraud',
  given: [sessionOpened('cards', 'fraud')],
  expect: {
    outcome: 'would-execute',
    steps: [{ type: 'tag_session' }, { type: 'send_email' }, { type: 'escalate_to_human' }],
  },
};
const silent = {
  name: 'stays silent on billing',
  given: [sessionOpened('cards', 'billing')],
  expect: { outcome: 'would-skip', reason: 'conditions' },
};
const wrong = { ...silent, name: 'fires on billing', expect: { outcome: 'would-execute' } };

const whyWrong =
  'expected would-execute, got would-skip (conditions): filter[0]: session.topic equals “fraud” does not hold: actual “billing”';

/** A folder with the fraud rule beside these cases of it. */
function fraudWith(cases: unknown[], more: Record<string, unknown> = {}) {
  return folderWith({
    'fraud.rule.json': fraudRule,
    'fraud.expect.json': { rule: 'r_3a4f', cases },
    ...more,
  });
}

function test(...args: string[]) {
  return rulewrightHere(['test', ...args]);
}

describe('test', () => {
  it('shows a green line for each case that holds, and ends with 0', async () => {
    const { folder, path } = fraudWith([fires, silent]);
    expect(await test(folder)).toEqual({
      code: 0,
      stderr: '',
      stdout: `${path('fraud.expect.json')}  r_3a4f "Auto-tag & escalate fraud-flagged Cards sessions"
  ✓ fires on fraud
  ✓ stays silent on billing

✓ 2 cases · 2 passed · 0 failed · 1 rule in 1 file
`,
    });
  });

  it('shows the reason under each red line, and ends with 1', async () => {
    const { folder } = fraudWith([fires, wrong]);
    const { code, stdout, stderr } = await test(folder);
    expect([code, stderr]).toEqual([1, '']);
    expect(stdout.split('\n').slice(1)).toEqual([
      '  ✓ fires on fraud',
      '  ✗ fires on billing',
      `      cases[1].expect.outcome: ${whyWrong}`,
      '',
      '✗ 2 cases · 1 passed · 1 failed · 1 rule in 1 file',
      '',
    ]);
  });

  it('prints the same as JSON with the same exit code', async () => {
    const { path } = fraudWith([wrong]);
    const { code, stdout } = await test(path('fraud.expect.json'), '--json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({
      cases: [
        {
          file: path('fraud.expect.json'),
          rule: 'r_3a4f',
          name: 'fires on billing',
          pass: false,
          differences: [
            {
              at: 'cases[0].expect.outcome',
              message: whyWrong,
              expected: 'would-execute',
              actual: 'would-skip',
            },
          ],
        },
      ],
      summary: { files: 1, rules: 1, cases: 1, passed: 0, failed: 1 },
    });
  });

  it('names conditions, limits and steps that no case has shown both ways', async () => {
    const rule = { ...fraudRule, limits: { cooldownSeconds: 60 } };
    const { folder } = fraudWith([silent], {
      'fraud.rule.json': rule,
      'other.rule.json': { ...fraudRule, id: 'r_other', name: 'Other' },
    });
    const { code, stdout } = await test(folder, '--coverage');
    expect(code).toBe(0);
    expect(stdout.split('\n').slice(3, -2)).toEqual([
      'Coverage',
      '  ○ r_3a4f "Auto-tag & escalate fraud-flagged Cards sessions"  1 of 7',
      '      never seen true     filter[0]: session.topic equals “fraud”',
      '      never let through   limits.cooldownSeconds',
      '      never held back     limits.cooldownSeconds',
      '      never run           actions[0]: tag_session',
      '      never run           actions[1]: send_email',
      '      never run           actions[2]: escalate_to_human',
      '  ○ r_other "Other"  0 of 5, no case runs it',
      '',
    ]);
    const covered = fraudWith([fires, silent, { ...silent, name: 'again' }]);
    expect((await test(covered.folder, '--coverage')).stdout).toContain(
      '  ✓ r_3a4f "Auto-tag & escalate fraud-flagged Cards sessions"  5 of 5\n',
    );
    const never = fraudWith([fires]);
    expect((await test(never.folder, '--coverage')).stdout).toContain(
      '      never seen false    filter[0]: session.topic equals “fraud”\n',
    );
    const json = JSON.parse((await test(covered.folder, '--coverage', '--json')).stdout);
    expect(Object.keys(json)).toEqual(['cases', 'summary', 'coverage']);
    expect(json.coverage).toMatchObject([
      { rule: { id: 'r_3a4f' }, runs: 3, conditions: [{ at: 'filter[0]', seenTrue: 1, seenFalse: 2 }] },
    ]);
  });

  it('writes JUnit that names file, rule and reason, whatever a name holds', async () => {
    const { folder, path } = fraudWith([fires, { ...wrong, name: 'a <b> & "c" ]]> \u0001' }], {
      'broken.expect.json': '{',
    });
    const { code } = await test(folder, '--junit', path('out.xml'));
    expect(code).toBe(2);
    const xml = readFileSync(path('out.xml'), 'utf8');
    expect(xml).toContain(
      '<testsuites name="rulewright test" tests="3" failures="1" errors="1" skipped="0">',
    );
    expect(xml).toContain('<testcase classname="r_3a4f" name="fires on fraud"');
    expect(xml).toContain('name="a &lt;b> &amp; &quot;c&quot; ]]> \\u0001"');
    expect(xml).toContain(`<failure message="cases[1].expect.outcome: ${whyWrong}" type="expectation">`);
    expect(xml).toContain('<error message="not JSON');
  });

  it('says when JUnit cannot be written', async () => {
    const { folder } = fraudWith([fires]);
    const { code, stderr } = await test(folder, '--junit', join(folder, 'none', 'out.xml'));
    expect([code, stderr]).toEqual([2, `error: ${join(folder, 'none', 'out.xml')}: there is no such file\n`]);
  });

  it('runs what can be read and ends with 2 when a file cannot', async () => {
    const { folder, path } = fraudWith([fires], {
      'a.expect.json': { rule: 'r_3a4f', cases: [{ name: 'x', given: [{}], expect: { outcome: 'no' } }] },
      'bad.rule.json': { ...fraudRule, id: 'r_bad', filter: [{ path: 'nowhere', op: 'eq', value: 1 }] },
      'worse.rule.json': '[]',
    });
    const { code, stdout, stderr } = await test(folder);
    expect(code).toBe(2);
    expect(stdout).toContain('  ✓ fires on fraud\n');
    expect(stderr).toContain(`error: ${path('bad.rule.json')}: filter[0].path: a path starts with payload`);
    expect(stderr).toContain(`${path('worse.rule.json')}: `);
    expect(stderr).toContain(`${path('a.expect.json')}: cases[0].expect.outcome: expected "would-execute"`);
  });

  it('ends with 2 when there is nothing to run', async () => {
    const { folder, path } = folderWith({ 'fraud.rule.json': fraudRule });
    expect(await test(folder)).toEqual({
      code: 2,
      stdout: '',
      stderr: `error: no *.expect.json in ${folder}\n`,
    });
    const missing = path('gone.expect.json');
    expect((await test(missing)).stderr).toBe(`error: ${missing}: there is no such file\n`);
    expect((await test(folder, '--catalog', 'nope')).code).toBe(2);
  });

  it('finds the rule by its id, whatever it and its file are called by now', async () => {
    const { folder } = folderWith({
      'renamed.rule.json': { ...fraudRule, name: 'Another name' },
      'fraud.expect.json': { rule: 'r_3a4f', cases: [fires] },
    });
    expect((await test(folder)).code).toBe(0);
  });

  it('finds expectations and rules at any depth, not inside packages, and takes the nearest rule', async () => {
    const { folder, path } = fraudWith([fires]);
    for (const name of ['deep/er', 'node_modules/x', '.git']) mkdirSync(path(name), { recursive: true });
    const inside = (name: string, content: unknown) => writeFileSync(path(name), JSON.stringify(content));
    inside('deep/fraud.rule.json', { ...fraudRule, filter: [] });
    inside('deep/er/any.expect.json', { rule: 'r_3a4f', cases: [{ ...wrong, name: 'fires on anything' }] });
    inside('node_modules/x/bad.expect.json', {});
    inside('.git/bad.expect.json', {});
    const { code, stdout } = await test(folder);
    expect(code).toBe(0);
    expect(stdout).toContain('✓ 2 cases · 2 passed · 0 failed · 1 rule in 2 files');
    inside('deep/copy.rule.json', fraudRule);
    const twice = await test(folder);
    expect(twice.code).toBe(1);
    expect(twice.stdout).toContain(
      `rule: two files hold the rule r_3a4f: ${path('deep/copy.rule.json')} and ${path('deep/fraud.rule.json')}\n`,
    );
  });

  it('is red for a rule that is nowhere, with near ids', async () => {
    const { folder } = fraudWith([], { 'fraud.expect.json': { rule: 'r_3a4e', cases: [fires] } });
    const { code, stdout } = await test(folder, '--data', join(folder, 'no-data'));
    expect(code).toBe(1);
    expect(stdout).toContain(
      '      rule: there is no rule r_3a4e, neither in a *.rule.json beside it nor stored; did you mean r_3a4f?\n',
    );
    const alone = folderWith({ 'fraud.expect.json': { rule: 'r_3a4f', cases: [fires] } });
    expect((await test(alone.folder)).stdout).toContain('beside it nor stored\n');
  });

  it('takes stored rules where no file has the id, and says when a draft differs', async () => {
    const stored = {
      rule: 'r_billing_escalate',
      cases: [{ name: 'fires', given: [billingTicket], expect: { outcome: 'would-skip' } }],
    };
    const { folder, path } = folderWith({ 'billing.expect.json': stored });
    const data = ['--data', path('data')];
    expect((await test(folder, ...data)).code).toBe(1);
    await rulewrightHere(['rules', 'list', ...data]);
    const { code, stdout } = await test(folder, ...data);
    expect(code).toBe(0);
    expect(stdout).toContain('r_billing_escalate "');
    const store = await openIn(path('data'));
    const { rule, revision, layout } = granted(store.getRule('r_billing_escalate'));
    const draft = { ...rule, filter: [] };
    granted(store.saveDraft({ id: rule.id, rule: draft, layout, codeText: null, baseRevision: revision }));
    store.close();
    const edited = await test(folder, ...data);
    expect(edited).toMatchObject({
      code: 1,
      stderr: 'The draft of r_billing_escalate is tested; it differs from version 1.\n',
    });
  });

  it('gives events without a time the one it is told', async () => {
    const { firedAt: _, ...timeless } = sessionOpened('cards', 'fraud');
    const rule = { ...fraudRule, filter: [{ path: 'firedAt', op: 'eq', value: '2026-07-01T00:00:00.000Z' }] };
    const { folder } = fraudWith([{ ...fires, given: [timeless] }], { 'fraud.rule.json': rule });
    expect((await test(folder, '--at', '2026-07-01')).code).toBe(0);
    expect((await test(folder)).code).toBe(1);
  });

  it('means the own expectations of a rule file', async () => {
    const { path } = fraudWith([fires], {
      'other.rule.json': { ...fraudRule, id: 'r_other' },
      'other.expect.json': { rule: 'r_other', cases: [wrong] },
    });
    expect((await test(path('fraud.rule.json'))).code).toBe(0);
    expect((await test(path('other.rule.json'))).code).toBe(1);
    expect((await test(path('other.expect.json'))).code).toBe(1);
  });

  it('reads expectations from standard input, and the current folder by default', async () => {
    const text = JSON.stringify({ rule: 'r_3a4f', cases: [fires] });
    const piped = await rulewrightHere(['test', '-'], text);
    expect(piped.stdout).toContain('-  r_3a4f\n');
    expect(piped.code).toBe(1);
    expect((await rulewrightHere(['test', '-'], '{')).stderr).toMatch(/^error: standard input: not JSON/);
    const { folder } = fraudWith([fires]);
    const here = await rulewright(['test', '--json'], '', folder);
    expect(JSON.parse(here.stdout).cases[0].file).toBe('fraud.expect.json');
    expect(here.code).toBe(0);
  });
});
