import { statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import sirv from 'sirv';
import { cacheControl } from './security-headers.ts';
import { listServedFiles } from './served-files.ts';

export type ServeFile = (request: IncomingMessage, response: ServerResponse, pathname: string) => void;

/** Serves a folder of built files; `/` is its `index.html`. After a rebuild the folder is read anew. */
export function createStaticFiles(root: string): ServeFile {
  // `dev` only means that sirv looks files up when asked: its own listing would follow symbolic links.
  const send = sirv(root, {
    dev: true,
    etag: true,
    extensions: [],
    setHeaders: (response, pathname) => response.setHeader('Cache-Control', cacheControl(pathname)),
  });
  let listing: { builtAt: number; files: ReadonlyMap<string, string> } | null = null;
  const currentFiles = (): ReadonlyMap<string, string> => {
    const builtAt = statSync(join(root, 'index.html'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (listing === null || listing.builtAt !== builtAt) listing = { builtAt, files: listServedFiles(root) };
    return listing.files;
  };
  return (request, response, pathname) => {
    const path = pathname === '/' ? '/index.html' : pathname;
    const notFound = (): void => {
      response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end('No such file.\n');
    };
    if (!currentFiles().has(path)) {
      notFound();
      return;
    }
    request.url = path;
    // Parts of files are never needed here, and a reversed range would make the stream throw.
    delete request.headers.range;
    send(request, response, notFound);
  };
}
