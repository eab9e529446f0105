import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../../../engine/store/index.ts';
import { migrations } from '../../../../engine/store/migrations/index.ts';
import { granted, openIn, ruleNamed, temporaryFolder, tickingClock } from '../setting.ts';

describe('the schema with workspaces', () => {
  it('is reached from the first one, with its rules, after a snapshot', async () => {
    const folder = temporaryFolder();
    const options = { folder, now: tickingClock(), author: 'ana' };
    const old = await openStore({ ...options, migrations: migrations.slice(0, 1) });
    // The operations of today need the tables of today: an older program is what wrote this.
    expect(old).toMatchObject({ ok: false });
    const raw = new Database(join(folder, 'rulewright.sqlite'));
    expect(raw.pragma('user_version', { simple: true })).toBe(1);
    raw.close();
    const store = await openIn(folder);
    granted(store.createRule({ rule: ruleNamed('Fraud'), why: '' }));
    expect(granted(store.sync.workspaces())).toEqual([]);
  });

  it('keeps nothing of a workspace that is gone', async () => {
    const folder = temporaryFolder();
    const store = await openIn(folder);
    const workspace = { name: 'cards', url: 'https://rules.example', addedAt: '2026-03-02T09:00:00.000Z' };
    granted(store.sync.addWorkspace(workspace));
    const base = { rule: ruleNamed('Fraud'), hash: 'h', seenAt: '2026-03-02T09:00:00.000Z' };
    granted(store.sync.moveBases('cards', { seen: [base], gone: [] }));
    expect(granted(store.sync.bases('cards'))).toEqual([base]);
    granted(store.sync.removeWorkspace('cards'));
    expect(granted(store.sync.bases('cards'))).toEqual([]);
    expect(store.sync.moveBases('cards', { seen: [base], gone: [] })).toMatchObject({
      ok: false,
      error: { kind: 'failed', detail: expect.stringContaining('FOREIGN KEY') },
    });
  });
});
