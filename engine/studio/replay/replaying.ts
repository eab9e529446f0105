import { builtInPacks } from '../../catalog/index.ts';
import type { Pack } from '../../model/index.ts';
import type { Store } from '../../store/index.ts';
import { type RecordingFiles, recordingFiles } from './recording-files.ts';
import { createReplays, type Replays } from './replays.ts';
import { writeSampleRecordings } from './sample-recordings.ts';
import { createUploads, type Uploads } from './uploads.ts';

/** Recordings and replays of a data folder. */
export interface Replaying {
  files: RecordingFiles;
  uploads: Uploads;
  replays: Replays;
  /** Writes the sample recordings into a data folder that has never had any. */
  giveSamples(): Promise<void>;
  close(): void;
}

/** Remembers that the samples were given once, so that a person may delete them. */
const marker = 'demo.recordings';

export interface ReplayingOptions {
  store: Store;
  packs: readonly Pack[];
  now: () => Date;
  newId: () => string;
}

export function openReplaying({ store, packs, now, newId }: ReplayingOptions): Replaying {
  const files = recordingFiles(store.folder);
  const uploads = createUploads(files, { now, newId });
  const replays = createReplays({ dataFolder: store.folder, packs, files, now, newId });
  let giving: Promise<void> | null = null;

  const give = async (): Promise<void> => {
    files.sweep(now());
    const known = store.preferences();
    if (!known.ok || marker in known.value) return;
    await writeSampleRecordings(files, builtInPacks(), now);
    store.setPreference(marker, true);
  };
  return {
    files,
    uploads,
    replays,
    giveSamples: () => {
      giving ??= give();
      return giving;
    },
    close() {
      uploads.close();
      void replays.close();
    },
  };
}
