import { pathToFileURL } from 'node:url';
import { net, protocol } from 'electron';
import { cacheControl, listServedFiles, securityHeaders } from '../engine/host/index.ts';

export const studioOrigin = 'app://studio';
export const studioAddress = `${studioOrigin}/`;

/** Must run before the app is ready: makes `app://` a scheme with origins, like https. */
export function registerStudioScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Serves the built renderer, and nothing outside its folder, under `app://studio`. */
export function serveStudioScheme(rendererFolder: string): void {
  const files = listServedFiles(rendererFolder);
  protocol.handle('app', async (request) => {
    const headers = new Headers(securityHeaders);
    const refuse = (status: number): Response => new Response(null, { status, headers });
    const address = URL.parse(request.url);
    if (address === null || address.host !== 'studio') return refuse(404);
    if (request.method !== 'GET') return refuse(405);
    const pathname = address.pathname === '/' ? '/index.html' : address.pathname;
    const path = files.get(pathname);
    if (path === undefined) return refuse(404);
    const file = await net.fetch(pathToFileURL(path).href);
    headers.set('Content-Type', file.headers.get('Content-Type') ?? 'application/octet-stream');
    headers.set('Cache-Control', cacheControl(pathname));
    return new Response(file.body, { status: 200, headers });
  });
}
