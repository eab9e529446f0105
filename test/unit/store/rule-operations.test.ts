import { describe, expect, it } from 'vitest';
import { granted, openIn, ruleNamed, temporaryFolder } from './setting.ts';

describe('creating a rule', () => {
  it('saves it as version 1, disabled, whatever the rule itself says', async () => {
    const store = await openIn(temporaryFolder());
    const rule = { ...ruleNamed('Fraud'), enabled: true, version: 9 };
    const created = granted(store.createRule({ rule, why: 'first' }));
    expect(created.rule).toMatchObject({ version: 1, enabled: false });
    expect(created).toMatchObject({ revision: 1, hasUnsavedVersion: false, codeText: null });
    expect(granted(store.ruleHistory('r_1'))).toMatchObject([{ version: 1, who: 'ana', why: 'first' }]);
  });

  it('refuses an id that is taken, even by a removed rule', async () => {
    const store = await openIn(temporaryFolder());
    granted(store.createRule({ rule: ruleNamed('One'), why: '' }));
    granted(store.removeRule({ id: 'r_1', why: '' }));
    const again = store.createRule({ rule: ruleNamed('Two'), why: '' });
    expect(again).toEqual({ ok: false, error: { kind: 'id-taken', id: 'r_1' } });
  });

  it('creates all of several rules or none', async () => {
    const store = await openIn(temporaryFolder());
    const entries = ['r_a', 'r_b', 'r_a'].map((id) => ({ rule: ruleNamed('Rule', id), why: '' }));
    expect(store.createRules(entries).ok).toBe(false);
    expect(granted(store.listRules())).toEqual([]);
  });
});

describe('saving a draft', () => {
  it('keeps content, text and positions, and tells that a version is due', async () => {
    const folder = temporaryFolder();
    const store = await openIn(folder);
    const { rule, revision } = granted(store.createRule({ rule: ruleNamed('Fraud'), why: '' }));
    const layout = { trigger: { x: 4, y: 8.5 } };
    granted(
      store.saveDraft({
        id: 'r_1',
        baseRevision: revision,
        rule: { ...rule, name: 'Renamed' },
        codeText: '{"name":',
        layout,
      }),
    );
    store.close();
    const reopened = granted((await openIn(folder)).getRule('r_1'));
    expect(reopened).toMatchObject({ codeText: '{"name":', layout, revision: 2, hasUnsavedVersion: true });
    expect(reopened.rule.name).toBe('Renamed');
  });

  it('gives the stored document back when somebody else was faster, and writes nothing', async () => {
    const folder = temporaryFolder();
    const [mine, theirs] = [await openIn(folder), await openIn(folder)];
    const { rule } = granted(mine.createRule({ rule: ruleNamed('Fraud'), why: '' }));
    const change = { id: 'r_1', baseRevision: 1, codeText: null, layout: {} };
    granted(theirs.saveDraft({ ...change, rule: { ...rule, name: 'Theirs' } }));
    const late = mine.saveDraft({ ...change, rule: { ...rule, name: 'Mine' } });
    expect(late).toMatchObject({
      ok: false,
      error: { kind: 'conflict', current: { rule: { name: 'Theirs' }, revision: 2 } },
    });
    expect(granted(mine.getRule('r_1')).rule.name).toBe('Theirs');
  });

  it('leaves creator, version and enabled as they are stored', async () => {
    const store = await openIn(temporaryFolder());
    const { rule } = granted(store.createRule({ rule: ruleNamed('Fraud'), why: '', enabled: true }));
    const edited = { ...rule, createdBy: 'mallory', version: 40, enabled: false };
    const saved = granted(
      store.saveDraft({ id: 'r_1', baseRevision: 1, rule: edited, codeText: null, layout: {} }),
    );
    expect(saved.rule).toMatchObject({ createdBy: 'ana', version: 1, enabled: true });
  });

  it('does not call a moved node or a note a change of the rule', async () => {
    const store = await openIn(temporaryFolder());
    const { rule } = granted(store.createRule({ rule: ruleNamed('Fraud'), why: '' }));
    const noted = { ...rule, actions: rule.actions.map((step) => ({ ...step, note: 'why this tag' })) };
    const layout = { 'actions[0]': { x: 1, y: 1 } };
    const saved = granted(
      store.saveDraft({ id: 'r_1', baseRevision: 1, rule: noted, codeText: null, layout }),
    );
    expect(saved.hasUnsavedVersion).toBe(false);
  });
});

