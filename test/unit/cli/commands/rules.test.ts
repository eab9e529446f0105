import { describe, expect, it } from 'vitest';
import { billingRule, folderWith, fraudRule, rulewright, rulewrightHere } from '../run-cli.ts';

/** A data folder of its own, with the command line on it. */
function onData() {
  const { path } = folderWith({
    'fraud.rule.json': { ...fraudRule, id: undefined },
    'billing.json': billingRule,
  });
  const data = path('data');
  return { path, run: (...args: string[]) => rulewrightHere([...args, '--data', data]) };
}

describe('rules', () => {
  it('new stores a disabled rule with an id of its own, which list and show then give back', async () => {
    const { run, path } = onData();
    const first = JSON.parse((await run('rules', 'new', path('fraud.rule.json'), '--json')).stdout);
    const second = JSON.parse((await run('rules', 'new', path('fraud.rule.json'), '--json')).stdout);
    expect(first).toMatchObject({ name: fraudRule.name, enabled: false, version: 1 });
    expect(second.id).not.toBe(first.id);
    const list = JSON.parse((await run('rules', 'list', '--json')).stdout);
    expect(list).toEqual(expect.arrayContaining([expect.objectContaining({ id: first.id, enabled: false })]));
    const shown = JSON.parse((await run('rules', 'show', first.id, '--json')).stdout);
    expect(shown).toEqual(first);
  });

  it('new keeps the id a file names, unless a rule has it', async () => {
    const { run, path } = onData();
    expect((await run('rules', 'new', path('billing.json'))).stdout).toMatch(/^r_billing {2}/);
    const again = await run('rules', 'new', path('billing.json'));
    expect(again.code).toBe(0);
    expect(again.stdout).not.toMatch(/^r_billing {2}/);
    expect(again.stderr).toContain('r_billing');
  });

  it('enable and disable are versions with their reason in the history', async () => {
    const { run, path } = onData();
    await run('rules', 'new', path('billing.json'), '--why', 'first');
    await run('rules', 'enable', 'r_billing', '--why', 'reviewed');
    const off = await run('rules', 'disable', 'Billing auto-escalate', '--why', 'too loud');
    expect(off.stdout).toContain('disabled · version 3');
    const history = JSON.parse((await run('rules', 'history', 'r_billing', '--json')).stdout);
    expect(
      history.map((entry: { version: number; why: string; rule: { enabled: boolean } }) => [
        entry.version,
        entry.why,
        entry.rule.enabled,
      ]),
    ).toEqual([
      [3, 'too loud', false],
      [2, 'reviewed', true],
      [1, 'first', false],
    ]);
  });

  it('delete puts a rule away and keeps its history', async () => {
    const { run, path } = onData();
    await run('rules', 'new', path('billing.json'));
    expect((await run('rules', 'delete', 'r_billing', '--why', 'done')).code).toBe(0);
    expect((await run('rules', 'show', 'r_billing')).code).toBe(2);
    expect((await run('rules', 'history', 'r_billing')).stdout).toContain('v1');
  });

  it('a reason that is too long ends with 2, in words', async () => {
    const { run } = onData();
    const refused = await run('rules', 'disable', 'r_fraud_cards', '--why', 'x'.repeat(1001));
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toMatch(/^error: why: /);
  });

  it('an unknown rule ends with 2 and near matches', async () => {
    const { run } = onData();
    const missing = await run('rules', 'show', 'r_fraud_card');
    expect(missing).toMatchObject({ code: 2, stdout: '' });
    expect(missing.stderr).toContain('did you mean r_fraud_cards?');
  });

  it('duplicate makes a disabled copy', async () => {
    const { run } = onData();
    const copy = JSON.parse((await run('rules', 'duplicate', 'r_fraud_cards', '--json')).stdout);
    expect(copy).toMatchObject({ enabled: false, version: 1 });
    expect(copy.name).toMatch(/\(copy\)$/);
  });

  it('are the same for the next process', async () => {
    const { path } = onData();
    const data = ['--data', path('data')];
    await rulewright([...data, 'rules', 'new', path('billing.json')]);
    const shown = await rulewright(['rules', 'show', 'r_billing', '--json', ...data]);
    expect(JSON.parse(shown.stdout)).toMatchObject({ id: 'r_billing', version: 1 });
  });
});

