import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../../engine/store/index.ts';
import { migrations } from '../../../engine/store/migrations/index.ts';
import { granted, openIn, ruleNamed, temporaryFolder, tickingClock } from './setting.ts';

const newest = migrations.length;
const later = { version: newest + 1, sql: 'CREATE TABLE later (id TEXT PRIMARY KEY) STRICT' };

describe('durability', () => {
  it('is FULL after the first write and after reopening', async () => {
    const folder = temporaryFolder();
    const store = await openIn(folder);
    granted(store.createRule({ rule: ruleNamed('Fraud'), why: '' }));
    expect(store.durability()).toMatchObject({ journalMode: 'wal', synchronous: 2 });
    store.close();
    const reopened = await openIn(folder);
    granted(reopened.setPreference('theme', 'dark'));
    expect(reopened.durability()).toMatchObject({ journalMode: 'wal', synchronous: 2 });
    expect(reopened.durability().fullfsync).toBe(process.platform === 'darwin');
  });
});

describe('a data folder', () => {
  it('is made when it is not there', async () => {
    const folder = join(temporaryFolder(), 'not', 'yet');
    const store = await openIn(folder);
    expect(store.origin).toBe('created');
    expect(existsSync(join(folder, 'rulewright.sqlite'))).toBe(true);
  });

  it('that is a file is refused in words', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, 'x');
    const opened = await openStore({ folder: file, now: tickingClock(), author: 'ana' });
    expect(opened).toMatchObject({ ok: false, error: { kind: 'unusable-folder' } });
  });

  it('whose file vanished under an open store is not written into the void', async () => {
    const folder = temporaryFolder();
    const store = await openIn(folder);
    rmSync(folder, { recursive: true });
    const written = store.createRule({ rule: ruleNamed('Fraud'), why: '' });
    expect(written).toMatchObject({ ok: false, error: { kind: 'failed' } });
  });
});

describe('a schema', () => {
  it('from a newer version is refused and not touched', async () => {
    const folder = temporaryFolder();
    (await openIn(folder, { migrations: [...migrations, later] })).close();
    const before = readFileSync(join(folder, 'rulewright.sqlite'));
    const opened = await openStore({ folder, now: tickingClock(), author: 'ana' });
    expect(opened).toMatchObject({ ok: false, error: { kind: 'newer-schema' } });
    expect(readFileSync(join(folder, 'rulewright.sqlite')).equals(before)).toBe(true);
  });

  it('from an older version is migrated after a verified snapshot of the old one', async () => {
    const folder = temporaryFolder();
    const old = await openIn(folder);
    granted(old.createRule({ rule: ruleNamed('Fraud'), why: '' }));
    old.close();
    const store = await openIn(folder, { migrations: [...migrations, later] });
    expect(granted(store.getRule('r_1')).rule.name).toBe('Fraud');
    const [snapshot = ''] = readdirSync(join(folder, 'snapshots'));
    const copy = new Database(join(folder, 'snapshots', snapshot), { readonly: true });
    expect(copy.pragma('user_version', { simple: true })).toBe(newest);
    expect(copy.prepare('SELECT count(*) AS rules FROM rules').get()).toEqual({ rules: 1 });
    copy.close();
  });

  it('is not migrated when the snapshot cannot be written', async () => {
    const folder = temporaryFolder();
    (await openIn(folder)).close();
    writeFileSync(join(folder, 'snapshots'), 'in the way');
    const options = { folder, now: tickingClock(), author: 'ana', migrations: [...migrations, later] };
    expect(await openStore(options)).toMatchObject({ ok: false, error: { kind: 'snapshot-failed' } });
    const file = new Database(join(folder, 'rulewright.sqlite'), { readonly: true });
    expect(file.pragma('user_version', { simple: true })).toBe(newest);
    file.close();
  });

  it('keeps the five newest snapshots', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'snapshots'));
    const now = tickingClock();
    for (let version = newest; version <= newest + 6; version++) {
      const steps = Array.from({ length: version }, (_, index) => ({
        version: index + 1,
        sql: migrations[index]?.sql ?? `CREATE TABLE t${index} (id TEXT) STRICT`,
      }));
      (await openIn(folder, { migrations: steps, now })).close();
    }
    const names = readdirSync(join(folder, 'snapshots')).sort();
    const kept = [1, 2, 3, 4, 5].map((number) => String(newest + number));
    expect(names.map((name) => /-v(\d+)/.exec(name)?.[1])).toEqual(kept);
  });
});