describe('saving a version', () => {
  it('makes the draft the next version, and keeps payload, who, when and why of each', async () => {
    const store = await openIn(temporaryFolder());
    const { rule } = granted(store.createRule({ rule: ruleNamed('First'), why: 'start' }));
    const draft = { id: 'r_1', baseRevision: 1, codeText: null, layout: {} };
    granted(store.saveDraft({ ...draft, rule: { ...rule, name: 'Second' } }));
    const saved = granted(store.saveVersion({ id: 'r_1', baseRevision: 2, why: 'better', enabled: true }));
    expect(saved.rule).toMatchObject({ name: 'Second', version: 2, enabled: true });
    expect(saved.hasUnsavedVersion).toBe(false);
    const history = granted(store.ruleHistory('r_1'));
    expect(history.map(({ version, why, rule: { name } }) => [version, why, name])).toEqual([
      [2, 'better', 'Second'],
      [1, 'start', 'First'],
    ]);
    expect(history[0]?.when).toBe(saved.updatedAt);
  });

  it('refuses a draft that was changed elsewhere', async () => {
    const store = await openIn(temporaryFolder());
    granted(store.createRule({ rule: ruleNamed('Fraud'), why: '' }));
    const late = store.saveVersion({ id: 'r_1', baseRevision: 0, why: '' });
    expect(late).toMatchObject({ ok: false, error: { kind: 'conflict' } });
    expect(granted(store.ruleHistory('r_1'))).toHaveLength(1);
  });
});

describe('enabling a rule', () => {
  it('saves the last version again, enabled, and leaves the draft alone', async () => {
    const store = await openIn(temporaryFolder());
    const { rule } = granted(store.createRule({ rule: ruleNamed('Saved'), why: '' }));
    const draft = { ...rule, name: 'Half done' };
    granted(store.saveDraft({ id: 'r_1', baseRevision: 1, rule: draft, codeText: null, layout: {} }));
    const enabled = granted(store.setEnabled({ id: 'r_1', enabled: true, why: 'go' }));
    expect(enabled.rule).toMatchObject({ name: 'Half done', enabled: true, version: 2 });
    expect(enabled.hasUnsavedVersion).toBe(true);
    expect(granted(store.ruleHistory('r_1'))[0]?.rule).toMatchObject({
      name: 'Saved',
      enabled: true,
      version: 2,
    });
  });

  it('writes no version when it is enabled already', async () => {
    const store = await openIn(temporaryFolder());
    granted(store.createRule({ rule: ruleNamed('Fraud'), why: '', enabled: true }));
    granted(store.setEnabled({ id: 'r_1', enabled: true, why: '' }));
    expect(granted(store.ruleHistory('r_1'))).toHaveLength(1);
  });
});

describe('removing a rule', () => {
  it('hides it, keeps its history, and restores it as it was', async () => {
    const store = await openIn(temporaryFolder());
    const created = granted(store.createRule({ rule: ruleNamed('Fraud'), why: '', enabled: true }));
    granted(store.removeRule({ id: 'r_1', why: 'obsolete' }));
    expect(granted(store.listRules())).toEqual([]);
    expect(store.getRule('r_1')).toEqual({ ok: false, error: { kind: 'not-found', id: 'r_1' } });
    expect(granted(store.ruleHistory('r_1'))).toHaveLength(1);
    expect(granted(store.restoreRule('r_1')).rule).toEqual(created.rule);
  });
});

it('lists rules in the order in which they run', async () => {
  const store = await openIn(temporaryFolder());
  for (const [id, order] of [
    ['r_c', 100],
    ['r_b', 100],
    ['r_a', 200],
  ] as const) {
    granted(store.createRule({ rule: { ...ruleNamed('Rule', id), order }, why: '' }));
  }
  expect(granted(store.listRules()).map(({ rule }) => rule.id)).toEqual(['r_b', 'r_c', 'r_a']);
});

it('keeps text that is no proper Unicode, and NUL, without calling its row damaged', async () => {
  const store = await openIn(temporaryFolder());
  const { rule } = granted(store.createRule({ rule: ruleNamed('Half \ud83d'), why: 'half \ud83d' }));
  const codeText = 'half \ud83d pair, \u0000, and a whole 🙂';
  granted(store.saveDraft({ id: 'r_1', baseRevision: 1, rule, codeText, layout: {} }));
  expect(granted(store.getRule('r_1')).codeText).toBe(codeText.toWellFormed());
  expect(granted(store.ruleHistory('r_1'))).toHaveLength(1);
});
