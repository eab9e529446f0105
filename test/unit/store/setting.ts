import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Rule, readRuleValue } from '../../../engine/model/index.ts';
import {
  type OpenStoreOptions,
  openStore,
  type Store,
  type StoreResult,
} from '../../../engine/store/index.ts';

/** A folder of its own for one test, gone afterwards. */
export function temporaryFolder(parent = tmpdir()): string {
  const folder = mkdtempSync(join(parent, 'rulewright-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A clock that moves one second with every look. */
export function tickingClock(start = '2026-03-02T09:00:00.000Z'): () => Date {
  let milliseconds = Date.parse(start);
  return () => {
    const now = new Date(milliseconds);
    milliseconds += 1000;
    return now;
  };
}

export async function openIn(folder: string, more: Partial<OpenStoreOptions> = {}): Promise<Store> {
  const opened = await openStore({ folder, now: tickingClock(), author: 'ana', ...more });
  if (!opened.ok) throw new Error(opened.error.message);
  onTestFinished(() => opened.value.close());
  return opened.value;
}

export function granted<Value>(result: StoreResult<Value>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

export function ruleNamed(name: string, id = 'r_1'): Rule {
  const read = readRuleValue({
    id,
    name,
    createdBy: 'ana',
    scope: { apps: ['cards'] },
    trigger: { kind: 'event', eventType: 'session.opened' },
    filter: [{ path: 'payload.session.topic', op: 'eq', value: 'fraud' }],
    actions: [{ id: 's1', type: 'tag_session', params: { tags: ['fraud-suspect'] } }],
  });
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}
