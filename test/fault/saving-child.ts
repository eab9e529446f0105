import { writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { readRuleValue } from '../../engine/model/index.ts';
import { openStore, type StoreResult } from '../../engine/store/index.ts';

// Whoever is killed leaves no cache behind at the end.
flushCompileCache();

/**
 * Saves drafts and versions of one rule until it is killed. Each commit is acknowledged on standard output, after
 * it: `{"revision":12,"version":4}`.
 */
const [folder = ''] = process.argv.slice(2);
const opened = await openStore({ folder, now: () => new Date(), author: 'child' });
if (!opened.ok) throw new Error(opened.error.message);
const store = opened.value;

const known = store.getRule('r_1');
let document = known.ok ? known.value : must(store.createRule({ rule: firstRule(), why: 'edit 1' }));
for (;;) {
  const next = document.revision + 1;
  const rule = { ...document.rule, name: `edit ${next}`, description: 'x'.repeat((next * 37) % 3000) };
  const change = { id: 'r_1', baseRevision: document.revision };
  document =
    next % 3 === 0
      ? must(store.saveVersion({ ...change, why: document.rule.name }))
      : must(store.saveDraft({ ...change, rule, codeText: null, layout: {} }));
  const { revision, rule: saved } = document;
  writeSync(1, `${JSON.stringify({ revision, version: saved.version })}\n`);
}

function must<Value>(result: StoreResult<Value>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

function firstRule() {
  const read = readRuleValue({
    id: 'r_1',
    name: 'edit 1',
    trigger: { kind: 'event', eventType: 'session.opened' },
  });
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}
