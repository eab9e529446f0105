import { describe, expect, it } from 'vitest';
import type { Rule } from '../../../engine/model/index.ts';
import { granted } from '../store/setting.ts';
import {
  edit,
  keep,
  openSite,
  openStudio,
  refused,
  type Site,
  type Studio,
  sampleRule,
  ship,
  value,
} from './setting.ts';

/** Two studios that agree with the workspace on one rule. */
async function agreed(): Promise<{ site: Site; ana: Studio; ben: Studio }> {
  const site = await openSite();
  const ana = await openStudio(site);
  keep(ana, sampleRule('r_1', { enabled: true }));
  value(await ship(ana));
  const ben = await openStudio(site, 'm_amina_r');
  const pulled = value(await ben.sync.pull({ workspace: 'prod' }));
  expect(pulled.rules).toEqual([
    { ruleId: 'r_1', name: 'Rule r_1', kind: 'created', words: [], drift: null, conflict: null },
  ]);
  return { site, ana, ben };
}

function localRule({ store }: Studio, id = 'r_1'): Rule {
  return granted(store.getRule(id)).rule;
}

async function pulledOne(studio: Studio) {
  const [only, ...more] = value(await studio.sync.pull({ workspace: 'prod' })).rules;
  expect(more).toEqual([]);
  return only;
}

describe('a pull', () => {
  it('brings a rule with its switch, and nothing more the second time', async () => {
    const { ben } = await agreed();
    expect(localRule(ben)).toMatchObject({ name: 'Rule r_1', enabled: true, version: 1 });
    expect(await pulledOne(ben)).toMatchObject({ kind: 'unchanged', drift: null });
    expect(granted(ben.store.ruleHistory('r_1'))).toHaveLength(1);
  });

  it('takes what others changed where nothing was changed here, as a version that names them', async () => {
    const { ana, ben } = await agreed();
    edit(ana, 'r_1', { name: 'Better', scope: { apps: ['cards', 'loans'] } });
    value(await ship(ana, { why: 'Loans too' }));
    expect(await pulledOne(ben)).toMatchObject({
      kind: 'updated',
      words: ['renames “Rule r_1” to “Better”', 'adds Loans to the scope'],
      drift: { what: 'changed', author: 'm_omar_d', version: 2, why: 'Loans too' },
    });
    expect(localRule(ben)).toMatchObject({ name: 'Better', version: 2 });
    const [newest] = granted(ben.store.ruleHistory('r_1'));
    expect(newest?.why).toContain('Pulled from prod: m_omar_d changed it');
  });

  it('takes a switch that was moved there', async () => {
    const { ana, ben } = await agreed();
    value(await ana.sync.setEnabled({ workspace: 'prod', ruleId: 'r_1', enabled: false }));
    expect(await pulledOne(ben)).toMatchObject({
      kind: 'updated',
      words: ['disables the rule'],
      drift: { what: 'disabled', author: 'm_omar_d' },
    });
    expect(localRule(ben).enabled).toBe(false);
  });

  it('leaves what was only changed here', async () => {
    const { ben } = await agreed();
    edit(ben, 'r_1', { name: 'Mine' });
    expect(await pulledOne(ben)).toMatchObject({ kind: 'kept' });
    expect(localRule(ben).name).toBe('Mine');
  });

  it('merges changes in different places', async () => {
    const { ana, ben } = await agreed();
    edit(ana, 'r_1', { name: 'Better' });
    value(await ship(ana));
    edit(ben, 'r_1', { labels: ['cards'] });
    expect(await pulledOne(ben)).toMatchObject({ kind: 'merged', words: ['renames “Rule r_1” to “Better”'] });
    expect(localRule(ben)).toMatchObject({ name: 'Better', labels: ['cards'] });
    const plan = value(await ben.sync.plan({ workspace: 'prod', events: null }));
    expect(plan.items.map(({ kind, words }) => ({ kind, words: words.map(({ text }) => text) }))).toEqual([
      { kind: 'change', words: ['adds the label “cards”'] },
    ]);
  });

  it('touches nothing where both changed the same, and lists it with all three sides', async () => {
    const { ana, ben } = await agreed();
    edit(ana, 'r_1', { name: 'Theirs' });
    value(await ship(ana));
    edit(ben, 'r_1', { name: 'Mine' });
    for (const _ of [1, 2]) {
      expect(await pulledOne(ben)).toMatchObject({
        kind: 'conflict',
        drift: { author: 'm_omar_d' },
        conflict: {
          reason: 'both-changed',
          mergesCleanly: false,
          fields: [{ id: 'name', at: 'name', base: 'Rule r_1', mine: 'Mine', theirs: 'Theirs' }],
        },
      });
      expect(localRule(ben).name).toBe('Mine');
    }
  });

  it('touches no rule whose draft has changes that are no version yet', async () => {
    const { ana, ben } = await agreed();
    edit(ana, 'r_1', { name: 'Theirs' });
    value(await ship(ana));
    const { rule, revision, layout } = granted(ben.store.getRule('r_1'));
    const draft = { ...rule, name: 'Half done' };
    granted(ben.store.saveDraft({ id: 'r_1', baseRevision: revision, rule: draft, codeText: null, layout }));
    expect(await pulledOne(ben)).toMatchObject({ kind: 'unsaved' });
    expect(localRule(ben).name).toBe('Half done');
  });

  it('removes what was deleted there, unless it was changed here', async () => {
    const { site, ana, ben } = await agreed();
    granted(ana.store.removeRule({ id: 'r_1', why: 'old' }));
    value(await ship(ana));
    const carl = await openStudio(site);
    expect(value(await carl.sync.pull({ workspace: 'prod' })).rules).toEqual([]);
    edit(ben, 'r_1', { name: 'Mine' });
    expect(await pulledOne(ben)).toMatchObject({
      kind: 'conflict',
      conflict: {
        reason: 'deleted-there',
        fields: [{ id: 'rule', mine: { name: 'Mine' }, base: { name: 'Rule r_1' } }],
      },
    });
    edit(ben, 'r_1', { name: 'Rule r_1' });
    expect(await pulledOne(ben)).toMatchObject({ kind: 'removed', drift: { what: 'deleted' } });
    expect(ben.store.getRule('r_1')).toMatchObject({ ok: false, error: { kind: 'not-found' } });
    expect(value(await ben.sync.pull({ workspace: 'prod' })).rules).toEqual([]);
  });
});

