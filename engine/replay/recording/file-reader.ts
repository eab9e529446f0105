import { open } from 'node:fs/promises';
import { type ByteReader, explainBreak } from './byte-reader.ts';

/** The bytes of a file. */
export interface FileReader extends ByteReader {
  /** Null for a pipe, whose length nobody knows. */
  size: number | null;
}

/** The bytes of a file, from a position on. Throws where the file cannot be opened. */
export async function readFileBytes(path: string, from: number): Promise<FileReader> {
  const file = await open(path, 'r');
  // Pipes have no size and no positions; they are read as they come.
  const stats = await file.stat();
  if (stats.isDirectory()) {
    await file.close();
    throw new Error('this is a directory; a recording is a file');
  }
  const hasPositions = stats.isFile();
  let position = from;
  let broken: string | null = null;
  let isOpen = true;
  return {
    size: hasPositions ? stats.size : null,
    async read(target, at) {
      if (broken !== null) return 0;
      try {
        const place = hasPositions ? position : null;
        const { bytesRead } = await file.read(target, at, target.length - at, place);
        position += bytesRead;
        return bytesRead;
      } catch (error) {
        broken = explainBreak(error);
        return 0;
      }
    },
    bytesTaken: () => position,
    brokenBy: () => broken,
    async close() {
      if (!isOpen) return;
      isOpen = false;
      await file.close();
    },
  };
}
