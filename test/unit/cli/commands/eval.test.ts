import { describe, expect, it } from 'vitest';
import {
  billingRule,
  billingTicket,
  folderWith,
  fraudRule,
  rulewright,
  rulewrightHere,
  sessionOpened,
} from '../run-cli.ts';

const clock = ['--at', '2026-03-02T09:15:00Z', '--seed', '7'];

describe('eval --json', () => {
  it.each([
    ['a matching event', sessionOpened('cards', 'fraud'), 'would-execute', null, 'would-run'],
    [
      'an event that misses the conditions',
      sessionOpened('cards', 'limit'),
      'would-skip',
      'conditions',
      'not-reached',
    ],
    ['an event of another app', sessionOpened('loans', 'fraud'), 'not-considered', 'scope', 'not-reached'],
  ])('says what the fraud rule would do to %s', async (_title, event, outcome, reason, status) => {
    const { path } = folderWith({ 'rule.json': fraudRule, 'event.json': event });
    const run = await rulewrightHere([
      'eval',
      '--rule',
      path('rule.json'),
      '--event',
      path('event.json'),
      '--json',
    ]);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    const record = JSON.parse(run.stdout);
    expect(record).toMatchObject({ recordVersion: 1, driver: 'dry-run', outcome, reason, sideEffects: 0 });
    expect(record.rule).toMatchObject({ id: 'r_3a4f', version: 1 });
    expect(record.steps.map((step: { type: string; status: string }) => [step.type, step.status])).toEqual([
      ['tag_session', status],
      ['send_email', status],
      ['escalate_to_human', status],
    ]);
  });

  it('shows both conditions of the billing rule with expected and actual values, though one alone decides', async () => {
    const { path } = folderWith({ 'rule.json': billingRule, 'event.json': billingTicket });
    const run = await rulewrightHere([
      'eval',
      '--rule',
      path('rule.json'),
      '--event',
      path('event.json'),
      '--json',
    ]);
    expect(JSON.parse(run.stdout)).toMatchObject({
      outcome: 'would-skip',
      reason: 'conditions',
      notes: expect.arrayContaining(['rule is disabled']),
      filter: {
        pass: false,
        nodes: [
          {
            path: 'payload.ticket.priority',
            op: 'eq',
            expected: 'high',
            actual: 'normal',
            pass: false,
            reached: true,
          },
          { op: 'contains', expected: 'billing', actual: ['billing', 'invoice'], pass: true, reached: false },
        ],
      },
    });
  });

  it('prints the same bytes for the same time and seed, its keys in the documented order', async () => {
    const { path } = folderWith({ 'rule.json': fraudRule, 'event.json': sessionOpened('cards', 'fraud') });
    const args = ['eval', '--rule', path('rule.json'), '--event', path('event.json'), '--json', ...clock];
    const [first, second, bare] = await Promise.all([
      rulewright(args),
      rulewrightHere(args),
      rulewrightHere([...args, '--no-timings']),
    ]);
    expect(first.stdout).toBe(second.stdout);
    const keys = [
      ...['recordVersion', 'rule', 'event', 'driver', 'outcome', 'reason', 'notes', 'filter', 'steps'],
      ...['counts', 'sideEffects'],
    ];
    expect(Object.keys(JSON.parse(first.stdout))).toEqual([...keys, 'startedAt', 'latencyMs']);
    expect(Object.keys(JSON.parse(bare.stdout))).toEqual(keys);
  });

  it('calls an unknown action an invalid step, and still answers', async () => {
    const rule = { ...fraudRule, actions: [{ type: 'tag_sesion', params: {} }] };
    const { path } = folderWith({ 'rule.json': rule, 'event.json': sessionOpened('cards', 'fraud') });
    const run = await rulewrightHere([
      'eval',
      '--rule',
      path('rule.json'),
      '--event',
      path('event.json'),
      '--json',
    ]);
    expect(run.code).toBe(0);
    expect(JSON.parse(run.stdout).steps[0]).toMatchObject({
      status: 'invalid',
      error: { message: /tag_session/ },
    });
  });

  it('fires a scheduled rule at the time it is told', async () => {
    const rule = {
      name: 'Digest',
      scope: { apps: ['documents'] },
      trigger: { kind: 'schedule', schedule: { kind: 'daily-utc', hour: 8, minute: 0, weekday: 1 } },
      actions: [
        { type: 'email-saved-search', params: { savedSearch: 'unfilled-retention', recipients: ['me'] } },
      ],
      createdBy: 'm_nora_f',
    };
    const { path } = folderWith({ 'rule.json': rule });
    const at = '2026-03-02T08:00:00.000Z';
    const run = await rulewrightHere([
      'eval',
      '--rule',
      path('rule.json'),
      '--schedule',
      '--json',
      '--at',
      at,
    ]);
    const record = JSON.parse(run.stdout);
    expect(record).toMatchObject({ outcome: 'would-execute', startedAt: at, event: { type: 'schedule' } });
  });

  it('says when a scheduled rule is due next, and keeps that out of the record', async () => {
    const rule = {
      name: 'Digest',
      scope: { apps: ['documents'] },
      trigger: { kind: 'schedule', schedule: { kind: 'daily-utc', hour: 8, minute: 0, weekday: 1 } },
    };
    const { path } = folderWith({ 'rule.json': rule });
    const args = ['eval', '--rule', path('rule.json'), '--schedule', '--at', '2025-11-20T08:00:00Z'];
    const { stdout } = await rulewrightHere(args);
    expect(stdout).toContain('Next due  Mon 24 Nov 2025, 08:00 UTC\n');
    expect(stdout.match(/ \d{4}, 08:00 UTC/g)).toHaveLength(10);
    expect((await rulewrightHere([...args, '--json'])).stdout).not.toContain('2025-11-24');
  });

  it('assumes the failures it is told, and refuses those that cannot be', async () => {
    const { path } = folderWith({ 'rule.json': fraudRule, 'event.json': sessionOpened('cards', 'fraud') });
    const args = ['eval', '--rule', path('rule.json'), '--event', path('event.json')];
    const failed = await rulewrightHere([
      ...args,
      '--json',
      '--fault',
      's2=smtp-4xx',
      '--fault',
      's3=network@1',
    ]);
    const record = JSON.parse(failed.stdout);
    expect(failed.code).toBe(0);
    expect(record.steps.map((step: { status: string }) => step.status)).toEqual([
      'would-run',
      'failed',
      'would-run',
    ]);
    expect(record.steps[2].attempts).toHaveLength(2);
    const words = await rulewrightHere([...args, '--fault', 's2=smtp-4xx', '--fault', 's3=network@1']);
    expect(words.stdout).toMatch(/send_email {2}✗ failed .*\(after 4 attempts\)/);
    expect(words.stdout).toContain('(on attempt 2');
    for (const fault of ['s2', 's9=network', 's1=smtp-4xx']) {
      expect((await rulewrightHere([...args, '--fault', fault])).code).toBe(2);
    }
  });

  it('prints the same bytes whenever it is called, when times are left out', async () => {
    const { path } = folderWith({ 'rule.json': fraudRule, 'event.json': sessionOpened('cards', 'fraud') });
    const args = [
      'eval',
      '--rule',
      path('rule.json'),
      '--event',
      path('event.json'),
      '--json',
      '--no-timings',
    ];
    const { firedAt } = sessionOpened('cards', 'fraud');
    const { stdout } = await rulewrightHere(args);
    expect(JSON.parse(stdout).steps[0].attempts).toEqual([{ at: new Date(firedAt).toISOString() }]);
    expect((await rulewrightHere(args)).stdout).toBe(stdout);
  });

  it('takes an event in a CloudEvents envelope, and says so without touching the record', async () => {
    const { payload, type, app } = sessionOpened('cards', 'fraud');
    const envelope = { specversion: '1.0', id: 'c1', source: '/x', type, app, data: payload };
    const { path } = folderWith({ 'rule.json': fraudRule, 'event.json': envelope });
    const run = await rulewrightHere([
      'eval',
      '--rule',
      path('rule.json'),
      '--event',
      path('event.json'),
      '--json',
    ]);
    expect(JSON.parse(run.stdout)).toMatchObject({
      outcome: 'would-execute',
      event: { id: 'c1' },
      notes: [],
    });
    expect(run.stderr).toContain('CloudEvents');
  });

  it('says so when a record would be larger than text can be', async () => {
    const event = sessionOpened('cards', 'fraud');
    const filter = Array.from({ length: 900 }, () => ({ path: 'payload.big', op: 'exists', value: true }));
    const { path } = folderWith({
      'rule.json': { ...fraudRule, filter },
      'event.json': { ...event, payload: { ...event.payload, big: 'x'.repeat(900_000) } },
    });
    const args = ['eval', '--rule', path('rule.json'), '--event', path('event.json'), '--json'];
    const run = await rulewrightHere(args);
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toMatch(/^error: the record is too large to be written/);
  });

  it('reads the rule from standard input', async () => {
    const { path } = folderWith({ 'event.json': sessionOpened('cards', 'fraud') });
    const args = ['eval', '--rule', '-', '--event', path('event.json'), '--json'];
    const run = await rulewrightHere(args, JSON.stringify(fraudRule));
    expect(JSON.parse(run.stdout).outcome).toBe('would-execute');
  });
});