describe('a conflict', () => {
  async function disputed() {
    const { site, ana, ben } = await agreed();
    edit(ana, 'r_1', { name: 'Theirs', order: 7 });
    value(await ship(ana));
    edit(ben, 'r_1', { name: 'Mine', order: 9, labels: ['kept'] });
    expect(await pulledOne(ben)).toMatchObject({ kind: 'conflict' });
    return { site, ana, ben };
  }
  const about = { workspace: 'prod', ruleId: 'r_1' };

  it('is looked at before it is settled, and stays open for what nobody chose', async () => {
    const { ben } = await disputed();
    const preview = value(
      await ben.sync.previewConflict({ ...about, choices: { name: 'theirs', order: 'mine' } }),
    );
    expect(preview.rule).toMatchObject({ name: 'Theirs', order: 9, labels: ['kept'] });
    expect(localRule(ben).name).toBe('Mine');
    const half = refused(await ben.sync.resolveConflict({ ...about, choices: { name: 'theirs' } }));
    expect(half).toMatchObject({ code: 'conflicts', message: 'choose a side for order' });
    expect(localRule(ben).name).toBe('Mine');
  });

  it('settled field by field is a version here, and only what is mine is published', async () => {
    const { ben } = await disputed();
    const settled = value(
      await ben.sync.resolveConflict({ ...about, choices: { name: 'theirs', order: 'mine' } }),
    );
    expect(settled).toMatchObject({ kind: 'merged', words: ['renames “Mine” to “Theirs”'], conflict: null });
    expect(localRule(ben)).toMatchObject({ name: 'Theirs', order: 9, labels: ['kept'], version: 3 });
    const [item] = value(await ben.sync.plan({ workspace: 'prod', events: null })).items;
    expect(item).toMatchObject({
      kind: 'change',
      drift: null,
      diff: [
        { at: 'labels[0]', after: 'kept' },
        { at: 'order', before: 7, after: 9 },
      ],
    });
  });

  it('settled by theirs leaves nothing to publish', async () => {
    const { ben } = await disputed();
    value(await ben.sync.resolveConflict({ ...about, choices: 'theirs' }));
    expect(localRule(ben)).toMatchObject({ name: 'Theirs', order: 7, labels: ['kept'] });
    const again = refused(await ben.sync.resolveConflict({ ...about, choices: 'theirs' }));
    expect(again).toMatchObject({ code: 'not-found', message: 'r_1 has no conflict with "prod"' });
  });

  it.each([
    ['mine', 'create'],
    ['theirs', null],
  ] as const)('with a rule deleted there, settled by %s, plans %s', async (choices, kind) => {
    const { ana, ben } = await agreed();
    granted(ana.store.removeRule({ id: 'r_1', why: '' }));
    value(await ship(ana));
    edit(ben, 'r_1', { name: 'Mine' });
    value(await ben.sync.resolveConflict({ ...about, choices }));
    const { items } = value(await ben.sync.plan({ workspace: 'prod', events: null }));
    expect(items.map((item) => item.kind)).toEqual(kind === null ? [] : [kind]);
  });

  it.each([
    ['mine', 'delete'],
    ['theirs', 'unchanged'],
  ] as const)('with a rule deleted here, settled by %s, plans %s', async (choices, kind) => {
    const { ana, ben } = await agreed();
    edit(ana, 'r_1', { name: 'Theirs' });
    value(await ship(ana));
    granted(ben.store.removeRule({ id: 'r_1', why: '' }));
    expect(await pulledOne(ben)).toMatchObject({ kind: 'conflict', conflict: { reason: 'deleted-here' } });
    value(await ben.sync.resolveConflict({ ...about, choices }));
    const { items } = value(await ben.sync.plan({ workspace: 'prod', events: null }));
    expect(items.map((item) => item.kind)).toEqual([kind]);
    if (choices === 'theirs') expect(localRule(ben)).toMatchObject({ name: 'Theirs', enabled: true });
  });
});
