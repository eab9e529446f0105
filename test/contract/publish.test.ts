import { safe } from '@orpc/client';
import { describe, expect, it } from 'vitest';
import { openFresh, transports } from './setting.ts';

describe.each(Object.entries(transports))('publishing over %s', (_name, connect) => {
  it('starts the demo workspace, ships a change to it, and reads what became of it', async () => {
    const client = await connect(await openFresh());
    expect(await client.remotes.list()).toEqual([]);
    const demo = await client.remotes.startDemo();
    expect(demo).toEqual({
      workspace: 'demo',
      address: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    });
    expect((await client.remotes.me({ workspace: 'demo' })).role).toBe('admin');

    const { rule, revision } = await client.rules.get({ id: 'r_fraud_cards' });
    const saved = await client.rules.saveDraft({
      id: rule.id,
      baseRevision: revision,
      rule: { ...rule, order: 77 },
      codeText: null,
      layout: {},
    });
    await client.rules.saveVersion({ id: rule.id, baseRevision: saved.revision, why: 'later' });

    const plan = await client.publish.plan({ workspace: 'demo', why: 'later' });
    const acting = plan.items.filter(({ kind }) => kind !== 'unchanged');
    expect(acting.map(({ kind, ruleId }) => [kind, ruleId])).toEqual([['change', 'r_fraud_cards']]);
    const told: string[] = [];
    for await (const news of await client.publish.apply({ plan }))
      told.push(news.kind === 'done' ? news.publication.state : news.progress.kind);
    expect(told).toEqual(['journaled', 'release', 'rule', 'activating', 'rule', 'live', 'live']);
    const live = await client.remotes.rules({ workspace: 'demo' });
    expect(live.find(({ id }) => id === 'r_fraud_cards')).toMatchObject({ version: 2, enabled: true });
    const stale = await safe(
      client.publish.planRollback({ workspace: 'demo', ruleId: 'r_none', version: 1 }),
    );
    expect(stale.error).toMatchObject({ code: 'SYNC_FAILED', data: { code: 'not-found' } });
  });

  it('runs a rule of the workspace now, and tells when each rule last ran', async () => {
    const client = await connect(await openFresh());
    await client.remotes.startDemo();
    const workspace = 'demo';
    expect(await client.history.activity({ workspace })).toEqual({ rules: [], since: null });
    const [live] = (await client.remotes.rules({ workspace })).filter(({ id }) => id === 'r_fraud_cards');
    const [drawn] = (await client.rules.list()).filter(({ id }) => id === 'r_fraud_cards');
    expect(live?.hash).toBe(drawn?.hash);

    const customer = { id: 'c-1', name: 'Pat', vip: false };
    const session = { id: 's-1', channel: 'web', language: 'en', topic: 'fraud', tags: [], customer };
    const event = { type: 'session.opened', app: 'cards', payload: { session } };
    const run = await client.remotes.runNow({ workspace, ruleId: 'r_fraud_cards', occasion: { event } });
    expect(run).toMatchObject({ outcome: 'executed', source: 'manual', rule: { id: 'r_fraud_cards' } });
    const failures = run.counts.failed > 0 ? 1 : 0;
    const { rules } = await client.history.activity({ workspace });
    expect(rules).toContainEqual({ id: 'r_fraud_cards', lastFired: run.startedAt, runs: 1, failures });

    const refused = await safe(client.remotes.runNow({ workspace, ruleId: 'r_fraud_cards', occasion: {} }));
    expect(refused.error).toMatchObject({ code: 'SYNC_FAILED' });
  });

  it('keeps a token and a key without ever giving one out again', async () => {
    const client = await connect(await openFresh());
    const kept = await client.settings.secrets.set({ name: 'anthropic', value: 'canary-key-1' });
    expect(kept.names).toEqual(['anthropic']);
    expect(JSON.stringify([kept, await client.settings.secrets.list()])).not.toContain('canary-key-1');
    expect((await client.settings.secrets.remove({ name: 'anthropic' })).names).toEqual([]);
  });

  it('makes a snapshot that is listed first', async () => {
    const client = await connect(await openFresh());
    const before = await client.settings.snapshots.list();
    const after = await client.settings.snapshots.take();
    expect(after.length).toBe(before.length + 1);
    expect(after[0]?.bytes).toBeGreaterThan(0);
    expect(after[0]?.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  it('says in words why a workspace was not added, and keeps nothing', async () => {
    const client = await connect(await openFresh());
    const refused = await safe(client.remotes.add({ name: 'prod', url: 'http://example.com', token: 'x' }));
    expect(refused.error).toMatchObject({ code: 'SYNC_FAILED', data: { code: 'invalid-url' } });
    expect(await client.remotes.list()).toEqual([]);
    expect((await client.settings.secrets.list()).names).toEqual([]);
  });
});