describe('eval for people', () => {
  it('shows rule, event, every condition, every step, the sum, and how to commit, without colour in a pipe', async () => {
    const { path } = folderWith({ 'rule.json': fraudRule, 'event.json': sessionOpened('cards', 'fraud') });
    const run = await rulewrightHere([
      'eval',
      '--rule',
      path('rule.json'),
      '--event',
      path('event.json'),
      ...clock,
    ]);
    expect(run.stdout).toMatchInlineSnapshot(`
      "Dry run · r_3a4f  no side effects

      ▸ Rule    "Auto-tag & escalate fraud-flagged Cards sessions" · version 1
      ▸ Event   e_cards_fraud: session.opened · app=cards (Cards) · channel=whatsapp

      Conditions
        ✓ payload.session.topic equals "fraud"  expected eq "fraud", actual "fraud"

      Verdict     would execute

      [1/3] tag_session  would set tags = ["fraud-suspect"]
      [2/3] send_email  would send to fraud-ops@acme-bank.com (template: fraud-alert-v2)  (output predicted)
      [3/3] escalate_to_human  would route to team=fraud · pin to Sara K.

      ✓ Dry run complete · 0 errors · 0 side effects · elapsed 0 ms
      To apply it: store the rule with "rules new", then "run RULE --commit" with a workspace connected.
      "
    `);
  });

  it('shows what a condition expected and what there was', async () => {
    const { path } = folderWith({ 'rule.json': billingRule, 'event.json': billingTicket });
    const run = await rulewrightHere(['eval', '--rule', path('rule.json'), '--event', path('event.json')]);
    expect(run.stdout).toContain(
      '✗ payload.ticket.priority equals "high"  expected eq "high", actual "normal"',
    );
    expect(run.stdout).toContain('✓ payload.ticket.tags contains "billing"');
  });

  it('does not let data write to the terminal', async () => {
    const event = sessionOpened('cards', 'fraud');
    event.payload.session.channel = 'web\u001b[2J';
    const { path } = folderWith({ 'rule.json': fraudRule, 'event.json': event });
    const run = await rulewrightHere(['eval', '--rule', path('rule.json'), '--event', path('event.json')]);
    expect(run.stdout).not.toContain('\u001b');
    expect(run.stdout).toContain('channel=web\\u001b[2J');
  });
});

