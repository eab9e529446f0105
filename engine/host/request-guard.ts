import type { IncomingMessage } from 'node:http';

/** Why a request goes no further. */
export interface Refusal {
  status: 400 | 401 | 403 | 404 | 405 | 426;
  why: string;
}

/** The addresses under which a studio on this port may be spoken to. */
export function ownHosts(port: number): readonly string[] {
  return [`127.0.0.1:${port}`, `localhost:${port}`];
}

/**
 * Refuses a request that is not plainly addressed to us: a page elsewhere can make a browser connect to
 * loopback under a name of its own (DNS rebinding), and then only the Host header tells.
 */
export function refuseForeignTarget(request: IncomingMessage, hosts: readonly string[]): Refusal | null {
  const named = request.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host');
  if (named.length !== 1) return { status: 400, why: 'exactly one Host header is needed' };
  const target = request.url ?? '';
  if (!target.startsWith('/') || target.startsWith('//') || target.includes('\\')) {
    return { status: 400, why: 'the request target must be a path' };
  }
  if (!hosts.includes(request.headers.host ?? '')) return { status: 403, why: 'unknown Host' };
  return null;
}

/**
 * Refuses a request that another site's page sent. Browsers leave Origin out of plain page loads, so it may be
 * missing there; where something changes or a socket opens it may not.
 */
export function refuseForeignOrigin(
  request: IncomingMessage,
  hosts: readonly string[],
  isRequired: boolean,
): Refusal | null {
  const named = request.rawHeaders.filter(
    (name, index) => index % 2 === 0 && name.toLowerCase() === 'origin',
  );
  const origin = request.headers.origin;
  if (named.length === 0 || origin === undefined) {
    return isRequired ? { status: 403, why: 'an Origin header is needed' } : null;
  }
  // The origin must be the very host that was asked, not merely another name of ours.
  const isOwn =
    named.length === 1 && hosts.some((host) => host === request.headers.host && origin === `http://${host}`);
  return isOwn ? null : { status: 403, why: 'foreign Origin' };
}