describe('run', () => {
  it('dry-runs a stored rule on its first sample event that matches', async () => {
    const { run } = onData();
    const record = JSON.parse((await run('run', 'r_billing_escalate', '--json')).stdout);
    expect(record).toMatchObject({ driver: 'dry-run', outcome: 'would-execute', sideEffects: 0 });
  });

  it('takes a sample by name, a file, a subject, or the schedule', async () => {
    const { run } = onData();
    const outcomes = await Promise.all([
      run('run', 'r_fraud_cards', '--event', 'Suspected fraud, Loans, e-mail', '--json', '--dry-run'),
      run('run', 'r_fraud_cards', '--subject', 's_7001', '--json'),
      run('run', 'r_retention_digest', '--schedule', '--json'),
    ]);
    expect(outcomes.map(({ stdout }) => JSON.parse(stdout).reason)).toEqual(['scope', null, null]);
  });

  it('--commit ends with 1, because no workspace is connected', async () => {
    const { run } = onData();
    const committed = await run('run', 'r_fraud_cards', '--commit', '--json');
    expect(committed).toMatchObject({ code: 1, stdout: '' });
    expect(committed.stderr).toContain('no workspace is connected');
  });

  it('an unknown event ends with 2', async () => {
    const { run } = onData();
    expect((await run('run', 'r_fraud_cards', '--event', 'nothing like this')).code).toBe(2);
  });
});

describe('import and export', () => {
  const billing = {
    name: 'Billing auto-escalate',
    trigger: 'TicketCreated',
    conditions: [
      { field: 'priority', op: 'eq', value: 'high' },
      { field: 'tags', op: 'contains', value: 'billing' },
    ],
    actions: [
      { name: 'assign', params: { assignee_id: 123456 } },
      { name: 'add_internal_note', params: { text: 'Auto-routed to billing team' } },
    ],
    cooldown_s: 0,
    enabled: false,
  };

  it('stores a dialect rule, says how it was scoped, and writes it back as it was', async () => {
    const { path } = folderWith({ 'billing.json': billing });
    const data = ['--data', path('data')];
    const imported = await rulewrightHere(['import', path('billing.json'), '--from', 'helpdesk', ...data]);
    expect(imported.stdout).toMatch(/^r_\w+ {2}"Billing auto-escalate" {2}disabled · version 1\n.*helpdesk/s);
    const [id = ''] = imported.stdout.split(' ');
    const exported = await rulewrightHere(['export', id, '--to', 'helpdesk', ...data]);
    expect(JSON.parse(exported.stdout)).toEqual(billing);
  });

  it('names the place of what cannot be imported, and imports nothing', async () => {
    const bad = { ...billing, conditions: [{ field: 'priority', op: 'like', value: 'h' }] };
    const { path } = folderWith({ 'billing.json': [billing, bad] });
    const data = ['--data', path('data')];
    const before = await rulewrightHere(['rules', 'list', '--json', ...data]);
    const refused = await rulewrightHere(['import', path('billing.json'), '--from', 'helpdesk', ...data]);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('[1].conditions[0].op');
    expect((await rulewrightHere(['rules', 'list', '--json', ...data])).stdout).toBe(before.stdout);
  });

  it('ends with 1 and the places of what a dialect cannot say', async () => {
    const { path } = folderWith({ 'fraud.json': fraudRule });
    const refused = await rulewrightHere(['export', path('fraud.json'), '--to', 'cx']);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain('filter');
  });

  it('needs to know the dialect', async () => {
    const { path } = folderWith({ 'billing.json': billing });
    const refused = await rulewrightHere(['import', path('billing.json'), '--from', 'zendesk']);
    expect(refused.code).toBe(2);
  });
});
