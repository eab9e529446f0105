import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../../../engine/store/index.ts';
import { migrations } from '../../../../engine/store/migrations/index.ts';
import { granted, openIn, ruleNamed, temporaryFolder, tickingClock } from '../setting.ts';

describe('the first schema', () => {
  it('is made once and stays when it is opened again', async () => {
    const folder = temporaryFolder();
    granted((await openIn(folder)).createRule({ rule: ruleNamed('Fraud'), why: '' }));
    const again = await openIn(folder);
    expect(granted(again.listRules())).toHaveLength(1);
    const raw = new Database(join(folder, 'rulewright.sqlite'), { readonly: true });
    expect(raw.pragma('user_version', { simple: true })).toBe(migrations.length);
    raw.close();
  });

  it('keeps no version without its rule, and no value of a wrong type', async () => {
    const folder = temporaryFolder();
    (await openIn(folder)).close();
    const raw = new Database(join(folder, 'rulewright.sqlite'));
    raw.pragma('foreign_keys = ON');
    const orphan = `INSERT INTO versions VALUES ('r_none', 1, '{}', 'h', 'ana', 't', '', 'c')`;
    expect(() => raw.exec(orphan)).toThrow(/FOREIGN KEY/);
    const wrong = `INSERT INTO rules VALUES ('r_1', '{}', NULL, '{}', 'one', 0, 1, 'h', 't', NULL, NULL, NULL, 'c')`;
    expect(() => raw.exec(wrong)).toThrow(/cannot store TEXT/);
    raw.close();
  });
});

it('a migration that fails halfway leaves the schema and the data as they were', async () => {
  const folder = temporaryFolder();
  const old = await openIn(folder);
  granted(old.createRule({ rule: ruleNamed('Fraud'), why: '' }));
  old.close();
  const before = readFileSync(join(folder, 'rulewright.sqlite'));
  const broken = {
    version: migrations.length + 1,
    sql: 'CREATE TABLE half (id TEXT) STRICT; CREATE TABLE half (id TEXT) STRICT',
  };
  const options = { folder, now: tickingClock(), author: 'ana' };
  const opened = await openStore({ ...options, migrations: [...migrations, broken] });
  expect(opened).toMatchObject({ ok: false, error: { kind: 'unusable-folder' } });
  expect(readFileSync(join(folder, 'rulewright.sqlite')).equals(before)).toBe(true);
  expect(granted((await openIn(folder)).getRule('r_1')).rule.name).toBe('Fraud');
});
