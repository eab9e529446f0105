import type { Writable } from 'node:stream';

/** Machine output that comes in parts, as fast as it is read at the other end. */
export interface OutputLines {
  /** Writes a part; resolves when there is room for the next. False: nobody reads any more. */
  write(text: string): Promise<boolean>;
}

/** A reader that has seen enough closes its end; that is no error. */
export function createOutputLines(stream: Writable): OutputLines {
  let isClosed = false;
  let wake = () => {};
  const close = () => {
    isClosed = true;
    wake();
  };
  stream.once('close', close).on('error', close);
  return {
    async write(text) {
      if (isClosed || stream.destroyed) return false;
      if (!stream.write(text)) {
        await new Promise<void>((resolve) => {
          wake = resolve;
          stream.once('drain', resolve);
        });
      }
      return !isClosed;
    },
  };
}
