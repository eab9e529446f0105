import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Database, type Migration, openDatabase } from '../../../engine/store/index.ts';

const first: Migration = { version: 1, sql: 'CREATE TABLE things (name TEXT PRIMARY KEY) STRICT' };
const second: Migration = { version: 2, sql: 'ALTER TABLE things ADD COLUMN size INTEGER' };
const now = () => new Date('2026-03-02T09:00:00.000Z');

describe('a database with a schema of its own', () => {
  let folder = '';
  let file = '';
  const open: Database[] = [];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'database-'));
    file = join(folder, 'own.sqlite');
  });
  afterEach(() => {
    for (const database of open.splice(0)) database.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function opened(migrations: readonly Migration[] = [first]): Promise<Database> {
    const result = await openDatabase(file, migrations, now);
    if (!result.ok) throw new Error(result.error.message);
    open.push(result.value);
    return result.value;
  }

  const names = ({ connection }: Database) =>
    connection.prepare('SELECT name FROM things ORDER BY name').pluck().all();
  const add = ({ connection }: Database, name: string) =>
    connection.prepare('INSERT INTO things (name) VALUES (?)').run(name);

  test('is durable, after its first write too', async () => {
    const database = await opened();
    database.write(() => add(database, 'a'));
    expect(database.durability()).toMatchObject({ journalMode: 'wal', synchronous: 2 });
  });

  test('a write that throws changes nothing, whatever was written in it', async () => {
    const database = await opened();
    const failing = () =>
      database.write(() => {
        add(database, 'a');
        database.write(() => add(database, 'b'));
        throw new Error('no');
      });
    expect(failing).toThrow('no');
    expect(names(database)).toEqual([]);
    expect(database.write(() => add(database, 'c')).changes).toBe(1);
  });

  test('listeners are called once the outermost write is committed, and never when it is undone', async () => {
    const database = await opened();
    const heard: unknown[] = [];
    database.write(() => {
      database.write(() => database.afterCommit(() => heard.push(database.connection.inTransaction)));
      expect(heard).toEqual([]);
    });
    expect(heard).toEqual([false]);
    expect(() =>
      database.write(() => {
        database.afterCommit(() => heard.push('undone'));
        throw new Error('no');
      }),
    ).toThrow();
    database.write(() => add(database, 'later'));
    database.afterCommit(() => heard.push('outside'));
    expect(heard).toEqual([false, 'outside']);
  });

  test('a read sees one state, while another connection writes', async () => {
    const database = await opened();
    const other = await opened();
    database.read(() => {
      expect(names(database)).toEqual([]);
      other.write(() => add(other, 'a'));
      expect(names(database)).toEqual([]);
    });
    expect(names(database)).toEqual(['a']);
  });

  test('a schema of before is copied, then brought up to date; its rows stay', async () => {
    const old = await opened([first]);
    old.write(() => add(old, 'kept'));
    old.close();
    expect(names(await opened([first, second]))).toEqual(['kept']);
    expect(readdirSync(join(folder, 'own-snapshots'))).toEqual(['20260302T090000000Z-v1.sqlite']);
  });

  test('a newer schema is refused', async () => {
    (await opened([first, second])).close();
    expect(await openDatabase(file, [first], now)).toMatchObject({
      ok: false,
      error: { kind: 'newer-schema' },
    });
  });

  test('a file that is no database is refused, and its bytes are kept', async () => {
    writeFileSync(file, 'not a database, but long enough to look like something'.repeat(20));
    const before = readFileSync(file);
    const result = await openDatabase(file, [first], now);
    expect(result.ok).toBe(false);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test('a folder that cannot be made is refused', async () => {
    writeFileSync(join(folder, 'plain'), '');
    const result = await openDatabase(join(folder, 'plain', 'own.sqlite'), [first], now);
    expect(result).toMatchObject({ ok: false, error: { kind: 'unusable-folder' } });
    expect(existsSync(join(folder, 'plain', 'own.sqlite'))).toBe(false);
  });
});
