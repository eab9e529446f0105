import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { RecordingInfo } from '../../contract/index.ts';
import { failure, type Result, success } from '../../model/index.ts';
import { wordsOf } from './answered.ts';

const aboutSchema = z.object({
  id: z.string(),
  name: z.string(),
  bytes: z.int(),
  isPacked: z.boolean(),
  events: z.int(),
  from: z.string().nullable(),
  until: z.string().nullable(),
  addedAt: z.string(),
  isSample: z.boolean(),
});

const dataEnding = '.events';
const dayMs = 86_400_000;
const aboutEnding = '.json';

/** The folder of recordings: the bytes as they came, and beside each file what is known about it. */
export interface RecordingFiles {
  readonly folder: string;
  /** Where the bytes of a recording lie. */
  pathOf(id: string): string;
  /** Where the bytes of an upload wait until they are all there. */
  partOf(id: string): string;
  /** The newest first; of those added at one time, by name. */
  list(): RecordingInfo[];
  find(id: string): Result<RecordingInfo, string>;
  /** Makes what lies at `partOf` a recording. */
  keep(about: RecordingInfo): Result<RecordingInfo, string>;
  remove(id: string): void;
  /** Removes what uploads left behind that nobody has written to for a day. */
  sweep(now: Date): void;
}

export function recordingFiles(dataFolder: string): RecordingFiles {
  const folder = join(dataFolder, 'recordings');
  const pathOf = (id: string) => join(folder, id + dataEnding);
  const partOf = (id: string) => join(folder, `${id}.part`);
  const names = (): string[] =>
    statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(folder) : [];

  const find = (id: string): Result<RecordingInfo, string> => {
    try {
      const about = aboutSchema.parse(JSON.parse(readFileSync(join(folder, id + aboutEnding), 'utf8')));
      statSync(pathOf(id));
      return success(about);
    } catch {
      return failure('This recording is no longer in the data folder.');
    }
  };
  return {
    folder,
    pathOf,
    partOf,
    find,
    list: () =>
      names()
        .filter((name) => name.endsWith(aboutEnding))
        .flatMap((name) => {
          const about = find(name.slice(0, -aboutEnding.length));
          return about.ok ? [about.value] : [];
        })
        .sort((one, other) =>
          one.addedAt === other.addedAt ? byName(one, other) : one.addedAt < other.addedAt ? 1 : -1,
        ),
    keep(about) {
      try {
        renameSync(partOf(about.id), pathOf(about.id));
        writeFileSync(join(folder, about.id + aboutEnding), `${JSON.stringify(about, null, 2)}\n`);
        return success(about);
      } catch (error) {
        return failure(`The recording could not be written: ${wordsOf(error)}`);
      }
    },
    remove(id) {
      rmSync(join(folder, id + aboutEnding), { force: true });
      rmSync(pathOf(id), { force: true });
    },
    sweep(now) {
      for (const name of names()) {
        const file = join(folder, name);
        if (!name.endsWith('.part')) continue;
        const written = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? now.getTime();
        // Another studio may be at work on the same folder: what is fresh is left to it.
        if (now.getTime() - written > dayMs) rmSync(file, { force: true });
      }
    },
  };
}

function byName(one: RecordingInfo, other: RecordingInfo): number {
  return one.name < other.name ? -1 : 1;
}
