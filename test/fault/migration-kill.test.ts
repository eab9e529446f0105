import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { openDatabase } from '../../engine/store/index.ts';
import { temporaryFolder } from '../unit/store/setting.ts';
import { rowsOf, slowMigrations } from './slow-migrations.ts';

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

/** The schema that a file has, once it was seen to be that schema whole. */
function wholeSchemaOf(file: string): number {
  const raw = new Database(file);
  try {
    const version = Number(raw.pragma('user_version', { simple: true }));
    expect(raw.pragma('integrity_check', { simple: true })).toBe('ok');
    const columns = raw.prepare(`SELECT group_concat(name) FROM pragma_table_info('things')`).pluck().get();
    expect(columns).toBe({ 1: 'id,name', 2: 'id,name,size', 3: 'id,name,weight' }[version]);
    expect(raw.prepare('SELECT count(*) FROM things').pluck().get()).toBe(rowsOf[version]);
    const filled = { 1: 'name', 2: 'size', 3: 'weight' }[version];
    expect(raw.prepare(`SELECT count(*) FROM things WHERE ${filled} IS NULL`).pluck().get()).toBe(0);
    return version;
  } finally {
    raw.close();
  }
}

const moments: [string, (folder: string) => boolean][] = [
  ['before it began', () => true],
  ['while the old one is copied', (folder) => existsSync(join(folder, 'own-snapshots'))],
  ['as soon as it writes', (folder) => sizeOf(join(folder, 'own.sqlite-wal')) > 0],
  ['in the first step', (folder) => sizeOf(join(folder, 'own.sqlite-wal')) > 500_000],
  ['between the steps', (folder) => sizeOf(join(folder, 'own.sqlite')) > 500_000],
];

it.each(moments)(
  'a migration killed %s leaves the old schema or the new one, and goes on',
  async (_when, isNow) => {
    const folder = temporaryFolder();
    const file = join(folder, 'own.sqlite');
    const first = await openDatabase(file, slowMigrations.slice(0, 1), () => new Date());
    if (!first.ok) throw new Error(first.error.message);
    first.value.close();

    const child = spawn(process.execPath, [join(import.meta.dirname, 'migrating-child.ts'), file], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const ended = once(child, 'exit');
    while (child.exitCode === null && !isNow(folder)) await nextTurn();
    child.kill('SIGKILL');
    await ended;

    const left = wholeSchemaOf(file);
    const snapshots = existsSync(join(folder, 'own-snapshots'))
      ? readdirSync(join(folder, 'own-snapshots'))
      : [];
    if (left > 1) expect(snapshots.filter((name) => name.endsWith('-v1.sqlite'))).toHaveLength(1);
    const opened = await openDatabase(file, slowMigrations, () => new Date());
    if (!opened.ok) throw new Error(opened.error.message);
    opened.value.close();
    expect(wholeSchemaOf(file)).toBe(3);
    for (const name of readdirSync(join(folder, 'own-snapshots')).filter((each) =>
      each.endsWith('.sqlite'),
    )) {
      expect(wholeSchemaOf(join(folder, 'own-snapshots', name))).toBe(Number(/-v(\d)\./.exec(name)?.[1]));
    }
  },
);
