import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { AnswerTooLarge } from './http-errors.ts';

/** The start of a text, for people; empty where it cannot be read. What follows is not waited for. */
export async function readStart(body: Readable, bytes: number): Promise<string> {
  const decoder = new StringDecoder('utf8');
  let text = '';
  let left = bytes;
  try {
    for await (const chunk of body) {
      const part = Buffer.from(chunk).subarray(0, left);
      text += decoder.write(part);
      left -= part.length;
      if (left === 0) break;
    }
  } catch {
    // An answer that breaks off is as good as its start.
  }
  return text;
}

/** The bytes of an answer as they come; fails with `AnswerTooLarge` beyond the limit. */
export async function* capped(body: Readable, bytes: number): AsyncGenerator<Uint8Array> {
  let seen = 0;
  for await (const chunk of body) {
    const part = new Uint8Array(Buffer.from(chunk));
    seen += part.length;
    if (seen > bytes) throw new AnswerTooLarge();
    yield part;
  }
}
