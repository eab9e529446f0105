import { flushCompileCache } from 'node:module';
import { builtInPacks } from '../../engine/catalog/index.ts';
import { resumeStoredReplay, startStoredReplay } from '../../engine/replay/index.ts';

// Whoever is killed leaves no cache behind at the end.
flushCompileCache();

/** Replays a recording into a folder, or takes the replay up again, until it is done or killed. */
const [folder = '', recording = '', isNew = ''] = process.argv.slice(2);
const packs = builtInPacks();
const rules = packs.flatMap(({ sampleRules }) => sampleRules);
const started =
  isNew === 'new'
    ? await startStoredReplay({
        folder,
        id: 'killed',
        rules,
        packs,
        recording,
        workers: 1,
        startedAt: '2026-03-02T06:00:00Z',
      })
    : await resumeStoredReplay({ folder, id: 'killed', workers: 1 });
if (!started.ok) throw new Error(started.error);
process.stdout.write('started\n');
const ended = await started.value.ended;
if (!ended.ok) throw ended.error;
process.stdout.write('finished\n');
