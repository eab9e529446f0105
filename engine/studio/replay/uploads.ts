import { closeSync, mkdirSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { largestRecording, type RecordingInfo } from '../../contract/index.ts';
import { failure, type Result, success } from '../../model/index.ts';
import { wordsOf } from './answered.ts';
import type { RecordingFiles } from './recording-files.ts';
import { surveyRecording } from './survey-recording.ts';

/** Files on their way into the data folder. */
export interface Uploads {
  begin(file: { name: string; bytes: number }): Result<string, string>;
  /** Takes the next bytes; those that were taken already may come again. Answers how many there are now. */
  write(upload: string, offset: number, data: Uint8Array): Result<number, string>;
  finish(upload: string): Promise<Result<RecordingInfo, string>>;
  abort(upload: string): void;
  close(): void;
}

interface Upload {
  name: string;
  bytes: number;
  written: number;
  file: number;
}

/** Uploads at one time: each holds a file open. */
const mostUploads = 16;
const unknown = 'This upload is not known; it was cancelled, or the engine was started again.';

export function createUploads(
  files: RecordingFiles,
  { now, newId }: { now: () => Date; newId: () => string },
): Uploads {
  const uploads = new Map<string, Upload>();
  const drop = (id: string) => {
    const upload = uploads.get(id);
    if (!upload) return;
    uploads.delete(id);
    closeSync(upload.file);
    rmSync(files.partOf(id), { force: true });
  };
  return {
    begin({ name, bytes }) {
      if (bytes === 0) return failure(`“${name}” is empty. A recording has one event as JSON on each line.`);
      if (bytes > largestRecording) {
        return failure(
          `“${name}” is larger than ${largestRecording / 1e9} GB, the most a recording may have.`,
        );
      }
      if (uploads.size >= mostUploads)
        return failure('Too many files are on their way; wait for one to end.');
      try {
        mkdirSync(files.folder, { recursive: true });
        const { bavail, bsize } = statfsSync(files.folder);
        if (bytes > bavail * bsize) return failure(`There is no room on the disk for “${name}”.`);
        const id = `rec_${newId()}`;
        uploads.set(id, { name, bytes, written: 0, file: openSync(files.partOf(id), 'w') });
        return success(id);
      } catch (error) {
        return failure(`“${name}” cannot be written to the data folder: ${wordsOf(error)}`);
      }
    },
    write(id, offset, data) {
      const upload = uploads.get(id);
      if (!upload) return failure(unknown);
      if (offset > upload.written) return failure('A part of the file was lost on its way.');
      if (offset + data.length > upload.bytes) return failure('The file grew while it was read.');
      try {
        for (let sent = 0; sent < data.length; ) {
          sent += writeSync(upload.file, data, sent, data.length - sent, offset + sent);
        }
      } catch (error) {
        drop(id);
        return failure(`“${upload.name}” could not be written: ${wordsOf(error)}`);
      }
      upload.written = Math.max(upload.written, offset + data.length);
      return success(upload.written);
    },
    async finish(id) {
      const upload = uploads.get(id);
      if (!upload) return failure(unknown);
      const { name, bytes } = upload;
      if (upload.written < bytes) {
        drop(id);
        return failure(`Only ${upload.written} of the ${bytes} bytes of “${name}” arrived.`);
      }
      const survey = await surveyRecording(files.partOf(id));
      if (!uploads.has(id)) return failure(unknown);
      if (!survey.ok) {
        drop(id);
        return survey;
      }
      uploads.delete(id);
      closeSync(upload.file);
      return files.keep({ id, name, bytes, ...survey.value, addedAt: now().toISOString(), isSample: false });
    },
    abort: drop,
    close() {
      for (const id of [...uploads.keys()]) drop(id);
    },
  };
}
