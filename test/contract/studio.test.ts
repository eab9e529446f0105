import { safe } from '@orpc/client';
import { describe, expect, it } from 'vitest';
import { builtInPacks } from '../../engine/catalog/index.ts';
import { temporaryFolder } from '../unit/store/setting.ts';
import { handTimer, openFresh, openIn, transports } from './setting.ts';

const draft = {
  name: 'Fraud',
  scope: { apps: ['cards'] },
  trigger: { kind: 'event', eventType: 'session.opened' },
  filter: [{ path: 'payload.session.topic', op: 'eq', value: 'fraud' }],
  actions: [{ type: 'tag_session', params: { tags: ['fraud-suspect'] } }],
};

describe.each(Object.entries(transports))('the contract over %s', (_name, connect) => {
  it('tells what the studio is', async () => {
    const studio = await openFresh({ author: 'ana' });
    const client = await connect(studio);
    expect(await client.studio.status()).toMatchObject({
      host: 'web',
      author: 'ana',
      dataFolder: studio.store.folder,
      notices: [],
    });
  });

  it('has the sample rules of every pack at the first start, none of them with an error', async () => {
    const client = await connect(await openFresh());
    const rules = await client.rules.list();
    const samples = builtInPacks().flatMap((pack) => pack.sampleRules);
    expect(new Set(rules.map(({ id }) => id))).toEqual(new Set(samples.map(({ id }) => id)));
    expect(rules.filter(({ problems }) => problems.errors > 0)).toEqual([]);
    for (const { id, enabled } of samples) {
      expect(rules.find((rule) => rule.id === id)?.enabled, id).toBe(enabled);
    }
  });

  it('does not bring back samples that were deleted', async () => {
    const folder = temporaryFolder();
    const first = await openIn(folder);
    const client = await connect(first);
    for (const { id } of await client.rules.list()) await client.rules.remove({ id });
    first.close();
    expect(await (await connect(await openIn(folder))).rules.list()).toEqual([]);
  });

  it('changes scope, labels and switches of many rules at once, and names what it could not change', async () => {
    const client = await connect(await openFresh());
    const before = await client.rules.list();
    const answer = await client.rules.changeMany({
      changes: [
        { id: 'r_fraud_cards', apps: ['cards', 'loans'], labels: ['fraud', 'night'] },
        { id: 'r_vip_care', enabled: false },
        { id: 'r_none', enabled: true },
      ],
      why: 'tidied',
    });
    expect(answer).toEqual({ refused: [{ id: 'r_none', message: 'it is not there any more' }] });
    const after = await client.rules.list();
    const found = (id: string) => after.find((rule) => rule.id === id);
    const old = (id: string) => before.find((rule) => rule.id === id);
    expect(found('r_fraud_cards')).toMatchObject({
      apps: ['cards', 'loans'],
      labels: ['fraud', 'night'],
      hasUnsavedVersion: true,
      version: 1,
      enabled: true,
    });
    expect(found('r_fraud_cards')?.hash).not.toBe(old('r_fraud_cards')?.hash);
    expect(found('r_vip_care')).toMatchObject({ enabled: false, version: 2, hasUnsavedVersion: false });
    expect(found('r_vip_care')?.hash).toBe(old('r_vip_care')?.hash);
    expect((await client.rules.history({ id: 'r_vip_care' }))[0]?.why).toBe('tidied');
  });

  it('creates, drafts, saves, enables, removes and restores a rule', async () => {
    const client = await connect(await openFresh());
    const created = await client.rules.create({ rule: draft, why: 'first' });
    expect(created.rule).toMatchObject({ id: 'r_new1', version: 1, enabled: false, createdBy: 'm_omar_d' });
    const { id } = created.rule;
    const edited = await client.rules.saveDraft({
      id,
      baseRevision: created.revision,
      rule: { ...created.rule, name: 'Fraud in Cards' },
      codeText: null,
      layout: { trigger: { x: 1, y: 2 } },
    });
    expect(edited.hasUnsavedVersion).toBe(true);
    const saved = await client.rules.saveVersion({ id, baseRevision: edited.revision, why: 'renamed' });
    expect(saved.rule).toMatchObject({ name: 'Fraud in Cards', version: 2 });
    await client.rules.setEnabled({ id, enabled: true, why: 'go' });
    await client.rules.remove({ id });
    expect((await client.rules.list()).some((rule) => rule.id === id)).toBe(false);
    expect((await client.rules.restore({ id })).rule).toMatchObject({ enabled: true, version: 3 });
    const history = await client.rules.history({ id });
    expect(history.map(({ version, why }) => [version, why])).toEqual([
      [3, 'go'],
      [2, 'renamed'],
      [1, 'first'],
    ]);
  });

  it('answers an outdated draft with the current document', async () => {
    const client = await connect(await openFresh());
    const { rule, revision } = await client.rules.create({ rule: draft });
    const change = { id: rule.id, baseRevision: revision, codeText: null, layout: {} };
    await client.rules.saveDraft({ ...change, rule: { ...rule, name: 'Theirs' } });
    const late = await safe(client.rules.saveDraft({ ...change, rule: { ...rule, name: 'Mine' } }));
    if (!late.isDefined || late.error.code !== 'CONFLICT') throw new Error(String(late.error));
    expect(late.error.data.current).toMatchObject({ rule: { name: 'Theirs' }, revision: 2 });
  });

  it('names the place of what is wrong with a rule, and stores nothing of it', async () => {
    const client = await connect(await openFresh());
    const before = await client.rules.list();
    const bad = { ...draft, filter: [{ path: 'payload.x', op: 'equals', value: 1 }] };
    const refused = await safe(client.rules.create({ rule: bad }));
    if (!refused.isDefined || refused.error.code !== 'INVALID_INPUT') throw new Error(String(refused.error));
    expect(refused.error.data.issues).toMatchObject([{ at: 'filter[0].op', code: 'invalid' }]);
    expect(await client.rules.list()).toEqual(before);
  });

  it('refuses a rule that nests too deeply before anything recursive sees it', async () => {
    const client = await connect(await openFresh());
    let value: unknown = 1;
    for (let level = 0; level < 400; level++) value = [value];
    const deep = { ...draft, actions: [{ type: 'tag_session', params: { tags: value } }] };
    const refused = await safe(client.rules.create({ rule: deep }));
    if (!refused.isDefined || refused.error.code !== 'INVALID_INPUT') throw new Error(String(refused.error));
    expect(refused.error.data.issues).toMatchObject([{ code: 'too-deep' }]);
  });

  it('keeps the id of a rule what it is', async () => {
    const client = await connect(await openFresh());
    const { rule, revision } = await client.rules.create({ rule: draft });
    const renamed = { ...rule, id: 'r_other' };
    const change = { id: rule.id, baseRevision: revision, rule: renamed, codeText: null, layout: {} };
    const refused = await safe(client.rules.saveDraft(change));
    expect(refused.error).toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('says which rule there is not', async () => {
    const client = await connect(await openFresh());
    const missing = await safe(client.rules.get({ id: 'r_none' }));
    expect(missing.error).toMatchObject({ code: 'NOT_FOUND', data: { id: 'r_none' } });
  });

  it('duplicates a rule with its positions, disabled, under a name of its own', async () => {
    const client = await connect(await openFresh());
    const names: string[] = [];
    for (let copies = 0; copies < 2; copies++) {
      const copy = await client.rules.duplicate({ id: 'r_fraud_cards' });
      expect(copy.rule).toMatchObject({ enabled: false, version: 1 });
      names.push(copy.rule.name.replace(/^.*(?= \()/, ''));
    }
    expect(names).toEqual([' (copy)', ' (copy 2)']);
  });

  it('imports and exports a dialect without loss, saying what it decided', async () => {
    const client = await connect(await openFresh());
    const { text } = await client.rules.exportDialect({ id: 'r_billing_escalate', to: 'helpdesk' });
    const imported = await client.rules.importDialect({ text, from: 'helpdesk' });
    expect(imported.notes.join()).toContain('helpdesk');
    expect(imported.rules[0]?.rule).toMatchObject({
      enabled: false,
      version: 1,
      scope: { apps: ['helpdesk'] },
    });
    const again = await client.rules.exportDialect({ id: imported.rules[0]?.rule.id ?? '', to: 'helpdesk' });
    expect({ ...JSON.parse(again.text), enabled: true }).toEqual(JSON.parse(text));
  });

  it('says what a dialect cannot express', async () => {
    const client = await connect(await openFresh());
    const refused = await safe(client.rules.exportDialect({ id: 'r_fraud_cards', to: 'helpdesk' }));
    expect(refused.error).toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('counts the problems of a draft', async () => {
    const client = await connect(await openFresh());
    const broken = { ...draft, actions: [{ type: 'tag_sesion', params: {} }] };
    const { rule } = await client.rules.create({ rule: broken });
    const row = (await client.rules.list()).find(({ id }) => id === rule.id);
    expect(row?.problems.errors).toBeGreaterThan(0);
  });

  it('keeps preferences', async () => {
    const client = await connect(await openFresh());
    await client.studio.preferences.set({ key: 'theme', value: { kind: 'dark' } });
    expect(await client.studio.preferences.get()).toMatchObject({ theme: { kind: 'dark' } });
  });

  it('carries the packs whole', async () => {
    const client = await connect(await openFresh());
    expect(await client.catalog.packs()).toEqual(builtInPacks());
  });

  it('ticks at once on a change of its own, and when looked for on a change of another program', async () => {
    const folder = temporaryFolder();
    const timer = handTimer();
    const here = await openIn(folder, { every: timer.every });
    const there = await openIn(folder);
    const client = await connect(here);
    const controller = new AbortController();
    const ticks = await client.studio.changes(undefined, { signal: controller.signal });

    await client.rules.create({ rule: draft });
    expect((await ticks.next()).value).toMatchObject({ kind: 'rules' });

    there.store.setPreference('elsewhere', true);
    timer.tick();
    expect((await ticks.next()).value).toMatchObject({ kind: 'rules' });

    controller.abort();
    await expect(ticks.next()).rejects.toThrow();
  });

  it('looks for other programs only while somebody listens', async () => {
    const timer = handTimer();
    const client = await connect(await openFresh({ every: timer.every }));
    expect(timer.running()).toBe(0);
    const controller = new AbortController();
    await client.studio.changes(undefined, { signal: controller.signal });
    expect(timer.running()).toBe(1);
    controller.abort();
    // The abort travels to the server as a message; a request behind it arrives after it.
    await client.studio.status();
    timer.tick();
    expect(timer.running()).toBe(0);
  });
});
