import { describe, expect, it } from 'vitest';
import { planBlockers } from '../../../engine/sync/index.ts';
import { granted } from '../store/setting.ts';
import { edit, keep, openSite, openStudio, refused, sampleRule, ship, value, versionsOf } from './setting.ts';

const workspace = 'prod';

async function studioWith(...rules: ReturnType<typeof sampleRule>[]) {
  const site = await openSite();
  const studio = await openStudio(site);
  for (const rule of rules) keep(studio, rule);
  return { site, studio };
}

function event(id: string, topic: string, app = 'cards') {
  return JSON.stringify({
    id,
    type: 'session.opened',
    app,
    firedAt: '2026-03-02T09:14:06Z',
    payload: { session: { id: `s_${id}`, topic, tags: [], channel: 'web', language: 'en' } },
  });
}

function recording(...lines: string[]) {
  const stream = async function* () {
    yield `${lines.join('\n')}\n`;
  };
  return { name: 'march.jsonl', source: { kind: 'stream' as const, stream: stream() } };
}

describe('a plan', () => {
  it('says of every rule what publishing would do, in words and field by field', async () => {
    const ids = ['r_changed', 'r_deleted', 'r_off', 'r_on', 'r_same'];
    const { studio } = await studioWith(...ids.map((id) => sampleRule(id, { enabled: id === 'r_off' })));
    value(await ship(studio));
    keep(studio, sampleRule('r_new', { enabled: true }));
    edit(studio, 'r_changed', { scope: { apps: ['cards', 'insurance'] } });
    granted(studio.store.removeRule({ id: 'r_deleted', why: '' }));
    granted(studio.store.setEnabled({ id: 'r_off', enabled: false, why: '' }));
    granted(studio.store.setEnabled({ id: 'r_on', enabled: true, why: '' }));
    const plan = value(await studio.sync.plan({ workspace, events: null, why: 'spring' }));
    expect(
      plan.items.map(({ ruleId, kind, words, diff }) => ({
        ruleId,
        kind,
        words: words.map(({ text }) => text),
        diff,
      })),
    ).toEqual([
      {
        ruleId: 'r_changed',
        kind: 'change',
        words: ['adds Insurance to the scope'],
        diff: [{ at: 'scope.apps[1]', after: 'insurance' }],
      },
      { ruleId: 'r_deleted', kind: 'delete', words: ['deletes the rule; its history stays'], diff: [] },
      {
        ruleId: 'r_new',
        kind: 'create',
        words: ['adds the rule for Cards, enabled'],
        diff: [],
      },
      {
        ruleId: 'r_off',
        kind: 'disable',
        words: ['disables the rule'],
        diff: [{ at: 'enabled', before: true, after: false }],
      },
      {
        ruleId: 'r_on',
        kind: 'enable',
        words: ['enables the rule'],
        diff: [{ at: 'enabled', before: false, after: true }],
      },
      { ruleId: 'r_same', kind: 'unchanged', words: [], diff: [] },
    ]);
    expect(plan).toMatchObject({
      planVersion: 1,
      workspace,
      tenant: 'acme-bank',
      why: 'spring',
      activation: 'Publishing enables “Rule r_new” and “Rule r_on”, and disables “Rule r_off”.',
      apps: [
        { app: 'cards', title: 'Cards', rules: ['r_changed', 'r_deleted', 'r_new', 'r_off', 'r_on'] },
        { app: 'insurance', title: 'Insurance', rules: ['r_changed'] },
      ],
    });
    expect(plan.remote.map(({ ruleId, version, enabled }) => ({ ruleId, version, enabled }))).toEqual(
      ids.map((ruleId) => ({ ruleId, version: 1, enabled: ruleId === 'r_off' })).toSorted(byRuleId),
    );
    for (const { checksum } of plan.remote) expect(checksum).toMatch(/^[0-9a-f]{64}$/);
  });

  it('says what it does not take: drafts, rules for others, rules that are only there', async () => {
    const { site, studio } = await studioWith(
      sampleRule('r_mine'),
      sampleRule('r_helpdesk', {
        scope: { apps: ['helpdesk'] },
        trigger: { kind: 'event', eventType: 'TicketCreated' },
      }),
    );
    await site.service.request('POST', '/api/v1/rules', {
      token: site.service.token('m_amina_r'),
      body: sampleRule('r_theirs'),
    });
    const { rule, revision, layout } = granted(studio.store.getRule('r_mine'));
    granted(
      studio.store.saveDraft({
        id: 'r_mine',
        baseRevision: revision,
        rule: { ...rule, name: 'Half done' },
        codeText: null,
        layout,
      }),
    );
    const plan = value(await studio.sync.plan({ workspace, events: null }));
    expect(plan.items).toMatchObject([
      { ruleId: 'r_mine', name: 'Rule r_mine', notes: [expect.stringContaining('not published')] },
    ]);
    expect(plan.outside).toEqual([{ ruleId: 'r_helpdesk', name: 'Rule r_helpdesk' }]);
    expect(plan.onlyThere).toEqual([{ ruleId: 'r_theirs', name: 'Rule r_theirs' }]);
  });

  it('measures its effect on a recording: which outcomes change, and why', async () => {
    const { studio } = await studioWith(sampleRule('r_1', { enabled: true }));
    value(await ship(studio));
    edit(studio, 'r_1', { filter: [{ path: 'payload.session.topic', op: 'eq', value: 'loan' }] });
    const events = recording(
      event('e1', 'fraud'),
      event('e2', 'loan'),
      event('e3', 'other'),
      event('e4', 'fraud'),
    );
    const { impact } = value(await studio.sync.plan({ workspace, events }));
    expect(impact).toMatchObject({ source: 'march.jsonl', events: 4, changed: 3 });
    const [only] = impact?.rules ?? [];
    expect(only?.ruleId).toBe('r_1');
    expect(
      only?.groups.map(({ before, after, events: count, sample }) => [before, after, count, sample]),
    ).toEqual([
      [{ outcome: 'would-execute', reason: null }, null, 2, 'e1'],
      [null, { outcome: 'would-execute', reason: null }, 1, 'e2'],
    ]);
  });

  it('warns of rules that overlap or set each other off', async () => {
    const { studio } = await studioWith(sampleRule('r_1', { enabled: true }));
    value(await ship(studio));
    keep(studio, sampleRule('r_2', { enabled: true }));
    const plan = value(await studio.sync.plan({ workspace, events: null }));
    expect(plan.warnings).toMatchObject([
      { ruleId: 'r_2', otherIds: ['r_1'], problem: { code: 'duplicate-rule', severity: 'warning' } },
    ]);
  });

  it('names the content that passed its expectations, and no other', async () => {
    const { studio } = await studioWith(sampleRule('r_1'));
    const { rule } = granted(studio.store.getRule('r_1'));
    value(studio.sync.markTested(rule, 3));
    const tested = async () => value(await studio.sync.plan({ workspace, events: null })).items[0]?.tested;
    expect(await tested()).toEqual({ at: '2026-03-02T09:00:00.000Z', cases: 3 });
    edit(studio, 'r_1', { name: 'Another' });
    expect(await tested()).toBeNull();
    edit(studio, 'r_1', { name: 'Rule r_1' });
    expect(await tested()).toEqual({ at: '2026-03-02T09:00:00.000Z', cases: 3 });
  });

  it('cannot be applied with conflicts or errors, and says with which', async () => {
    const { studio } = await studioWith(
      sampleRule('r_1', { actions: [{ id: 's1', type: 'fly', params: {} }] }),
      sampleRule('r_2'),
    );
    const plan = value(await studio.sync.plan({ workspace, events: null }));
    expect(planBlockers(plan)).toEqual([expect.stringMatching(/^r_1 \("Rule r_1"\) actions\[0\]\.type: /)]);
    const only = value(await studio.sync.plan({ workspace, events: null, rules: ['r_2'] }));
    expect(only.items.map(({ ruleId }) => ruleId)).toEqual(['r_2']);
    expect(planBlockers(only)).toEqual([]);
    expect(refused(await studio.sync.plan({ workspace, rules: ['r_none'] })).code).toBe('not-found');
  });

  it('for a rule that was never the same on both sides is a conflict, unless the contents agree', async () => {
    const { site, studio } = await studioWith(sampleRule('r_1'), sampleRule('r_2', { name: 'Mine' }));
    const token = site.service.token('m_amina_r');
    for (const id of ['r_1', 'r_2']) {
      await site.service.request('POST', '/api/v1/rules', { token, body: sampleRule(id) });
    }
    const plan = value(await studio.sync.plan({ workspace, events: null }));
    expect(plan.items).toMatchObject([
      { ruleId: 'r_1', kind: 'unchanged' },
      {
        ruleId: 'r_2',
        kind: 'conflict',
        conflict: { reason: 'never-synced' },
        drift: { author: 'm_amina_r' },
      },
    ]);
    expect(plan.activation).toBe('Publishing enables nothing.');
  });

  it('of another workspace is not applied here', async () => {
    const { studio } = await studioWith(sampleRule('r_1'));
    const plan = value(await studio.sync.plan({ workspace, events: null }));
    const elsewhere = { ...plan, url: 'https://rules.example' };
    expect(refused(await studio.sync.publish({ plan: elsewhere })).code).toBe('wrong-workspace');
    expect(refused(await studio.sync.publish({ plan: { ...plan, workspace: 'none' } })).code).toBe(
      'not-found',
    );
  });

  it('with nothing to do publishes nothing', async () => {
    const { studio } = await studioWith();
    const plan = value(await studio.sync.plan({ workspace, events: null }));
    expect(refused(await studio.sync.publish({ plan })).code).toBe('nothing-to-publish');
  });
});

