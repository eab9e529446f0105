import { safe } from '@orpc/client';
import { uploadChunkBytes } from '../../engine/contract/index.ts';
import { chooseRecording, refreshReplays, showReplay } from './replay.ts';
import { type UploadState, useReplay } from './replay-state.ts';
import { client } from './store.ts';

const put = useReplay.setState;
const cancelled = new Set<number>();
let lastKey = 0;

/** Asks for a file, and takes it in. */
export function pickRecording(): void {
  showReplay();
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.addEventListener('change', () => takeFiles([...(input.files ?? [])]));
  input.click();
}

/** Sends files to the engine, one after the other, and chooses the last that arrived. */
export async function takeFiles(files: readonly File[]): Promise<void> {
  for (const file of files) await sendFile(file);
}

function change(key: number, by: Partial<UploadState>): void {
  put(({ uploads }) => ({ uploads: uploads.map((one) => (one.key === key ? { ...one, ...by } : one)) }));
}

export function dismissUpload(key: number): void {
  cancelled.add(key);
  put(({ uploads }) => ({ uploads: uploads.filter((one) => one.key !== key) }));
}

async function sendFile(file: File): Promise<void> {
  const key = ++lastKey;
  put(({ uploads }) => ({
    uploads: [...uploads, { key, name: file.name, bytes: file.size, sent: 0, trouble: null }],
  }));
  const { error, data } = await safe(sendPieces(file, key));
  if (cancelled.has(key)) return;
  if (error || data === null) {
    change(key, { trouble: error?.message ?? 'The file was not sent.' });
    return;
  }
  dismissUpload(key);
  await refreshReplays();
  chooseRecording(data);
}

/** Only a piece of the file is in memory at a time. Null: it was cancelled. */
async function sendPieces(file: File, key: number): Promise<string | null> {
  const on = client().replay.recordings;
  const { upload } = await on.begin({ name: file.name, bytes: file.size });
  try {
    for (let offset = 0; offset < file.size; offset += uploadChunkBytes) {
      if (cancelled.has(key)) break;
      const data = await readBase64(file.slice(offset, offset + uploadChunkBytes));
      const { written } = await on.write({ upload, offset, data });
      change(key, { sent: written });
    }
    if (!cancelled.has(key)) return (await on.finish({ upload })).id;
  } catch (error) {
    await safe(on.abort({ upload }));
    throw error;
  }
  await safe(on.abort({ upload }));
  return null;
}

/** The browser's own base64, off the script's thread. */
function readBase64(piece: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => {
      const url = String(reader.result);
      resolve(url.slice(url.indexOf(',') + 1));
    });
    reader.addEventListener('error', () => reject(new Error('The file cannot be read any more.')));
    reader.readAsDataURL(piece);
  });
}
