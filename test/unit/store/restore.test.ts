import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { contentHash } from '../../../engine/model/index.ts';
import { migrations } from '../../../engine/store/migrations/index.ts';
import { granted, openIn, ruleNamed, temporaryFolder } from './setting.ts';

/** A store whose rule had one name when its snapshot was taken, and has another since. */
async function renamedSinceSnapshot(folder = temporaryFolder()) {
  const store = await openIn(folder);
  const first = granted(store.createRule({ rule: ruleNamed('Fraud'), why: 'first' }));
  granted(await store.takeSnapshot());
  const [snapshot] = store.snapshots();
  if (!snapshot) throw new Error('no snapshot');
  const second = granted(
    store.saveDraft({
      id: 'r_1',
      baseRevision: first.revision,
      rule: { ...first.rule, name: 'Fraud, renamed' },
      codeText: null,
      layout: {},
    }),
  );
  granted(store.createRule({ rule: ruleNamed('Later', 'r_2'), why: 'later' }));
  return { folder, store, file: snapshot.file, second };
}

it('brings rules and versions back as they were, and keeps what was there as a snapshot', async () => {
  const { store, file } = await renamedSinceSnapshot();
  const before = store.changeToken();
  granted(await store.restoreSnapshot(file));
  expect(granted(store.listRules()).map(({ rule }) => rule.name)).toEqual(['Fraud']);
  expect(granted(store.ruleHistory('r_1')).map(({ why }) => why)).toEqual(['first']);
  expect(store.changeToken()).not.toBe(before);
  const [kept] = store.snapshots();
  granted(await store.restoreSnapshot(kept?.file ?? ''));
  expect(granted(store.listRules()).map(({ rule }) => rule.name)).toEqual(['Fraud, renamed', 'Later']);
  expect(readdirSync(join(store.folder, 'snapshots')).filter((name) => name.startsWith('restoring'))).toEqual(
    [],
  );
});

it('is seen by a program that has the folder open, whose edit from before is a conflict', async () => {
  const { folder, store, file, second } = await renamedSinceSnapshot();
  const other = await openIn(folder);
  granted(await store.restoreSnapshot(file));
  expect(granted(other.getRule('r_1')).rule.name).toBe('Fraud');
  const late = other.saveDraft({
    id: 'r_1',
    baseRevision: second.revision,
    rule: second.rule,
    codeText: null,
    layout: {},
  });
  expect(late).toMatchObject({ ok: false, error: { kind: 'conflict' } });
});

it('opens whole afterwards: every row is as its checksum says', async () => {
  const { folder, store, file } = await renamedSinceSnapshot();
  granted(await store.restoreSnapshot(file));
  store.close();
  const again = await openIn(folder);
  expect(again.origin).toBe('opened');
  expect(again.notices).toEqual([]);
});

it('leaves preferences and the list of workspaces; what was last seen there is of then', async () => {
  const folder = temporaryFolder();
  const store = await openIn(folder);
  const remote = { url: 'http://127.0.0.1:4320', addedAt: '2026-03-02T09:00:00.000Z' };
  const seen = (name: string) => {
    const rule = ruleNamed(name);
    return { rule, hash: contentHash(rule), seenAt: '2026-03-02T09:00:00.000Z' };
  };
  granted(store.sync.addWorkspace({ name: 'stays', ...remote }));
  granted(store.sync.addWorkspace({ name: 'leaves', ...remote }));
  granted(store.sync.moveBases('stays', { seen: [seen('Then')], gone: [] }));
  granted(store.sync.moveBases('leaves', { seen: [seen('Then')], gone: [] }));
  granted(store.setPreference('theme', 'light'));
  granted(await store.takeSnapshot());
  granted(store.sync.removeWorkspace('leaves'));
  granted(store.sync.addWorkspace({ name: 'new', ...remote }));
  granted(store.sync.moveBases('new', { seen: [seen('Now')], gone: [] }));
  granted(store.sync.moveBases('stays', { seen: [seen('Now')], gone: [] }));
  granted(store.setPreference('theme', 'dark'));
  granted(await store.restoreSnapshot(store.snapshots()[0]?.file ?? ''));
  expect(granted(store.preferences())).toEqual({ theme: 'dark' });
  expect(granted(store.sync.workspaces()).map(({ name }) => name)).toEqual(['new', 'stays']);
  expect(granted(store.sync.bases('stays')).map(({ rule }) => rule.name)).toEqual(['Then']);
  expect(granted(store.sync.bases('new'))).toEqual([]);
});

it('takes a snapshot of an older schema, and leaves that file as it was taken', async () => {
  const folder = temporaryFolder();
  const old = await openIn(folder);
  granted(old.createRule({ rule: ruleNamed('Fraud'), why: '' }));
  old.close();
  const later = { version: migrations.length + 1, sql: 'CREATE TABLE later (id TEXT PRIMARY KEY) STRICT' };
  const store = await openIn(folder, { migrations: [...migrations, later] });
  const [snapshot] = store.snapshots();
  expect(basename(snapshot?.file ?? '')).toMatch(new RegExp(`-v${migrations.length}\\.sqlite$`));
  granted(store.createRule({ rule: ruleNamed('Later', 'r_2'), why: '' }));
  granted(await store.restoreSnapshot(snapshot?.file ?? ''));
  expect(granted(store.listRules()).map(({ rule }) => rule.name)).toEqual(['Fraud']);
  const file = new Database(snapshot?.file ?? '', { readonly: true });
  onTestFinished(() => void file.close());
  expect(file.pragma('user_version', { simple: true })).toBe(migrations.length);
});

it('never makes room by the snapshot that it goes back to', async () => {
  const { store, file } = await renamedSinceSnapshot();
  for (let count = 0; count < 4; count++) granted(await store.takeSnapshot());
  granted(await store.restoreSnapshot(file));
  expect(existsSync(file)).toBe(true);
});

it('refuses a file that is no snapshot, or a damaged one, and changes nothing', async () => {
  const { store, file } = await renamedSinceSnapshot();
  expect(await store.restoreSnapshot('/etc/passwd')).toEqual({
    ok: false,
    error: { kind: 'failed', detail: 'there is no snapshot passwd' },
  });
  writeFileSync(file, 'not a database');
  expect(await store.restoreSnapshot(file)).toMatchObject({
    ok: false,
    error: { kind: 'failed', detail: expect.stringContaining('the snapshot cannot be used') },
  });
  expect(granted(store.listRules())).toHaveLength(2);
  expect(store.snapshots()).toHaveLength(1);
});