describe('a rollback', () => {
  it('publishes an earlier content as a new version, the switch as it is, and the rule here follows', async () => {
    const { site, studio } = await studioWith(sampleRule('r_1', { enabled: true }));
    value(await ship(studio));
    edit(studio, 'r_1', { name: 'Worse' });
    value(await ship(studio));
    const plan = value(
      await studio.sync.planRollback({ workspace, ruleId: 'r_1', version: 1, why: 'too loud' }),
    );
    expect(plan.items).toMatchObject([
      { kind: 'change', words: [{ text: 'renames “Worse” to “Rule r_1”' }] },
    ]);
    value(await studio.sync.publish({ plan }));
    expect(
      versionsOf(site, 'r_1').map(({ version, rule, why }) => [version, rule.name, rule.enabled, why]),
    ).toEqual([
      [3, 'Rule r_1', true, 'Rollback to version 1: too loud'],
      [2, 'Worse', true, 'Published from Rulewright'],
      [1, 'Rule r_1', true, 'Published from Rulewright'],
    ]);
    expect(granted(studio.store.getRule('r_1')).rule.name).toBe('Rule r_1');
    const after = value(await studio.sync.plan({ workspace, events: null }));
    expect(after.items.map(({ kind }) => kind)).toEqual(['unchanged']);
  });

  it('brings a deleted rule back, disabled, in its own history', async () => {
    const { site, studio } = await studioWith(sampleRule('r_1', { enabled: true }));
    value(await ship(studio));
    granted(studio.store.removeRule({ id: 'r_1', why: '' }));
    value(await ship(studio));
    const plan = value(await studio.sync.planRollback({ workspace, ruleId: 'r_1', version: 1 }));
    expect(plan.activation).toBe('Publishing enables nothing.');
    value(await studio.sync.publish({ plan }));
    expect(versionsOf(site, 'r_1').map(({ change, rule }) => [change, rule.enabled])).toEqual([
      ['created', false],
      ['deleted', false],
      ['created', true],
    ]);
    expect(granted(studio.store.getRule('r_1')).rule.enabled).toBe(false);
  });

  it('to what it has, or to a version that never was, is refused', async () => {
    const { studio } = await studioWith(sampleRule('r_1'));
    value(await ship(studio));
    const about = { workspace, ruleId: 'r_1' };
    expect(refused(await studio.sync.planRollback({ ...about, version: 1 })).code).toBe('nothing-to-publish');
    expect(refused(await studio.sync.planRollback({ ...about, version: 9 }))).toEqual({
      code: 'not-found',
      message: 'r_1 has no version 9 in "prod"; it has 1',
    });
  });
});

function byRuleId(a: { ruleId: string }, b: { ruleId: string }): number {
  return a.ruleId < b.ruleId ? -1 : 1;
}