describe('input that cannot be read', () => {
  const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
  const leafAt = (path: string) => ({ ...fraudRule, filter: [{ any: [{ path, op: 'eq', value: 1 }] }] });

  it.each<[string, unknown, RegExp]>([
    ['broken JSON', '{\n  "name": "x",\n  "trigger": }', /rule\.json: not JSON at line 3, column 14/],
    ['an empty file', '', /rule\.json: not JSON: the input is empty/],
    [
      'a forbidden path',
      leafAt('payload.__proto__.x'),
      /rule\.json: filter\[0\]\.any\[0\]\.path: .*__proto__/,
    ],
    ['a path that goes nowhere', leafAt('payloud.session'), /filter\[0\]\.any\[0\]\.path: .*payload/],
    [
      'a list that is none',
      { ...fraudRule, filter: [{ path: 'app', op: 'nin', value: 'cards' }] },
      /rule\.json: filter\[0\]\.value: expected list, got string/,
    ],
    [
      'an answer to "exists" that is none',
      { ...fraudRule, filter: [{ not: { path: 'app', op: 'exists', value: 'yes' } }] },
      /rule\.json: filter\[0\]\.not\.value: expected true or false, got string/,
    ],
    ['nesting 20,000 deep', deep, /nested too deeply/],
    [
      'a filter nested 20,000 deep',
      `{"name":"x","filter":${'[{"any":'.repeat(20_000)}`,
      /filter.*nested too deeply/,
    ],
    ['a rule of 2 MB', { ...fraudRule, description: 'x'.repeat(2_000_000) }, /rule\.json: too large/],
    ['a wrong shape', { ...fraudRule, scope: 'cards' }, /rule\.json: scope: expected object, got string/],
    [
      'a binary file',
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0xff]),
      /rule\.json: this is not text in UTF-8/,
    ],
  ])('%s ends with 2 and names file and place', async (_title, content, message) => {
    const { path } = folderWith({ 'rule.json': content, 'event.json': sessionOpened('cards', 'fraud') });
    const run = await rulewrightHere([
      'eval',
      '--rule',
      path('rule.json'),
      '--event',
      path('event.json'),
      '--json',
    ]);
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toMatch(message);
    expect(run.stderr).not.toMatch(/\n\s+at /);
  });

  it('a missing file, a directory and an event that is none end with 2', async () => {
    const { folder, path } = folderWith({ 'rule.json': fraudRule, 'event.json': { type: 'x' } });
    const evaluate = (rule: string, event: string) =>
      rulewrightHere(['eval', '--rule', rule, '--event', event]);
    const runs = await Promise.all([
      evaluate(path('none.json'), path('event.json')),
      evaluate(folder, path('event.json')),
      evaluate(path('rule.json'), path('event.json')),
    ]);
    expect(runs.map(({ code }) => code)).toEqual([2, 2, 2]);
    expect(runs[0]?.stderr).toContain('none.json: there is no such file');
    expect(runs[1]?.stderr).toContain('this is a directory');
    expect(runs[2]?.stderr).toContain('event.json: app: expected string');
  });

  it('more than the limit on standard input ends with 2', async () => {
    const { path } = folderWith({ 'event.json': sessionOpened('cards', 'fraud') });
    const run = await rulewrightHere(
      ['eval', '--rule', '-', '--event', path('event.json')],
      ' '.repeat(3_000_000),
    );
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('standard input: too large');
  });
});
