import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { createCatalog } from '../../catalog/index.ts';
import type { Pack } from '../../model/index.ts';
import { createSampleRecording } from '../../replay/index.ts';
import type { RecordingFiles } from './recording-files.ts';

/** Events of a sample: a day of a workspace that is neither asleep nor on fire. */
const sampleEvents = 10_000;
const pace = 8_000;

/** Writes a recording for each pack, to have something to replay from the first minute on. */
export async function writeSampleRecordings(
  files: RecordingFiles,
  packs: readonly Pack[],
  now: () => Date,
): Promise<void> {
  mkdirSync(files.folder, { recursive: true });
  const addedAt = now().toISOString();
  for (const [index, pack] of packs.entries()) {
    if (pack.eventTypes.every(({ samples }) => samples.length === 0)) continue;
    const id = `sample-${pack.name}`;
    const file = openSync(files.partOf(id), 'w');
    let bytes = 0;
    let from: string | null = null;
    let until: string | null = null;
    try {
      let lines: string[] = [];
      const options = { seed: index + 1, events: sampleEvents, pace };
      for (const event of createSampleRecording(createCatalog([pack]), options)) {
        from ??= event.firedAt;
        until = event.firedAt;
        lines.push(`${JSON.stringify(event)}\n`);
        if (lines.length < 500) continue;
        bytes += writeSync(file, lines.join(''));
        lines = [];
        // Windows that ask for something else meanwhile need not wait.
        await setImmediate();
      }
      bytes += writeSync(file, lines.join(''));
    } finally {
      closeSync(file);
    }
    const name = `A day at ${pack.workspace.title}`;
    files.keep({
      id,
      name,
      bytes,
      isPacked: false,
      events: sampleEvents,
      from,
      until,
      addedAt,
      isSample: true,
    });
  }
}