describe('the snapshot of the day', () => {
  it('is taken when an existing folder is opened and the last is a day old', async () => {
    const folder = temporaryFolder();
    const opening = async (time: string) => {
      (await openIn(folder, { now: tickingClock(time) })).close();
      return existsSync(join(folder, 'snapshots')) ? readdirSync(join(folder, 'snapshots')).length : 0;
    };
    expect(await opening('2026-03-02T09:00:00.000Z')).toBe(0);
    expect(await opening('2026-03-02T10:00:00.000Z')).toBe(1);
    expect(await opening('2026-03-03T09:59:00.000Z')).toBe(1);
    expect(await opening('2026-03-03T10:01:00.000Z')).toBe(2);
  });
});

describe('noticing changes', () => {
  it('gives another token after a write of its own and of another process, and else the same', async () => {
    const folder = temporaryFolder();
    const [here, there] = [await openIn(folder), await openIn(folder)];
    const tokens = [here.changeToken(), here.changeToken()];
    granted(here.setPreference('a', 1));
    tokens.push(here.changeToken());
    granted(there.setPreference('b', [true, null]));
    tokens.push(here.changeToken(), here.changeToken());
    expect(new Set(tokens).size).toBe(3);
    expect(tokens[3]).toBe(tokens[4]);
    expect(granted(here.preferences())).toEqual({ a: 1, b: [true, null] });
  });
});

describe('a damaged file', () => {
  async function damagedFolder(damage: (bytes: Buffer) => Buffer) {
    const folder = temporaryFolder();
    const store = await openIn(folder);
    for (let number = 0; number < 40; number++) {
      const name = `Rule ${number} ${'x'.repeat(150)}`;
      granted(store.createRule({ rule: ruleNamed(name, `r_${number}`), why: '' }));
    }
    store.close();
    const file = join(folder, 'rulewright.sqlite');
    const bytes = damage(readFileSync(file));
    writeFileSync(file, bytes);
    return { folder, bytes };
  }

  it('is set aside byte for byte, and what can be read of it is read', async () => {
    const { folder, bytes } = await damagedFolder((whole) =>
      whole.fill(0xff, whole.length / 2, whole.length / 2 + 4096),
    );
    const store = await openIn(folder);
    expect(store.origin).toBe('recovered');
    expect(store.notices.join()).toMatch(/damaged.*kept in/s);
    expect(granted(store.listRules()).length).toBeGreaterThan(0);
    const [kept = ''] = readdirSync(join(folder, 'damaged'));
    expect(readFileSync(join(folder, 'damaged', kept, 'rulewright.sqlite')).equals(bytes)).toBe(true);
    granted(store.setPreference('still', 'works'));
  });

  it('with nothing left in it opens to the newest good snapshot', async () => {
    const { folder } = await damagedFolder((whole) => whole);
    // Opening an existing file takes the snapshot of the day.
    (await openIn(folder)).close();
    writeFileSync(join(folder, 'snapshots', '99990101T000000000Z-v1.sqlite'), 'a newer one, but not good');
    writeFileSync(join(folder, 'rulewright.sqlite'), 'not a database at all '.repeat(400));
    const store = await openIn(folder);
    expect(granted(store.listRules())).toHaveLength(40);
    expect(store.notices.join()).toContain('snapshot');
  });

  it('without any snapshot opens fresh, and says so', async () => {
    const { folder } = await damagedFolder(() => Buffer.from('garbage'.repeat(1000)));
    const store = await openIn(folder);
    expect(granted(store.listRules())).toEqual([]);
    expect(store.notices).toHaveLength(1);
  });

  it('brings a rule whose draft is mangled back as its last saved version', async () => {
    const folder = temporaryFolder();
    const store = await openIn(folder);
    granted(store.createRule({ rule: ruleNamed('Saved'), why: '' }));
    store.close();
    const raw = new Database(join(folder, 'rulewright.sqlite'));
    raw.prepare(`UPDATE rules SET draft = '{"name":'`).run();
    raw.close();
    const reopened = await openIn(folder);
    expect(reopened.origin).toBe('recovered');
    expect(granted(reopened.getRule('r_1')).rule.name).toBe('Saved');
    granted(reopened.setEnabled({ id: 'r_1', enabled: true, why: '' }));
  });
});
