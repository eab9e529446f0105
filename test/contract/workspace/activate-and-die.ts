import { builtInPacks, createCatalog } from '../../../engine/catalog/index.ts';
import { fileSecrets } from '../../../engine/effects/index.ts';
import { openWorkspace } from '../../../engine/workspace/index.ts';

/** Activates a release and is killed while it does: after so many of its rules, none of them committed. */
const [folder = '', release = '', survivors = '0'] = process.argv.slice(2);
let changed = 0;
const opened = await openWorkspace({
  folder,
  catalog: createCatalog(builtInPacks().filter(({ name }) => name === 'cx')),
  clock: { now: () => new Date('2026-03-02T10:00:00.000Z'), elapsed: () => 0, after: () => () => {} },
  ids: (prefix) => `${prefix}child${process.pid}`,
  secrets: fileSecrets({ file: `${folder}/secrets.json` }),
  outgoing: {},
  dispatcher: () => ({
    start() {},
    stop: async () => {},
    accept: () => [],
    ruleChanged() {
      if (changed++ >= Number(survivors)) process.kill(process.pid, 'SIGKILL');
    },
    ruleRemoved() {},
    pausesChanged() {},
    runNow: () => ({ runId: '' }),
    replayRun: () => ({ ok: false, error: 'run-not-found' }),
    settled: async () => null,
    metrics: () => {
      throw new Error('nobody asks');
    },
  }),
  history: () => ({
    runs: () => ({ ok: true, value: { items: [], nextCursor: null } }),
    run: () => null,
    events: () => ({ ok: true, value: { items: [], nextCursor: null } }),
    newestEvent: () => null,
  }),
});
if (!opened.ok) throw new Error(opened.error.message);
const { tokens, releases } = opened.value;
const caller = tokens.find(tokens.issue({ name: 'child', member: 'm_omar_d' }));
if (!caller) throw new Error('the owner has no token');
releases.activate(release, { caller, why: undefined });
